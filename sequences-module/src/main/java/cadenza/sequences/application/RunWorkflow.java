package cadenza.sequences.application;

import cadenza.contacts.api.Audience;
import cadenza.kernel.api.UseCase;
import cadenza.sequences.api.BulkEnrollment;
import cadenza.sequences.api.BulkEnrollment.Wanted;
import cadenza.sequences.domain.Workflows;
import cadenza.sequences.domain.Workflows.Ended;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.UUID;

/** Enrolls those for whom a rule's trigger came: some of them, each once. */
@UseCase
public class RunWorkflow {
  private static final int AT_ONCE = 2_000;

  @Inject Workflows workflows;
  @Inject EnrollMany enrollMany;
  @Inject Audience audience;

  /** Answers whether there may be more. */
  public boolean run(UUID workspaceId, UUID ruleId) {
    return run(workspaceId, ruleId, false) == AT_ONCE;
  }

  /** As {@link #run(UUID, UUID)}, after whoever is at it; answers whether there is more. */
  public boolean runInTurn(UUID workspaceId, UUID ruleId) {
    run(workspaceId, ruleId, true);
    return workflows.waitingIn(workspaceId).stream().anyMatch(rule -> rule.id().equals(ruleId));
  }

  private int run(UUID workspaceId, UUID ruleId, boolean patient) {
    var rule = workflows.withId(workspaceId, ruleId);
    if (rule.isEmpty() || !rule.get().plan().enabled()) {
      return 0; // what waits for one that is switched off goes on when it is on again
    }
    audience.letNobodyGo(workspaceId);
    var runs = workflows.claim(workspaceId, ruleId, AT_ONCE, patient);
    if (runs.isEmpty()) {
      return 0;
    }
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
            new BulkEnrollment(KeepWorkflow.terms(workspaceId, rule.get().plan()), wanted));
    var ended = new ArrayList<Ended>(runs.size());
    for (int i = 0; i < runs.size(); i++) {
      var result = results.get(i);
      ended.add(new Ended(runs.get(i).person(), result.outcome(), result.enrollmentId()));
    }
    workflows.end(workspaceId, ruleId, ended);
    return runs.size();
  }
}
