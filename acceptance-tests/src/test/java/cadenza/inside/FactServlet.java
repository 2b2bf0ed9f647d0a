package cadenza.inside;

import cadenza.kernel.api.DomainEvent;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a fact happen: {@code {"fact": "cadenza.messaging.api.CallEnded", "values": {…}}}, by the
 * names of the record's components; {@code "among": "cadenza.messaging.api.MessagesSent"} where
 * facts of that type happen in lists.
 */
@WebServlet("/facts")
public class FactServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject transient Happenings happenings;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try (var reader = Json.createReader(request.getInputStream())) {
      var body = reader.readObject();
      var fact = fact(body.getString("fact"), body.getJsonObject("values"));
      happenings.happen(body.containsKey("among") ? among(body.getString("among"), fact) : fact);
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    } catch (ReflectiveOperationException e) {
      throw new IOException(e);
    }
  }

  private static Object among(String name, DomainEvent fact) throws ReflectiveOperationException {
    return Class.forName(name).getDeclaredConstructor(List.class).newInstance(List.of(fact));
  }

  private static DomainEvent fact(String name, JsonObject values)
      throws ReflectiveOperationException {
    var components = Class.forName(name).getRecordComponents();
    var types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    var arguments =
        Stream.of(components).map(component -> value(component, values)).toArray(Object[]::new);
    return (DomainEvent) Class.forName(name).getDeclaredConstructor(types).newInstance(arguments);
  }

  private static @Nullable Object value(RecordComponent component, JsonObject values) {
    var given = values.getOrDefault(component.getName(), JsonValue.NULL);
    if (given == JsonValue.NULL) {
      return null;
    }
    var text = given instanceof JsonString string ? string.getString() : given.toString();
    var type = component.getType();
    if (type == UUID.class) {
      return UUID.fromString(text);
    }
    if (type == Instant.class) {
      return Instant.parse(text);
    }
    if (type == int.class || type == Integer.class) {
      return Integer.valueOf(text);
    }
    if (type == boolean.class || type == Boolean.class) {
      return Boolean.valueOf(text);
    }
    return type.isEnum() ? constant(type, text) : text;
  }

  private static Object constant(Class<?> type, String name) {
    return Stream.of(type.getEnumConstants())
        .filter(constant -> ((Enum<?>) constant).name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
