package cadenza.webhooks.adapter.format;

import cadenza.webhooks.application.EndpointClient.Request;
import cadenza.webhooks.application.Format.Dispatch;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
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

  /**
   * A request with {@code t=<seconds>} and a signature over {@code <seconds>.<body>} in one header:
   * one for each secret that is valid now, newest first.
   *
   * @param part what a signature is called in the header
   */
  public static Request timed(Dispatch dispatch, String header, String part) {
    var body = dispatch.delivery().body().getBytes(StandardCharsets.UTF_8);
    long time = dispatch.at().getEpochSecond();
    var signatures =
        dispatch.secrets().stream()
            .map(secret -> "," + part + "=" + hex(secret, time + ".", body))
            .collect(Collectors.joining());
    return new Request(dispatch.delivery().url(), Map.of(header, "t=" + time + signatures), body);
  }

  /** A secret that nobody guesses, in lower-case hexadecimal behind this prefix. */
  public static String newSecret(String prefix) {
    var bytes = new byte[SECRET_BYTES];
    RANDOM.nextBytes(bytes);
    return prefix + HexFormat.of().formatHex(bytes);
  }
}
