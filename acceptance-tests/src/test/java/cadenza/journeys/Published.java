package cadenza.journeys;

import cadenza.product.HookSink.Call;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What another product has published of its webhooks, to hold what is sent against.
 *
 * @param samples a whole body of each type; of objects that several types share the one that is
 *     published, and of what is published nowhere our own
 * @param rules what no sample shows: words of closed sets, what may be null, headers
 */
record Published(String format, JsonObject samples, JsonObject rules) {
  private static final Path FOLDER = Path.of("src", "test", "resources", "published");

  static Published of(String format) {
    return new Published(format, read(format), read("rules").getJsonObject(format));
  }

  private static JsonObject read(String name) {
    try (var reader = Json.createReader(Files.newBufferedReader(FOLDER.resolve(name + ".json")))) {
      return reader.readObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Set<String> types() {
    return samples.keySet();
  }

  JsonObject sample(String type) {
    return samples.getJsonObject(type);
  }

  JsonObject headers() {
    return rules.getJsonObject("headers");
  }

  /** The type of a body, where this product has it. */
  String typeOf(JsonObject body) {
    var path = rules.getString("type").split("\\.");
    return path.length == 1
        ? body.getString(path[0], "")
        : body.getJsonObject(path[0]).getString(path[1]);
  }

  /** In what a delivery differs from the published one; its values may. */
  List<String> differences(String type, Call call) {
    var found = new ArrayList<String>();
    if (!call.method().equals("POST")) {
      found.add("method: " + call.method());
    }
    headers()
        .forEach(
            (name, shape) -> {
              var value = call.header(name);
              if (!value.matches(((JsonString) shape).getString())) {
                found.add("header " + name + ": " + (value.isEmpty() ? "absent" : value));
              }
            });
    var body = call.json();
    if (!typeOf(body).equals(type)) {
      found.add("type: " + typeOf(body));
    }
    found.addAll(new Shape(rules).differences(sample(type), body));
    return found;
  }

  /** HMAC-SHA256 in hexadecimal, keyed with the characters of a secret. */
  static String hmac(String secret, String signed) throws GeneralSecurityException {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
  }
}
