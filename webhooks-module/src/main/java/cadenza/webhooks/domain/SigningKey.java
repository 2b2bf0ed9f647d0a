package cadenza.webhooks.domain;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key of ours alone, as Standard Webhooks has it for {@code v1a}: whoever checks a request by its
 * public half cannot make one.
 */
public final class SigningKey {
  public static final String PREFIX = "whsk_";
  private static final String PUBLIC_PREFIX = "whpk_";
  private static final String ALGORITHM = "Ed25519";
  private static final String DERIVATION = "HmacSHA256";
  private static final int BYTES = 32;

  /** What it was made of and its public half, in the order of libsodium. */
  private static final int WITH_PUBLIC_HALF = 2 * BYTES;

  private final KeyPair pair;

  private SigningKey(byte[] seed) {
    try {
      var generator = KeyPairGenerator.getInstance(ALGORITHM);
      generator.initialize(255, new Given(seed));
      pair = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Java 15 and newer know " + ALGORITHM, e);
    }
  }

  /** That of a secret: a {@code whsk_} is one, and each {@code whsec_} has one of its own. */
  public static SigningKey of(String secret) {
    return secret.startsWith(PREFIX)
        ? new SigningKey(Arrays.copyOf(decoded(secret), BYTES))
        : new SigningKey(derived(secret));
  }

  /** Whether a caller may bring it: the key, or the key and the public half that belongs to it. */
  public static boolean accepts(String secret) {
    if (!secret.startsWith(PREFIX)) {
      return false;
    }
    try {
      var bytes = decoded(secret);
      return bytes.length == BYTES
          || bytes.length == WITH_PUBLIC_HALF
              && Arrays.equals(
                  Arrays.copyOfRange(bytes, BYTES, WITH_PUBLIC_HALF), of(secret).publicBytes());
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  /**
   * The value of {@code webhook-signature}.
   *
   * @param timestamp of the attempt, in whole seconds
   * @param body the very bytes that are sent
   */
  public String sign(String webhookId, long timestamp, byte[] body) {
    try {
      var signature = Signature.getInstance(ALGORITHM);
      signature.initSign(pair.getPrivate());
      signature.update((webhookId + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
      signature.update(body);
      return "v1a," + Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Java 15 and newer sign with " + ALGORITHM, e);
    }
  }

  /** What a consumer checks requests by. */
  public String publicHalf() {
    return PUBLIC_PREFIX + Base64.getEncoder().encodeToString(publicBytes());
  }

  /** They stand at the end of the X.509 form. */
  private byte[] publicBytes() {
    var encoded = pair.getPublic().getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - BYTES, encoded.length);
  }

  private static byte[] decoded(String secret) {
    return Base64.getDecoder().decode(secret.substring(PREFIX.length()));
  }

  private static byte[] derived(String secret) {
    try {
      var mac = Mac.getInstance(DERIVATION);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), DERIVATION));
      return mac.doFinal("cadenza v1a".getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + DERIVATION, e);
    }
  }

  /** Java makes an Ed25519 key of 32 random bytes; these are known. */
  private static final class Given extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private final byte[] bytes;

    Given(byte[] bytes) {
      this.bytes = bytes.clone();
    }

    @Override
    public void nextBytes(byte[] target) {
      System.arraycopy(bytes, 0, target, 0, Math.min(bytes.length, target.length));
    }
  }
}
