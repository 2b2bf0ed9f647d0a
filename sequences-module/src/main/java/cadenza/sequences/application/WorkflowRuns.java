package cadenza.sequences.application;

import cadenza.kernel.api.RuleViolation;
import cadenza.sequences.domain.Enrollments.Key;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicBoolean;

/** Works on what has been noted for rules; once at a time on this node. */
@ApplicationScoped
public class WorkflowRuns {
  private static final System.Logger LOG = System.getLogger(WorkflowRuns.class.getName());

  private final AtomicBoolean running = new AtomicBoolean();

  @Inject WorkflowBatches batches;

  /** What is noted meanwhile is found by the next round. */
  public void run() {
    if (!running.compareAndSet(false, true)) {
      return;
    }
    try {
      var rules = batches.waiting();
      while (!rules.isEmpty()) { // in turn, so that none waits for the whole of another
        rules = rules.stream().filter(this::run).toList();
      }
    } finally {
      running.set(false);
    }
  }

  /** One batch; one rule that fails holds up no other. Answers whether there may be more. */
  private boolean run(Key rule) {
    try {
      return batches.run(rule);
    } catch (RuleViolation broken) {
      LOG.log(
          System.Logger.Level.WARNING, "Workflow {0} cannot enroll: {1}", rule.id(), broken.code());
      batches.failed(rule, broken);
    } catch (RuntimeException failed) {
      LOG.log(System.Logger.Level.WARNING, "Workflow " + rule.id() + " is tried again", failed);
    }
    return false;
  }
}
