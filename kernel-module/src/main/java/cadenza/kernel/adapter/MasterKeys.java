package cadenza.kernel.adapter;

import cadenza.kernel.api.Sha256;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The key that seals, and the one before it, which still opens what it sealed. */
@ApplicationScoped
class MasterKeys {
  /** A key and the short name that stands in front of what it sealed. */
  record Key(String id, SecretKey secret) {}

  @Inject
  @ConfigProperty(name = "cadenza.master-key")
  Optional<String> current;

  @Inject
  @ConfigProperty(name = "cadenza.master-key-previous")
  Optional<String> previous;

  Key current() {
    return key(
        "cadenza.master-key",
        current.orElseThrow(
            () ->
                new IllegalStateException(
                    "cadenza.master-key is not set. Secrets are stored only encrypted, so Cadenza"
                        + " does not start without it. Set it (or the environment variable"
                        + " CADENZA_MASTER_KEY) to 32 random bytes in base64, for example from:"
                        + " openssl rand -base64 32")));
  }

  Key named(String id) {
    var now = current();
    if (now.id().equals(id)) {
      return now;
    }
    return before()
        .filter(key -> key.id().equals(id))
        .orElseThrow(
            () -> new IllegalStateException("A secret was sealed by key " + id + ", unknown here"));
  }

  /** The key before the current one, while it is configured. */
  Optional<Key> before() {
    return previous.map(text -> key("cadenza.master-key-previous", text));
  }

  private static Key key(String setting, String text) {
    var bytes = decoded(setting, text);
    if (bytes.length != 32) {
      throw new IllegalStateException(
          setting + " holds " + bytes.length + " bytes; it must be 32 bytes in base64.");
    }
    return new Key(idOf(bytes), new SecretKeySpec(bytes, "AES"));
  }

  private static byte[] decoded(String setting, String text) {
    try {
      return Base64.getDecoder().decode(text.strip());
    } catch (IllegalArgumentException notBase64) {
      // the exception would quote a character of the key
      throw new IllegalStateException(setting + " is not base64; it must be 32 bytes in base64.");
    }
  }

  private static String idOf(byte[] key) {
    var digest = Sha256.digest();
    digest.update("cadenza key id".getBytes(StandardCharsets.US_ASCII));
    return HexFormat.of().formatHex(digest.digest(key), 0, 4);
  }
}
