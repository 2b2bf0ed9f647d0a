package cadenza.webhooks.domain;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that an endpoint and we share: {@code whsec_} and base64, as Standard Webhooks has it.
 */
public record SigningSecret(String value) {
  public static final String PREFIX = "whsec_";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;
  private static final int FEWEST_BYTES = 24;
  private static final int MOST_BYTES = 64;
  private static final SecureRandom RANDOM = new SecureRandom();

  public static SigningSecret next() {
    var key = new byte[KEY_BYTES];
    RANDOM.nextBytes(key);
    return new SigningSecret(PREFIX + Base64.getEncoder().encodeToString(key));
  }

  /**
   * The value of {@code webhook-signature}.
   *
   * @param timestamp of the attempt, in whole seconds
   * @param body the very bytes that are sent
   */
  public String sign(String webhookId, long timestamp, byte[] body) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key(), ALGORITHM));
      mac.update((webhookId + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform signs with " + ALGORITHM, e);
    }
  }

  /** Whether a caller may bring it: 24 to 64 bytes behind the prefix. */
  public static boolean accepts(String secret) {
    if (!secret.startsWith(PREFIX)) {
      return false;
    }
    try {
      int bytes = Base64.getDecoder().decode(secret.substring(PREFIX.length())).length;
      return bytes >= FEWEST_BYTES && bytes <= MOST_BYTES;
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  private byte[] key() {
    return Base64.getDecoder().decode(value.substring(PREFIX.length()));
  }

  /** A secret never shows in a log. */
  @Override
  public String toString() {
    return PREFIX + "…";
  }
}
