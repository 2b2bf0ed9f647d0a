package cadenza.rest.json;

import cadenza.rest.problem.Problem;
import cadenza.rest.problem.ProblemException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Reads a body whole, up to its limit, and checks it before the JSON binding sees it. */
@Provider
public class BodyReader implements ReaderInterceptor {
  /** Bytes; one more is refused. */
  public static final int LIMIT = 1_000_000;

  @Override
  public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
    var body = read(context);
    if (body.length > LIMIT) {
      throw new ProblemException(Problem.of(413, "body_too_large", "A body has 1 MB at most."));
    }
    if (isJson(context.getMediaType())) {
      BodyTypes.check(BodyCheck.check(body), context.getGenericType());
    }
    context.setInputStream(new ByteArrayInputStream(body));
    return context.proceed();
  }

  private static byte[] read(ReaderInterceptorContext context) {
    try {
      return context.getInputStream().readNBytes(LIMIT + 1);
    } catch (IOException cutOff) {
      throw new ProblemException(
          Problem.of(400, "malformed_body", "The body ends before its length."));
    }
  }

  private static boolean isJson(MediaType type) {
    return type != null
        && (type.getSubtype().equals("json") || type.getSubtype().endsWith("+json"));
  }
}
