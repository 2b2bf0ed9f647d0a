package cadenza.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What other products have published of their webhooks, to hold what is sent against. */
final class Published {
  private static final Path SAMPLES = Path.of("src", "test", "resources", "published");
  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");

  private Published() {}

  static JsonObject sample(String name) throws IOException {
    try (var reader = Json.createReader(Files.newBufferedReader(SAMPLES.resolve(name + ".json")))) {
      return reader.readObject();
    }
  }

  /** Whether it has the same keys in the same order, and behind each the same kind of value. */
  static void hasShapeOf(JsonObject sample, JsonObject told) {
    assertThat(told.keySet()).containsExactlyElementsOf(sample.keySet());
    sample.forEach((key, value) -> isLike(key, value, told.getOrDefault(key, JsonValue.NULL)));
  }

  private static void isLike(String key, JsonValue sample, JsonValue told) {
    assertThat(told.getValueType()).as(key).isEqualTo(sample.getValueType());
    if (sample instanceof JsonObject object) {
      hasShapeOf(object, told.asJsonObject());
    } else if (sample instanceof JsonString text && TIME.matcher(text.getString()).matches()) {
      assertThat(((JsonString) told).getString()).as(key).matches(TIME);
    }
  }

  /** HMAC-SHA256 in hexadecimal, keyed with the characters of a secret. */
  static String hmac(String secret, String signed) throws GeneralSecurityException {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
  }
}
