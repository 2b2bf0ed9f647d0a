package cadenza.kernel.adapter;

import cadenza.kernel.api.Signatures;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256, under a key that is the same of the purpose under the master key. */
@ApplicationScoped
class MasterKeySignatures implements Signatures {
  private static final String ALGORITHM = "HmacSHA256";

  private record Derived(String keyId, String purpose) {}

  private final Map<Derived, SecretKey> derived = new ConcurrentHashMap<>();

  @Inject MasterKeys keys;

  @Override
  public byte[] sign(String purpose, String content) {
    return sign(keys.current(), purpose, content);
  }

  @Override
  public boolean proves(String purpose, String content, byte[] signature) {
    return MessageDigest.isEqual(sign(purpose, content), signature)
        || keys.before()
            .filter(key -> MessageDigest.isEqual(sign(key, purpose, content), signature))
            .isPresent();
  }

  private byte[] sign(MasterKeys.Key key, String purpose, String content) {
    var own =
        derived.computeIfAbsent(
            new Derived(key.id(), purpose),
            any -> new SecretKeySpec(mac(key.secret(), "cadenza " + purpose), ALGORITHM));
    return Arrays.copyOf(mac(own, content), LENGTH);
  }

  private static byte[] mac(SecretKey key, String text) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key.getEncoded(), ALGORITHM));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
