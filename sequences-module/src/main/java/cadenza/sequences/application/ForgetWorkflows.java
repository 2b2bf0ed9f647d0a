package cadenza.sequences.application;

import cadenza.kernel.api.UseCase;
import cadenza.sequences.domain.Workflows;
import jakarta.inject.Inject;

/** Deletes what is left of rules that were removed: a rule may have run a million times. */
@UseCase
public class ForgetWorkflows {
  private static final int AT_ONCE = 5_000;

  @Inject Workflows workflows;

  /** Some of it; answers whether there may be more. */
  public boolean forget() {
    if (workflows.forgetRuns(AT_ONCE) > 0) {
      return true;
    }
    workflows.forgetRules();
    return false;
  }
}
