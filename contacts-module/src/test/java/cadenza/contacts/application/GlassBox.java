package cadenza.contacts.application;

import cadenza.kernel.api.SecretBox;
import java.util.UUID;

/** Seals nothing; what seals has tests of its own. */
final class GlassBox implements SecretBox {
  @Override
  public String seal(UUID workspaceId, UUID rowId, String purpose, String secret) {
    return secret;
  }

  @Override
  public String open(UUID workspaceId, UUID rowId, String purpose, String sealed) {
    return sealed;
  }
}
