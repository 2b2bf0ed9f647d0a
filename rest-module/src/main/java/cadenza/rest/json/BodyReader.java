package cadenza.rest.json;

import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Reads a body whole, up to its limit, and checks it before the JSON binding sees it. */
@Provider
public class BodyReader implements ReaderInterceptor {
  /** Where the request keeps the names at the top of its body, as many as an audit line takes. */
  public static final String FIELDS = "cadenza.body.fields";

  private static final int MOST_FIELDS = 60;

  @Inject RequestBody requestBody;
  @Context ResourceInfo resource;

  /** How many bytes the asked method takes. */
  public static int limit(ResourceInfo resource) {
    var method = resource.getResourceMethod();
    var own = method == null ? null : method.getAnnotation(BodyLimit.class);
    return own == null ? BodyLimit.ORDINARY : own.value();
  }

  @Override
  public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
    var body =
        requestBody.read(
            context.getInputStream(),
            context.getHeaders().getFirst(HttpHeaders.CONTENT_LENGTH),
            limit(resource));
    requestBody.unfold();
    if (isJson(context.getMediaType()) && !mayBeAbsent(body, context.getType())) {
      context.setProperty(FIELDS, checked(body, context.getGenericType()));
    }
    context.setInputStream(new ByteArrayInputStream(body));
    var bound = context.proceed();
    requestBody.fold();
    return bound;
  }

  /** The tree is left behind here: the binding makes its own of the bytes. */
  private Set<String> checked(byte[] body, Type type) {
    var content = BodyCheck.check(body);
    if (type != byte[].class) {
      BodyTypes.check(content, type);
    }
    requestBody.nulls(fields(content, value -> value == JsonValue.NULL));
    return fields(content, any -> true);
  }

  /** Only names that can be ours: what else a caller writes is nothing to keep. */
  private static Set<String> fields(JsonValue content, Predicate<JsonValue> which) {
    if (!(content instanceof JsonObject object)) {
      return Set.of();
    }
    return object.entrySet().stream()
        .filter(field -> which.test(field.getValue()))
        .map(Map.Entry::getKey)
        .filter(name -> name.matches("[a-z0-9_]{1,60}"))
        .limit(MOST_FIELDS)
        .collect(Collectors.toSet());
  }

  /** A method that takes the bytes themselves says what it makes of none. */
  private static boolean mayBeAbsent(byte[] body, Class<?> type) {
    return body.length == 0 && type == byte[].class;
  }

  private static boolean isJson(MediaType type) {
    return type != null
        && (type.getSubtype().equals("json") || type.getSubtype().endsWith("+json"));
  }
}
