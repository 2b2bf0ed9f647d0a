package cadenza.messaging.adapter.event;

import cadenza.access.api.UserRemoved;
import cadenza.messaging.application.TendThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** What somebody cared for is nobody's when he leaves. */
@ApplicationScoped
class UserObserver {
  void on(@Observes UserRemoved user, TendThread tendThread) {
    tendThread.left(user.workspaceId(), user.userId());
  }
}
