package cadenza.sequences.domain;

import cadenza.sequences.api.FinishReason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a gate says of a step. */
public sealed interface Verdict {
  /** Nothing stands in the way. */
  Verdict PASS = new Pass();

  /** As it is called in explanations. */
  String name();

  record Pass() implements Verdict {
    @Override
    public String name() {
      return "pass";
    }
  }

  /**
   * Opens by itself.
   *
   * @param until null when the instant is not known
   */
  record Wait(String reason, @Nullable Instant until) implements Verdict {
    @Override
    public String name() {
      return "wait";
    }
  }

  /** Somebody must mend something; looked at again from time to time. */
  record Hold(String reason) implements Verdict {
    @Override
    public String name() {
      return "hold";
    }
  }

  /** A person must say whether it goes on. */
  record Review(String reason) implements Verdict {
    @Override
    public String name() {
      return "hold";
    }
  }

  /** The enrollment is over. */
  record Stop(FinishReason reason) implements Verdict {
    @Override
    public String name() {
      return "stop";
    }
  }

  /** The condition is stored and nobody can judge it; the step passes. */
  record NotJudged(String reason) implements Verdict {
    @Override
    public String name() {
      return "not_judged";
    }
  }
}
