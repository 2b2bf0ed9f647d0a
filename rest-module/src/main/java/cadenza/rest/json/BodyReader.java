package cadenza.rest.json;

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
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a body whole, up to its limit, and checks it before the JSON binding sees it. */
@Provider
public class BodyReader implements ReaderInterceptor {
  /** Where the request keeps the names at the top of its body, as many as an audit line takes. */
  public static final String FIELDS = "cadenza.body.fields";

  private static final int MOST_FIELDS = 60;

  @Context ResourceInfo resource;

  @Override
  public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
    var body =
        Bodies.read(
            context.getInputStream(),
            context.getHeaders().getFirst(HttpHeaders.CONTENT_LENGTH),
            Bodies.limit(resource));
    if (isJson(context.getMediaType())) {
      var content = BodyCheck.check(body);
      BodyTypes.check(content, context.getGenericType());
      context.setProperty(FIELDS, fields(content));
    }
    context.setInputStream(new ByteArrayInputStream(body));
    return context.proceed();
  }

  /** Only names that can be ours: what else a caller writes is nothing to keep. */
  private static Set<String> fields(JsonValue content) {
    if (!(content instanceof JsonObject object)) {
      return Set.of();
    }
    return object.keySet().stream()
        .filter(name -> name.matches("[a-z0-9_]{1,60}"))
        .limit(MOST_FIELDS)
        .collect(Collectors.toSet());
  }

  private static boolean isJson(MediaType type) {
    return type != null
        && (type.getSubtype().equals("json") || type.getSubtype().endsWith("+json"));
  }
}
