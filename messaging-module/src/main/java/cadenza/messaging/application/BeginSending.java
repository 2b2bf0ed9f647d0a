package cadenza.messaging.application;

import cadenza.contacts.api.SuppressionList;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.UseCase;
import cadenza.messaging.api.MessagesFailed;
import cadenza.messaging.api.MessagesReturned;
import cadenza.messaging.api.ReturnedMessage;
import cadenza.messaging.domain.BegunMessage;
import cadenza.messaging.domain.BegunMessages;
import cadenza.messaging.domain.BegunMessages.Wanted;
import cadenza.messaging.domain.MessageStatus;
import cadenza.messaging.domain.Settlement;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The point of no return: takes messages out of the queue, under a lease and a new fence, after a
 * last look at the gates that may have closed since they were queued.
 */
@UseCase
public class BeginSending {
  /** What has waited longer, behind a pause or a breakdown, is no longer sent unasked. */
  private static final Duration CATCH_UP = ReturnedMessage.OVERDUE_AFTER;

  @Inject BegunMessages messages;
  @Inject SuppressionList suppressions;
  @Inject Clocks clocks;
  @Inject Event<MessagesReturned> returned;
  @Inject Event<MessagesFailed> failed;

  @Inject
  @ConfigProperty(name = "cadenza.messaging.lease", defaultValue = "PT60S")
  Duration lease;

  /** What is wanted and not returned must wait, is somebody else's, or went back. */
  public List<BegunMessage> begin(List<Wanted> wanted) {
    if (wanted.isEmpty()) {
      return List.of();
    }
    var begun = messages.begin(wanted, lease);
    return begun.isEmpty() ? begun : passingGates(begun, clocks.real());
  }

  public List<BegunMessage> passingGates(List<BegunMessage> begun, Instant now) {
    var suppressed = suppressed(begun);
    var waiting = withinGap(begun, now);
    var passing = new ArrayList<BegunMessage>(begun.size());
    var refused = new ArrayList<Settlement>();
    for (var message : begun) {
      if (suppressed.contains(message.id())) {
        refused.add(goingBack(message, "suppressed", now));
      } else if (message.notAfter() != null && !now.isBefore(message.notAfter())) {
        refused.add(goingBack(message, "not_after", now));
      } else if (message.queuedAt().plus(CATCH_UP).isBefore(now)) {
        refused.add(goingBack(message, ReturnedMessage.OVERDUE, now));
      } else if (waiting.contains(message.id())) {
        var next = now.plusMillis(Math.min(message.minimumGapMillis(), 1000));
        refused.add(new Settlement(message, MessageStatus.QUEUED, now, next, "minimum_gap", false));
      } else {
        passing.add(message);
      }
    }
    writeRefused(refused);
    return passing;
  }

  private static Settlement goingBack(BegunMessage message, String reason, Instant now) {
    return new Settlement(message, MessageStatus.CANCELLED, now, null, reason, false);
  }

  private Set<UUID> suppressed(List<BegunMessage> begun) {
    Map<UUID, Set<String>> addresses = new HashMap<>();
    for (var message : begun) {
      addresses
          .computeIfAbsent(message.workspaceId(), id -> new HashSet<>())
          .addAll(recipients(message));
    }
    Map<UUID, Set<String>> closed = new HashMap<>();
    addresses.forEach((id, some) -> closed.put(id, suppressions.among(id, some)));
    var ids = new HashSet<UUID>();
    for (var message : begun) {
      var among = closed.getOrDefault(message.workspaceId(), Set.of());
      if (recipients(message).stream()
          .anyMatch(one -> among.contains(one.toLowerCase(Locale.ROOT)))) {
        ids.add(message.id());
      }
    }
    return ids;
  }

  /** Nearly always one. */
  private static List<String> recipients(BegunMessage message) {
    var copies = message.copies().recipients();
    if (copies.isEmpty()) {
      return List.of(message.toAddress());
    }
    var all = new ArrayList<>(copies);
    all.add(message.toAddress());
    return all;
  }

  /** Of an account with a gap one message at most may go, when the gap behind the last is over. */
  private Set<UUID> withinGap(List<BegunMessage> begun, Instant now) {
    Map<UUID, List<UUID>> spaced = new HashMap<>();
    for (var message : begun) {
      if (message.minimumGapMillis() > 0) {
        spaced
            .computeIfAbsent(message.senderAccountId(), id -> new ArrayList<>())
            .add(message.id());
      }
    }
    var waiting = new HashSet<UUID>();
    spaced.forEach(
        (account, ids) -> {
          boolean free = messages.gapIsOver(account, ids, now);
          waiting.addAll(free ? ids.subList(1, ids.size()) : ids);
        });
    return waiting;
  }

  private void writeRefused(List<Settlement> refused) {
    if (refused.isEmpty()) {
      return;
    }
    var written = messages.settle(refused);
    tellBack(
        SettleSending.asWritten(refused, written).stream()
            .filter(one -> one.status() == MessageStatus.CANCELLED)
            .toList(),
        returned,
        failed);
  }

  /** A step goes back to its enrollment; a letter has none, and whoever wrote it is told. */
  static void tellBack(
      List<Settlement> cancelled, Event<MessagesReturned> returned, Event<MessagesFailed> failed) {
    var back =
        cancelled.stream()
            .filter(one -> one.message().enrollmentId() != null)
            .map(BeginSending::returnedMessage)
            .toList();
    if (!back.isEmpty()) {
      returned.fire(new MessagesReturned(back));
    }
    var letters =
        cancelled.stream()
            .filter(one -> one.message().enrollmentId() == null)
            .map(SettleSending::messageFailed)
            .toList();
    if (!letters.isEmpty()) {
      failed.fire(new MessagesFailed(letters));
    }
  }

  private static ReturnedMessage returnedMessage(Settlement one) {
    return new ReturnedMessage(
        one.message().id(),
        one.message().workspaceId(),
        one.message().enrollmentId(),
        one.reasonOr("returned"),
        one.nextAttemptAt());
  }
}
