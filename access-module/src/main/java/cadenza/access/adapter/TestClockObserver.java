package cadenza.access.adapter;

import cadenza.access.api.EndTestClockMove;
import cadenza.access.api.PutTestClock;
import cadenza.access.application.ClearApprovals;
import cadenza.access.application.FinishAdvance;
import cadenza.access.application.SetTestClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Moves a clock in the transaction of whoever runs what is due by it. */
@ApplicationScoped
class TestClockObserver {
  void on(@Observes PutTestClock order, SetTestClock setTestClock) {
    setTestClock.to(order.workspaceId(), order.to());
  }

  void on(@Observes EndTestClockMove order, FinishAdvance finishAdvance, ClearApprovals clear) {
    finishAdvance.of(order.workspaceId());
    clear.expireIn(order.workspaceId());
  }
}
