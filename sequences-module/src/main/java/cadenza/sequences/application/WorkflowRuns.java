package cadenza.sequences.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.RuleViolation;
import cadenza.sequences.domain.Enrollments.Key;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/** Works on what has been noted for rules; once at a time on this node. */
@ApplicationScoped
public class WorkflowRuns {
  private static final System.Logger LOG = System.getLogger(WorkflowRuns.class.getName());

  /** Of what is left of removed rules, in one round. */
  private static final int MOST_FORGOTTEN = 20;

  private final AtomicBoolean running = new AtomicBoolean();
  private final Backoff backoff = new Backoff();

  @Inject WorkflowBatches batches;
  @Inject Clocks clocks;

  /** What is noted meanwhile is found by the next round. */
  public void run() {
    if (!running.compareAndSet(false, true)) {
      return;
    }
    try {
      var rules = batches.waiting();
      while (!rules.isEmpty()) { // in turn, so that none waits for the whole of another
        rules = rules.stream().filter(this::runNext).toList();
      }
    } finally {
      running.set(false);
    }
  }

  /** Some of what is left of rules that were removed. */
  public void forget() {
    for (int i = 0; i < MOST_FORGOTTEN && batches.forget(); i++) {}
  }

  /** Whatever has been noted in a workspace until now, also what somebody else is at. */
  void finish(UUID workspaceId) {
    for (var rule : batches.waitingIn(workspaceId)) {
      while (tried(rule, batches::runInTurn)) {
        // each batch is a transaction of its own
      }
    }
  }

  private boolean runNext(Key rule) {
    return !backoff.holds(rule.id(), clocks.real()) && tried(rule, batches::run);
  }

  /**
   * One batch; one rule that fails holds up no other, and what waits for it waits on. Answers
   * whether there may be more.
   */
  private boolean tried(Key rule, Predicate<Key> batch) {
    try {
      boolean more = orInParts(rule, batch);
      backoff.passed(rule.id());
      return more;
    } catch (RuleViolation broken) {
      LOG.log(Level.WARNING, "Workflow {0} cannot enroll: {1}", rule.id(), broken.code());
    } catch (RuntimeException failed) {
      LOG.log(Level.WARNING, "Workflow " + rule.id() + " is tried again", failed);
    }
    backoff.failed(rule.id(), clocks.real());
    return false;
  }

  /** One bad row never stops the others, nor itself for ever. */
  private boolean orInParts(Key rule, Predicate<Key> batch) {
    try {
      return batch.test(rule);
    } catch (RuleViolation broken) {
      throw broken;
    } catch (RuntimeException failed) {
      boolean patient = !backoff.isLongest(rule.id());
      if (new PartedRuns(batches, rule).run(failed, patient)) {
        return true;
      }
      throw failed;
    }
  }
}
