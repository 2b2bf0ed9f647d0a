package cadenza.messaging.adapter.event;

import cadenza.messaging.api.OpenSandboxAccount;
import cadenza.messaging.api.SendMessages;
import cadenza.messaging.api.WithdrawMessages;
import cadenza.messaging.application.OpenSandbox;
import cadenza.messaging.application.QueueMessages;
import cadenza.messaging.application.WithdrawQueued;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** The orders of other modules, carried out in their transaction. */
@ApplicationScoped
class SendMessagesObserver {
  void on(@Observes SendMessages order, QueueMessages queueMessages) {
    queueMessages.queue(order.messages());
  }

  void on(@Observes WithdrawMessages order, WithdrawQueued withdrawQueued) {
    withdrawQueued.withdraw(order.workspaceId(), order.enrollmentIds(), order.reason());
  }

  void on(@Observes OpenSandboxAccount order, OpenSandbox openSandbox) {
    openSandbox.open(
        order.workspaceId(), order.senderAccountId(), order.address(), order.occurredAt());
  }
}
