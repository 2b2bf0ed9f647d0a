package cadenza.messaging.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.EngineWork;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.UseCase;
import cadenza.messaging.api.AccountSide;
import cadenza.messaging.api.MessageOutcomeUnknown;
import cadenza.messaging.api.SenderAccountRecovered;
import cadenza.messaging.domain.BegunMessages;
import cadenza.messaging.domain.BlobShelf;
import cadenza.messaging.domain.OutgoingMessages;
import cadenza.messaging.domain.OutgoingMessages.Waiting;
import cadenza.messaging.domain.OutgoingMessages.Withdrawn;
import cadenza.messaging.domain.PaceBook;
import cadenza.messaging.domain.SenderAccountBook;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Finds what a crash, a lost wake-up or a full lane left behind. */
@EngineWork
@UseCase
public class RequeueStranded {
  private static final int AT_MOST = 5000;
  private static final int AT_MOST_EACH = 200;

  @Inject BlobShelf blobs;
  @Inject OutgoingMessages messages;
  @Inject BegunMessages begun;
  @Inject SenderAccountBook accounts;
  @Inject PaceBook paces;
  @Inject ResolveUnknown resolveUnknown;
  @Inject Lanes lanes;
  @Inject Clocks clocks;
  @Inject Event<MessagesQueued> queued;
  @Inject Event<MessageOutcomeUnknown> unknown;
  @Inject Event<SenderAccountRecovered> recovered;

  @Inject
  @ConfigProperty(name = "cadenza.messaging.stranded-after", defaultValue = "PT10S")
  Duration strandedAfter;

  /** Wakes the lanes again; an id that waits in one already is not doubled. */
  public void requeue() {
    wake(messages.stranded(strandedAfter, AT_MOST_EACH, lanes.supplied(AT_MOST_EACH)));
  }

  /** The same for an account whose lane had no room. */
  public void requeue(UUID senderAccountId) {
    wake(messages.queuedOf(senderAccountId, AT_MOST));
  }

  private void wake(List<Waiting> waiting) {
    if (!waiting.isEmpty()) {
      queued.fire(new MessagesQueued(waiting));
    }
  }

  /**
   * Begun and then given up by a node that is gone: a person or a late sign decides, unless the
   * sign is there already. Told in the order that enrollments are locked in.
   */
  public int expireLeases() {
    var lost =
        begun.expireLeases(500).stream()
            .sorted(
                Comparator.comparing(
                    Withdrawn::enrollmentId, Comparator.nullsFirst(Comparator.naturalOrder())))
            .toList();
    lost.forEach(one -> unknown.fire(outcomeUnknown(one)));
    messages
        .answered(lost.stream().map(Withdrawn::messageId).toList())
        .forEach(one -> resolveUnknown.answered(one.workspaceId(), one.messageId()));
    return lost.size();
  }

  /** Forgets some of what no limit counts any more. */
  public void forgetPaces() {
    paces.forget(AT_MOST);
  }

  /** Throws away some of the files that nobody attached in time. */
  public void clearBlobs() {
    blobs.clear(clocks.real(), 100);
  }

  /** Of an account that was away a mail has gone out: looked for here, and not at every send. */
  public void welcomeBack() {
    var now = clocks.real();
    for (var account : accounts.backAgain()) {
      recovered.fire(account.recovered(AccountSide.SENDING, now));
    }
  }

  private MessageOutcomeUnknown outcomeUnknown(Withdrawn one) {
    return new MessageOutcomeUnknown(
        Ids.next(),
        one.workspaceId(),
        clocks.of(one.workspaceId()),
        one.messageId(),
        one.enrollmentId(),
        one.step());
  }
}
