package cadenza.rest.idempotency;

import cadenza.access.api.StoredAnswer;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.io.StringReader;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A request that was sent with an {@code Idempotency-Key}.
 *
 * @param status of its answer
 * @param location where what it made is read
 * @param answer the body of its answer, as it was
 */
@Schema(name = "AnsweredRequest")
public record AnsweredRequest(
    String idempotencyKey,
    int status,
    @Nullable String location,
    @Schema(type = SchemaType.OBJECT, description = "The body of its answer")
        @Nullable JsonValue answer) {
  static AnsweredRequest of(String key, StoredAnswer stored) {
    return new AnsweredRequest(key, stored.status(), stored.location(), parsed(stored.body()));
  }

  private static @Nullable JsonValue parsed(@Nullable String body) {
    if (body == null) {
      return null;
    }
    try (var reader = Json.createReader(new StringReader(body))) {
      return reader.readValue();
    }
  }
}
