package cadenza.sequences.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Lets test clocks run to their targets, stride by stride; each clock once on this node. */
@ApplicationScoped
public class TestClockRuns {
  private final Set<UUID> running = ConcurrentHashMap.newKeySet();

  @Inject TestClockStrides strides;
  @Inject JobRuns jobs;
  @Inject WorkflowRuns rules;
  @Inject PaceChangeRuns paceChanges;

  /** Runs a clock until it is ready; does nothing for one that is. */
  public void run(UUID workspaceId) {
    if (!running.add(workspaceId)) {
      return;
    }
    try {
      do { // each stride is a transaction of its own
        jobs.finish(workspaceId); // what came before the clock moves is enrolled before it does
        rules.finish(workspaceId);
        while (paceChanges.advance(workspaceId)) {}
      } while (strides.stride(workspaceId));
    } finally {
      running.remove(workspaceId);
    }
  }

  /** What a crash, here or on another node, has left on its way. */
  public void runAll() {
    for (var clock : strides.advancing()) {
      run(clock);
    }
  }
}
