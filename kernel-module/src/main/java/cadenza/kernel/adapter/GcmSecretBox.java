package cadenza.kernel.adapter;

import cadenza.kernel.api.SecretBox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/** {@code v1.<key id>.<nonce, ciphertext and tag in base64url>}. */
@ApplicationScoped
class GcmSecretBox implements SecretBox {
  private static final String VERSION = "v1";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecureRandom random = new SecureRandom();

  @Inject MasterKeys keys;

  @Override
  public String seal(UUID workspaceId, UUID rowId, String purpose, String secret) {
    var key = keys.current();
    var nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    var row = row(workspaceId, rowId, purpose);
    var hidden = run(Cipher.ENCRYPT_MODE, key, nonce, row, secret.getBytes(StandardCharsets.UTF_8));
    var sealed = Arrays.copyOf(nonce, NONCE_BYTES + hidden.length);
    System.arraycopy(hidden, 0, sealed, NONCE_BYTES, hidden.length);
    return VERSION
        + "."
        + key.id()
        + "."
        + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
  }

  @Override
  public String open(UUID workspaceId, UUID rowId, String purpose, String sealed) {
    var parts = sealed.split("\\.", -1);
    if (parts.length != 3 || !parts[0].equals(VERSION)) {
      throw new IllegalStateException("This is not a sealed secret");
    }
    var bytes = Base64.getUrlDecoder().decode(parts[2]);
    var nonce = Arrays.copyOf(bytes, NONCE_BYTES);
    var hidden = Arrays.copyOfRange(bytes, NONCE_BYTES, bytes.length);
    var row = row(workspaceId, rowId, purpose);
    return new String(
        run(Cipher.DECRYPT_MODE, keys.named(parts[1]), nonce, row, hidden), StandardCharsets.UTF_8);
  }

  private static byte[] row(UUID workspaceId, UUID rowId, String purpose) {
    return (workspaceId + "|" + rowId + "|" + purpose).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] run(int mode, MasterKeys.Key key, byte[] nonce, byte[] row, byte[] text) {
    try {
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key.secret(), new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(row);
      return cipher.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The secret does not open for this row", e);
    }
  }
}
