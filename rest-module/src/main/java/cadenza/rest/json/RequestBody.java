package cadenza.rest.json;

import cadenza.rest.json.BodyBudget.Share;
import cadenza.rest.problem.Problem;
import cadenza.rest.problem.ProblemException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The body of the running request: read once, up to its limit, not for longer than a bearable time,
 * and counted in the {@link BodyBudget} for as long as the request lasts, however it ends.
 */
@RequestScoped
public class RequestBody {
  /** The server's own timeout counts from byte to byte, and so lets a trickle go on for ever. */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** Of its text, its tree and what is bound from it, for each value: an upper bound. */
  private static final int BYTES_OF_A_VALUE = 250;

  @Inject BodyBudget budget;

  private byte @Nullable [] bytes;
  private Set<String> nulls = Set.of();
  private @Nullable Share arrived;
  private @Nullable Share unfolded;

  /**
   * @param length what the header says, which is refused before anything is read when it is too
   *     much; null where it says nothing
   * @param limit in bytes
   */
  public byte[] read(InputStream in, @Nullable String length, int limit) {
    var known = bytes;
    if (known != null) {
      return known;
    }
    long said = said(length, limit);
    if (said > limit) {
      throw tooLarge(limit);
    }
    var share = budget.toRead(said);
    arrived = share;
    var read = readWhole(in, limit);
    share.shrinkTo(read.length);
    bytes = read;
    return read;
  }

  /** What stands at the top of a body as null, where that is not the same as absent. */
  void nulls(Set<String> names) {
    nulls = names;
  }

  /** Whether the field at the top of the body is there and null. */
  public boolean isNull(String name) {
    return nulls.contains(name);
  }

  /** Before it is decoded and checked: room for the worst that it may become. */
  void unfold() {
    long length = length();
    unfolded =
        budget.toUnfold(
            4 * length + BYTES_OF_A_VALUE * Math.min(length / 2, BodyCheck.MOST_VALUES));
  }

  /** After it is bound: only the request's own records are left. */
  void fold() {
    if (unfolded != null) {
      unfolded.shrinkTo(3L * length());
    }
  }

  @PreDestroy
  void giveBack() {
    if (arrived != null) {
      arrived.shrinkTo(0);
    }
    if (unfolded != null) {
      unfolded.shrinkTo(0);
    }
  }

  private int length() {
    return bytes == null ? 0 : bytes.length;
  }

  private static byte[] readWhole(InputStream in, int limit) {
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

  /**
   * As long as it may be where nobody says. A client that upgrades to HTTP/2 may say it twice, and
   * it stands as a list (RFC 9110, 8.6).
   */
  private static long said(@Nullable String length, int limit) {
    var first = length == null ? "" : length.split(",", 2)[0].strip();
    if (!first.matches("\\d+")) {
      return limit;
    }
    return first.length() > 18 ? Long.MAX_VALUE : Long.parseLong(first);
  }

  private static ProblemException tooLarge(int limit) {
    var most = limit < 1_000_000 ? limit / 1_000 + " kB" : limit / 1_000_000 + " MB";
    return new ProblemException(
        Problem.of(413, "body_too_large", "A body has " + most + " at most here."));
  }
}
