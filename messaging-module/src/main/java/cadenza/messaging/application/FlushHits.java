package cadenza.messaging.application;

import cadenza.messaging.domain.Hit;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;

/**
 * Has counted what is due, in rounds. While the database is away everything waits on; what alone
 * cannot be counted, for a reason that will not pass, is given up.
 */
@Dependent
public class FlushHits {
  private static final Logger LOG = System.getLogger(FlushHits.class.getName());
  private static final int ROUND_AT_MOST = 500;

  @Inject Hits hits;
  @Inject CountHits countHits;
  @Inject SendingMeters meters;
  @Inject HitClock clock;

  public void flush() {
    meters.hitsDropped(hits.takeDropped());
    var now = clock.takeOver();
    for (var round = hits.due(now, ROUND_AT_MOST);
        !round.isEmpty();
        round = hits.due(now, ROUND_AT_MOST)) {
      if (!counted(round)) {
        return;
      }
    }
  }

  /** Whether to go on. */
  private boolean counted(List<List<Hit>> round) {
    try {
      countHits.count(round);
      return true;
    } catch (RuntimeException failure) {
      if (Failures.of(failure) == Failures.ROW) {
        return round.size() == 1 ? givenUp(failure) : apart(round);
      }
      hits.putBack(round);
      LOG.log(Level.WARNING, "Opens and clicks wait to be counted: {0}", failure.toString());
      return false;
    }
  }

  private boolean apart(List<List<Hit>> round) {
    var left = new ArrayList<>(round);
    while (!left.isEmpty()) {
      if (!counted(List.of(left.remove(left.size() - 1)))) {
        hits.putBack(left);
        return false;
      }
    }
    return true;
  }

  private static boolean givenUp(RuntimeException failure) {
    LOG.log(Level.ERROR, "Opens and clicks of a message cannot be counted", failure);
    return true;
  }
}
