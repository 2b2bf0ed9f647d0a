package cadenza.webhooks.application;

import cadenza.kernel.api.SecretBox;
import java.util.UUID;

/** Seals nothing. */
final class OpenBox implements SecretBox {
  @Override
  public String seal(UUID workspaceId, UUID rowId, String purpose, String secret) {
    return secret;
  }

  @Override
  public String open(UUID workspaceId, UUID rowId, String purpose, String sealed) {
    if (sealed.equals("torn")) {
      throw new IllegalStateException("The secret does not open for this row");
    }
    return sealed;
  }
}
