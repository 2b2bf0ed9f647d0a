package cadenza.kernel.api;

import java.util.UUID;

/**
 * Seals secrets for storage: AES-256-GCM with a random nonce, the key's id in front, bound to one
 * row, so a ciphertext copied to another row does not open.
 */
public interface SecretBox {
  /**
   * @param purpose what the secret is, for example {@code smtp-password}
   */
  String seal(UUID workspaceId, UUID rowId, String purpose, String secret);

  /** The sealed text's plain form; refuses what was sealed for another row or purpose. */
  String open(UUID workspaceId, UUID rowId, String purpose, String sealed);
}
