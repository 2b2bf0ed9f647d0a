package cadenza.sequences.application;

import cadenza.kernel.api.PassingFailure;
import cadenza.sequences.domain.Enrollments.Key;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes those apart for whom a rule could not run as a whole: half and half again, until whoever is
 * at fault is alone. Everybody else is enrolled on the way.
 */
final class PartedRuns {
  private static final System.Logger LOG = System.getLogger(PartedRuns.class.getName());

  /** More than that in a row, and none that goes: it is not the fault of one. */
  private static final int HOPELESS_AFTER = 16;

  private final WorkflowBatches batches;
  private final Key rule;
  private final List<String> refused = new ArrayList<>();
  private int refusedInARow;
  private int went;

  PartedRuns(WorkflowBatches batches, Key rule) {
    this.batches = batches;
    this.rule = rule;
  }

  /**
   * Who is refused alone is not tried again, if others go.
   *
   * @param patient whether a refusal of everybody may be the fault of something that passes
   * @return whether anything has come to an end; otherwise all wait on
   */
  boolean run(RuntimeException failed, boolean patient) {
    halve(RunsFailed.peopleOf(failed), failed);
    if (refused.isEmpty() || went == 0 && (patient || isHopeless())) {
      return went > 0;
    }
    refused.forEach(person -> batches.fail(rule, person));
    return true;
  }

  private void halve(List<String> people, RuntimeException failed) {
    if (people.isEmpty() || PassingFailure.isBehind(failed)) {
      throw failed;
    }
    if (people.size() == 1) {
      LOG.log(System.Logger.Level.WARNING, "Workflow " + rule.id() + " cannot run for one", failed);
      refused.add(people.get(0));
      refusedInARow++;
      return;
    }
    half(people.subList(0, people.size() / 2));
    half(people.subList(people.size() / 2, people.size()));
  }

  private void half(List<String> people) {
    if (isHopeless()) {
      return;
    }
    try {
      int some = batches.these(rule, people);
      went += some;
      refusedInARow = some > 0 ? 0 : refusedInARow;
    } catch (RuntimeException failed) {
      halve(RunsFailed.peopleOf(failed), failed);
    }
  }

  private boolean isHopeless() {
    return refusedInARow > HOPELESS_AFTER;
  }
}
