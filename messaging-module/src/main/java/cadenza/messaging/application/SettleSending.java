package cadenza.messaging.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.UseCase;
import cadenza.messaging.api.AccountSide;
import cadenza.messaging.api.Channel;
import cadenza.messaging.api.MessageFailed;
import cadenza.messaging.api.MessageOutcomeUnknown;
import cadenza.messaging.api.MessageSent;
import cadenza.messaging.api.MessagesFailed;
import cadenza.messaging.api.MessagesReturned;
import cadenza.messaging.api.MessagesSent;
import cadenza.messaging.api.SenderAccountTroubled;
import cadenza.messaging.domain.AccountNews;
import cadenza.messaging.domain.BegunMessages;
import cadenza.messaging.domain.MessageStatus;
import cadenza.messaging.domain.ProviderIds;
import cadenza.messaging.domain.SenderAccountBook;
import cadenza.messaging.domain.Settlement;
import cadenza.messaging.domain.TurnedAccount;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Writes what became of begun messages and tells the facts, in one transaction: a step advances
 * exactly when its message is recorded as sent.
 */
@UseCase
public class SettleSending {
  private static final Logger LOG = System.getLogger(SettleSending.class.getName());

  /** So long an account rests that is put off again and again. */
  private static final Duration PUT_OFF_REST = Duration.ofMinutes(5);

  @Inject BegunMessages messages;
  @Inject SenderAccountBook accounts;
  @Inject ProviderIds providerIds;
  @Inject RefusedRecipients refusedRecipients;
  @Inject Clocks clocks;
  @Inject Event<MessagesSent> sent;
  @Inject Event<MessagesFailed> failed;
  @Inject Event<MessagesReturned> returned;
  @Inject Event<MessageOutcomeUnknown> unknown;
  @Inject Event<SenderAccountTroubled> troubled;

  /** A result whose fence is no longer current is dropped: somebody else decided meanwhile. */
  public void settle(List<Settled> results) {
    if (results.isEmpty()) {
      return;
    }
    writeNews(results);
    var sorted =
        results.stream()
            .map(Settled::settlement)
            .sorted(Comparator.comparing(one -> one.message().id()))
            .toList();
    var written = messages.settle(sorted);
    if (written.size() < sorted.size()) {
      LOG.log(Level.INFO, "{0} results came too late", sorted.size() - written.size());
    }
    var settled = asWritten(sorted, written);
    providerIds.remember(settled);
    tell(settled);
  }

  static List<Settlement> asWritten(
      List<Settlement> settlements, Map<UUID, MessageStatus> written) {
    var told = new ArrayList<Settlement>(written.size());
    for (var one : settlements) {
      var status = written.get(one.message().id());
      if (status != null) {
        told.add(one.as(status));
      }
    }
    return told;
  }

  private void writeNews(List<Settled> results) {
    Map<UUID, AccountNews> news = new TreeMap<>();
    for (var result : results) {
      if (!(result.news() instanceof AccountNews.Nothing)) {
        news.merge(
            result.settlement().message().senderAccountId(), result.news(), AccountNews::graver);
      }
    }
    news.forEach(this::write);
  }

  private void write(UUID account, AccountNews news) {
    var now = clocks.real();
    if (news instanceof AccountNews.Troubled refused) {
      tell(accounts.trouble(account, refused.reason(), now), refused.reason(), now, true);
    } else if (news instanceof AccountNews.Resting resting) {
      tell(
          accounts.rest(account, resting.until(), resting.reason(), now),
          resting.reason(),
          now,
          false);
    } else if (news instanceof AccountNews.RefusedByPolicy refused) {
      tell(accounts.refusedByPolicy(account, refused.reason(), now), refused.reason(), now, false);
    } else if (news instanceof AccountNews.PutOffByPolicy put) {
      var until = now.plus(PUT_OFF_REST);
      tell(accounts.putOffByPolicy(account, until, put.reason(), now), put.reason(), now, false);
    }
  }

  private void tell(
      Optional<TurnedAccount> turned, String reason, Instant at, boolean loginRefused) {
    turned.ifPresent(
        account -> {
          LOG.log(Level.WARNING, "Sender account {0} is troubled", account.senderAccountId());
          troubled.fire(account.troubled(AccountSide.SENDING, reason, at, loginRefused));
        });
  }

  void tell(List<Settlement> settled) {
    var left = of(settled, MessageStatus.SENT);
    if (!left.isEmpty()) {
      sent.fire(new MessagesSent(left.stream().map(SettleSending::messageSent).toList()));
    }
    var lost =
        settled.stream()
            .filter(
                one ->
                    one.status() == MessageStatus.FAILED || one.status() == MessageStatus.BOUNCED)
            .toList();
    if (!lost.isEmpty()) {
      failed.fire(new MessagesFailed(lost.stream().map(SettleSending::messageFailed).toList()));
      refusedRecipients.conclude(lost);
    }
    var back = of(settled, MessageStatus.CANCELLED);
    BeginSending.tellBack(back, returned, failed);
    of(settled, MessageStatus.UNKNOWN).forEach(one -> unknown.fire(outcomeUnknown(one)));
  }

  private static List<Settlement> of(List<Settlement> settled, MessageStatus status) {
    return settled.stream().filter(one -> one.status() == status).toList();
  }

  static MessageSent messageSent(Settlement one) {
    var message = one.message();
    return new MessageSent(
        Ids.next(),
        message.workspaceId(),
        one.at(),
        message.id(),
        Channel.EMAIL,
        message.senderAccountId(),
        message.enrollmentId(),
        message.stepNumber(),
        message.contactId(),
        message.threadId(),
        message.toAddress(),
        message.subject(),
        message.rfcMessageId());
  }

  static MessageFailed messageFailed(Settlement one) {
    var message = one.message();
    return new MessageFailed(
        Ids.next(),
        message.workspaceId(),
        one.at(),
        message.id(),
        Channel.EMAIL,
        message.senderAccountId(),
        message.enrollmentId(),
        message.stepNumber(),
        message.contactId(),
        message.toAddress(),
        one.status() == MessageStatus.BOUNCED,
        one.reasonOr("refused"));
  }

  private static MessageOutcomeUnknown outcomeUnknown(Settlement one) {
    var message = one.message();
    return new MessageOutcomeUnknown(
        Ids.next(),
        message.workspaceId(),
        one.at(),
        message.id(),
        message.enrollmentId(),
        message.stepNumber());
  }
}
