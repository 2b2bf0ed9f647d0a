package cadenza.rest.openapi;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.jspecify.annotations.Nullable;

/**
 * What each operation takes and answers, by its id: bodies that the tests have sent, and answers
 * that they have got.
 */
final class Examples {
  private final JsonObject all;

  private Examples(JsonObject all) {
    this.all = all;
  }

  static Examples read() {
    try (InputStream file =
            Objects.requireNonNull(Examples.class.getResourceAsStream("examples.json"));
        var reader = Json.createReader(file)) {
      return new Examples(reader.readObject());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void showIn(Operation operation) {
    var known = all.getJsonObject(operation.getOperationId());
    if (known == null) {
      return;
    }
    var body = operation.getRequestBody();
    if (body != null) {
      show(known.get("request"), body.getContent());
    }
    operation
        .getResponses()
        .getAPIResponses()
        .forEach((status, response) -> show(known.get(status), response.getContent()));
  }

  private static void show(@Nullable JsonValue example, @Nullable Content content) {
    if (example != null && content != null) {
      content.getMediaTypes().values().forEach(type -> type.setExample(plain(example)));
    }
  }

  /** As the writer of the document knows it. */
  private static @Nullable Object plain(JsonValue value) {
    if (value instanceof JsonObject object) {
      var map = new LinkedHashMap<String, @Nullable Object>();
      object.forEach((name, one) -> map.put(name, plain(one)));
      return map;
    }
    if (value instanceof JsonArray array) {
      return List.copyOf(array.stream().map(Examples::plain).filter(Objects::nonNull).toList());
    }
    if (value instanceof JsonString text) {
      return text.getString();
    }
    if (value instanceof JsonNumber number) {
      return number.numberValue();
    }
    return value == JsonValue.NULL ? null : value == JsonValue.TRUE;
  }
}
