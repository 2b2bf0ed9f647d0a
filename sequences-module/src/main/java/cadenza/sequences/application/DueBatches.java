package cadenza.sequences.application;

import cadenza.kernel.api.EngineWork;
import cadenza.sequences.domain.Enrollments.Key;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs batches, each in its own transaction. One bad row never stops the others: a batch that fails
 * for a reason that will not pass is halved until the row is alone, and that row is set aside.
 */
@EngineWork
@ApplicationScoped
public class DueBatches {
  private static final System.Logger LOG = System.getLogger(DueBatches.class.getName());

  /** Connection lost, resources, serialisation, operator: these pass, and the next tick retries. */
  private static final Set<String> PASSING = Set.of("08", "40", "53", "55", "57", "58");

  @Inject RunDueSteps runDueSteps;
  @Inject SetAside setAside;

  /**
   * @return how many steps were taken up
   */
  public int run(int batch) {
    try {
      return runDueSteps.upTo(batch);
    } catch (RuntimeException failed) {
      isolate(failed);
      return batch;
    }
  }

  /**
   * Works on what failed as a whole part by part; throws it again when that would change nothing.
   */
  void isolate(RuntimeException failed) {
    var part = batchOf(failed);
    if (part == null || passes(failed)) {
      throw failed;
    }
    isolate(part.keys(), part);
  }

  private void isolate(List<Key> keys, BatchFailed failed) {
    if (keys.size() == 1) {
      var cause = failed.getCause() == null ? failed : failed.getCause();
      LOG.log(
          System.Logger.Level.WARNING, "Enrollment " + keys.get(0).id() + " is set aside", cause);
      setAside.hold(keys.get(0), cause.getClass().getSimpleName());
      return;
    }
    half(keys.subList(0, keys.size() / 2));
    half(keys.subList(keys.size() / 2, keys.size()));
  }

  private void half(List<Key> keys) {
    try {
      runDueSteps.these(keys);
    } catch (RuntimeException failed) {
      var part = batchOf(failed);
      if (part == null || passes(failed)) {
        throw failed;
      }
      isolate(keys, part);
    }
  }

  /** The container may wrap what a transaction threw. */
  private static @Nullable BatchFailed batchOf(Throwable failed) {
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      if (cause instanceof BatchFailed batch) {
        return batch;
      }
    }
    return null;
  }

  private static boolean passes(Throwable failed) {
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        var state = sql.getSQLState();
        return state.length() < 2 || PASSING.contains(state.substring(0, 2));
      }
    }
    return false;
  }
}
