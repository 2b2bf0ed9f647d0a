package cadenza.rest.json;

import cadenza.rest.problem.Problem;
import cadenza.rest.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How much of the heap the bodies of all requests may take at the same time, so that no crowd of
 * them ends the server: a sixteenth for what arrives, at the pace of whoever sends it, and a
 * quarter for what is made of it, at ours.
 */
@ApplicationScoped
public class BodyBudget {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int RETRY_AFTER_SECONDS = 5;
  private static final int KILOBYTE = 1024;

  private final Part arriving;
  private final Part unfolded;
  private final Duration patience;

  public BodyBudget() {
    this(Runtime.getRuntime().maxMemory(), PATIENCE);
  }

  BodyBudget(long heap, Duration patience) {
    this.arriving = new Part(heap / 16);
    this.unfolded = new Part(heap / 4);
    this.patience = patience;
  }

  /** A number of kilobytes; nobody is served in turn, so that a small body passes a large one. */
  private static final class Part {
    final int all;
    final Semaphore free;

    Part(long bytes) {
      this.all = (int) Math.min(Integer.MAX_VALUE, bytes / KILOBYTE);
      this.free = new Semaphore(all);
    }
  }

  /** Somebody's part of the budget. */
  static final class Share {
    private final Part part;
    private int kilobytes;

    private Share(Part part, int kilobytes) {
      this.part = part;
      this.kilobytes = kilobytes;
    }

    /** Gives back what is beyond these bytes; it never takes more. */
    void shrinkTo(long bytes) {
      int rest = Math.min(kilobytes, kilobytes(bytes, part));
      part.free.release(kilobytes - rest);
      kilobytes = rest;
    }
  }

  /** Room for bytes that are about to be read; 503 when there is none within a short time. */
  Share toRead(long bytes) {
    return share(arriving, bytes);
  }

  /** Room for what becomes of a body; as {@link #toRead}. */
  Share toUnfold(long bytes) {
    return share(unfolded, bytes);
  }

  private Share share(Part part, long bytes) {
    int wanted = kilobytes(bytes, part);
    try {
      if (part.free.tryAcquire(wanted, patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return new Share(part, wanted);
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    throw new ProblemException(
        Problem.of(503, "unavailable", "Too many large bodies are here at once; try again soon."),
        RETRY_AFTER_SECONDS);
  }

  /** What is larger than the whole budget waits until it is alone. */
  private static int kilobytes(long bytes, Part part) {
    return (int) Math.min(part.all, (bytes + KILOBYTE - 1) / KILOBYTE);
  }
}
