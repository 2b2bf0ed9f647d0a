package cadenza.sequences.application;

import cadenza.contacts.api.Audience;
import cadenza.kernel.api.RuleViolation;
import cadenza.kernel.api.UseCase;
import cadenza.sequences.api.BulkEnrollment;
import cadenza.sequences.api.BulkEnrollment.Wanted;
import cadenza.sequences.api.WorkflowCard;
import cadenza.sequences.domain.Workflows;
import cadenza.sequences.domain.Workflows.Ended;
import cadenza.sequences.domain.Workflows.Run;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Enrolls those for whom a rule's trigger came: some of them, each once. */
@UseCase
public class RunWorkflow {
  private static final int AT_ONCE = 2_000;

  @Inject Workflows workflows;
  @Inject EnrollMany enrollMany;
  @Inject Audience audience;

  /**
   * Answers whether there may be more.
   *
   * @throws RunsFailed when somebody could not be enrolled, and so nobody was
   */
  public boolean run(UUID workspaceId, UUID ruleId) {
    return run(workspaceId, ruleId, false) == AT_ONCE;
  }

  /** As {@link #run(UUID, UUID)}, after whoever is at it; answers whether there is more. */
  public boolean runInTurn(UUID workspaceId, UUID ruleId) {
    run(workspaceId, ruleId, true);
    return workflows.waitingIn(workspaceId).stream().anyMatch(rule -> rule.id().equals(ruleId));
  }

  /** As {@link #run(UUID, UUID)}, for these people; answers for how many. */
  int these(UUID workspaceId, UUID ruleId, List<String> people) {
    var rule = begun(workspaceId, ruleId);
    return rule.isEmpty() ? 0 : run(rule.get(), workflows.claim(workspaceId, ruleId, people));
  }

  /** The rule cannot run for this person, and does not try again. */
  void fail(UUID workspaceId, UUID ruleId, String person) {
    workflows.fail(workspaceId, ruleId, person);
  }

  private int run(UUID workspaceId, UUID ruleId, boolean patient) {
    var rule = begun(workspaceId, ruleId);
    return rule.isEmpty()
        ? 0
        : run(rule.get(), workflows.claim(workspaceId, ruleId, AT_ONCE, patient));
  }

  /** What waits for one that is switched off goes on when it is on again. */
  private Optional<WorkflowCard> begun(UUID workspaceId, UUID ruleId) {
    var rule = workflows.withId(workspaceId, ruleId).filter(one -> one.plan().enabled());
    if (rule.isPresent()) {
      audience.letNobodyGo(workspaceId);
    }
    return rule;
  }

  private int run(WorkflowCard rule, List<Run> runs) {
    if (runs.isEmpty()) {
      return 0;
    }
    try {
      enroll(rule, runs);
    } catch (RuleViolation broken) {
      throw broken; // the rule's own fault, not that of any one
    } catch (RuntimeException failed) {
      throw new RunsFailed(runs.stream().map(Run::person).toList(), failed);
    }
    return runs.size();
  }

  private void enroll(WorkflowCard rule, List<Run> runs) {
    var wanted =
        runs.stream()
            .map(
                run ->
                    run.contactId() == null
                        ? new Wanted(null, run.person(), null, null)
                        : new Wanted(run.contactId(), null, null, null))
            .toList();
    var results =
        enrollMany.enrollByRule(
            new BulkEnrollment(KeepWorkflow.terms(rule.workspaceId(), rule.plan()), wanted));
    var ended = new ArrayList<Ended>(runs.size());
    for (int i = 0; i < runs.size(); i++) {
      var result = results.get(i);
      ended.add(
          new Ended(
              runs.get(i).person(), result.outcome(), result.contactId(), result.enrollmentId()));
    }
    workflows.end(rule.workspaceId(), rule.id(), ended);
  }
}
