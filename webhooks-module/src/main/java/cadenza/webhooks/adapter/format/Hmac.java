package cadenza.webhooks.adapter.format;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 in hexadecimal, keyed with the secret's own characters, as older formats have it. */
public final class Hmac {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int SECRET_BYTES = 24;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Hmac() {}

  /**
   * @param before what stands before the body in what is signed; empty for nothing
   */
  public static String hex(String secret, String before, byte[] body) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      mac.update(before.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform signs with " + ALGORITHM, e);
    }
  }

  /** A secret that nobody guesses, in lower-case hexadecimal behind this prefix. */
  public static String newSecret(String prefix) {
    var bytes = new byte[SECRET_BYTES];
    RANDOM.nextBytes(bytes);
    return prefix + HexFormat.of().formatHex(bytes);
  }
}
