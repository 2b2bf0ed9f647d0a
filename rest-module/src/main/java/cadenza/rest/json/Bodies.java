package cadenza.rest.json;

import cadenza.rest.problem.Problem;
import cadenza.rest.problem.ProblemException;
import jakarta.ws.rs.container.ResourceInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads a body whole: up to its limit, and not for longer than a bearable time. */
public final class Bodies {
  /** Bytes; one more is refused. */
  public static final int LIMIT = 1_000_000;

  /** The server's own timeout counts from byte to byte, and so lets a trickle go on for ever. */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private Bodies() {}

  /** How many bytes the asked method takes. */
  public static int limit(ResourceInfo resource) {
    var method = resource.getResourceMethod();
    var own = method == null ? null : method.getAnnotation(BodyLimit.class);
    return own == null ? LIMIT : own.value();
  }

  /**
   * @param length what the header says, which is refused before anything is read when it is too
   *     much; null where it says nothing
   */
  public static byte[] read(InputStream in, @Nullable String length, int limit) {
    if (said(length) > limit) {
      throw tooLarge(limit);
    }
    var body = new ByteArrayOutputStream();
    var buffer = new byte[16_384];
    long start = System.nanoTime();
    try {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        body.write(buffer, 0, read);
        if (body.size() > limit) {
          throw tooLarge(limit);
        }
        if (System.nanoTime() - start > LONGEST.toNanos()) {
          throw new ProblemException(
              Problem.of(408, "request_timeout", "The body took longer than 30 seconds to come."));
        }
      }
    } catch (IOException cutOff) {
      throw new ProblemException(
          Problem.of(400, "malformed_body", "The body ends before its length."));
    }
    return body.toByteArray();
  }

  /** A client that upgrades to HTTP/2 may say it twice, and it stands as a list (RFC 9110, 8.6). */
  private static long said(@Nullable String length) {
    if (length == null) {
      return 0;
    }
    var first = length.split(",", 2)[0].strip();
    return !first.matches("\\d+")
        ? 0
        : first.length() > 18 ? Long.MAX_VALUE : Long.parseLong(first);
  }

  private static ProblemException tooLarge(int limit) {
    return new ProblemException(
        Problem.of(413, "body_too_large", "A body has " + limit / 1_000_000 + " MB at most here."));
  }
}
