package cadenza.webhooks.adapter.format.standard;

import cadenza.kernel.api.InvalidField;
import cadenza.webhooks.application.Format;
import cadenza.webhooks.domain.SigningKey;
import cadenza.webhooks.domain.SigningSecret;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an endpoint wants its requests signed by. */
enum Signatures {
  /** {@code v1}: the secret that both sides know. */
  SYMMETRIC("v1"),
  /** {@code v1a}: a key of which the other side knows only the public half. */
  ASYMMETRIC("v1a"),
  /** While a consumer goes from one to the other. */
  BOTH("both");

  private static final JsonProvider JSON = JsonProvider.provider();
  private static final String KEY = "signature";

  private final String word;

  Signatures(String word) {
    this.word = word;
  }

  /**
   * @param options as a caller gives them or as they are stored, or null for what is usual
   * @throws InvalidField where there is no such choice
   */
  static Signatures read(@Nullable String options) {
    if (options == null || options.equals(Format.NO_OPTIONS)) {
      return SYMMETRIC;
    }
    var object = object(options);
    if (!Set.of(KEY).containsAll(object.keySet())) {
      throw new InvalidField(
          "/options", "unknown_option", "The format's only option is signature.");
    }
    if (object.isEmpty()) {
      return SYMMETRIC;
    }
    if (object.get(KEY) instanceof JsonString chosen) {
      for (var one : values()) {
        if (one.word.equals(chosen.getString())) {
          return one;
        }
      }
    }
    throw new InvalidField("/options/signature", "A signature is v1, v1a or both.");
  }

  private static JsonObject object(String options) {
    try (var reader = JSON.createReader(new StringReader(options))) {
      return reader.readObject();
    } catch (JsonException malformed) {
      throw new InvalidField("/options", "The options are a JSON object.");
    }
  }

  /** As they are stored. */
  String options() {
    return this == SYMMETRIC ? Format.NO_OPTIONS : "{\"" + KEY + "\":\"" + word + "\"}";
  }

  /** The signatures of a request under one secret; one that is a key alone signs as such. */
  Function<String, Stream<String>> of(String id, long timestamp, byte[] body) {
    return secret -> {
      var kinds = Stream.<String>builder();
      boolean keyAlone = secret.startsWith(SigningKey.PREFIX);
      if (this != ASYMMETRIC && !keyAlone) {
        kinds.add(new SigningSecret(secret).sign(id, timestamp, body));
      }
      if (this != SYMMETRIC || keyAlone) {
        kinds.add(SigningKey.of(secret).sign(id, timestamp, body));
      }
      return kinds.build();
    };
  }
}
