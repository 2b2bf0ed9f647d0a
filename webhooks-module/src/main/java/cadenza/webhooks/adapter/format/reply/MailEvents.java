package cadenza.webhooks.adapter.format.reply;

import cadenza.messaging.api.Conversations.MessageCard;
import cadenza.messaging.api.MailTrail.Account;
import cadenza.webhooks.adapter.format.FactData;
import cadenza.webhooks.adapter.format.reply.ReplyEvent.Wanted;
import cadenza.webhooks.adapter.format.reply.ReplyOptions.Toggle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happens to mails and mailboxes. */
record MailEvents(ReplyEvents events, ReplyRound round, ReplyLinks links) {
  /** Only what a step of a sequence sent. */
  List<ReplyEvent> sent(FactData fact) {
    var step = ReplyEvents.step(fact);
    if (step == null || fact.id("enrollment_id", "enr").isEmpty()) {
      return List.of();
    }
    return events.aboutPerson(
        ReplyTypes.EMAIL_SENT,
        fact,
        step,
        own -> {
          putSent(own, fact);
          own.put("message_id", fact.text("rfc_message_id").orElse(null));
          own.put("sent_at", fact.fact().occurredAt());
          own.put("email_blob_url", link(fact, fact.id("message_id", "msg")));
          own.put("email_content", content(fact));
          own.put("email_from", round.address(fact));
        });
  }

  /** Only the first of a conversation. */
  List<ReplyEvent> replied(FactData fact) {
    var answer = round.answer(fact);
    if (!answer.first()) {
      return List.of();
    }
    return events.aboutPerson(
        ReplyTypes.EMAIL_REPLIED,
        fact,
        answer.stepNumber(),
        own -> {
          putReply(own, fact, answer.answered());
          own.put("reply_reason", "EmailDetected");
          own.put("email_from", round.address(fact));
          own.put("reply_blob_url", link(fact, fact.id("message_id", "msg")));
          own.put("reply_content", content(fact));
        });
  }

  /** A person says that somebody replied; there is no mail. */
  List<ReplyEvent> markedReplied(FactData fact) {
    var last = fact.id("enrollment_id", "enr").map(round.lastSent()::get).orElse(null);
    return events.aboutPerson(
        ReplyTypes.EMAIL_REPLIED,
        fact,
        null,
        own -> {
          putReply(own, fact, last);
          own.put("reply_reason", "StatusSetManually");
          own.put("email_from", round.address(fact));
        });
  }

  private void putReply(Map<String, @Nullable Object> own, FactData fact, @Nullable UUID answered) {
    own.put("email_account_id", account(fact));
    own.put("sent_email_id", answered == null ? null : Kind.MESSAGE.of(answered));
    own.put("reply_date", fact.fact().occurredAt());
    own.put("reply_message_id", round.message(fact).map(MessageCard::rfcMessageId).orElse(null));
  }

  List<ReplyEvent> autoReplied(FactData fact) {
    var answer = round.answer(fact);
    return events.aboutPerson(
        ReplyTypes.EMAIL_AUTO_REPLY,
        fact,
        answer.stepNumber(),
        own -> {
          putReply(own, fact, answer.answered());
          own.put("subject", round.message(fact).map(MessageCard::subject).orElse(""));
          own.put("reply_detected_type", "AutoReply");
          own.put("reply_blob_url", link(fact, fact.id("message_id", "msg")));
          own.put("reply_content", content(fact));
          own.put("email_from", round.address(fact));
        });
  }

  /** What an answer means; not that nobody says so any more. */
  List<ReplyEvent> categorized(FactData fact) {
    var category = fact.text("category");
    var reply = round.message(fact);
    if (category.isEmpty() || reply.isEmpty()) {
      return List.of();
    }
    var answer = round.answer(fact);
    return events.aboutPerson(
        ReplyTypes.REPLY_CATEGORIZED,
        fact,
        answer.stepNumber(),
        own -> {
          var answered = answer.answered();
          own.put("sent_email_id", answered == null ? null : Kind.MESSAGE.of(answered));
          own.put("category_type", Words.pascal(category.get()));
          own.put("category_name", Words.title(category.get()));
          own.put("meeting_intent", category.get().equals("meeting_request"));
          own.put("reply_date", reply.get().at());
        });
  }

  List<ReplyEvent> opened(FactData fact) {
    return events.aboutPerson(
        ReplyTypes.EMAIL_OPENED,
        fact,
        ReplyEvents.step(fact),
        own -> {
          putSent(own, fact);
          own.put("opening_date", fact.fact().occurredAt());
          own.put("opens_count", fact.number("opens").orElse(1L));
        });
  }

  List<ReplyEvent> clicked(FactData fact) {
    return events.aboutPerson(
        ReplyTypes.EMAIL_LINK_CLICKED,
        fact,
        ReplyEvents.step(fact),
        own -> {
          own.put("email_account_id", account(fact));
          own.put("email_link_url", fact.text("url").orElse(null));
          own.put("clicks_count", fact.number("clicks").orElse(1L));
          own.put("action_date", fact.fact().occurredAt());
          own.put("email_from", round.address(fact));
        });
  }

  List<ReplyEvent> bounced(FactData fact) {
    var report = fact.id("message_id", "msg").map(round.reports()::get).orElse(null);
    return events.aboutPerson(
        ReplyTypes.EMAIL_BOUNCED,
        fact,
        round.message(fact).map(MessageCard::stepNumber).orElse(null),
        own -> {
          putSent(own, fact);
          own.put("bounce_date", fact.fact().occurredAt());
          own.put("bounce_type", Words.pascal(fact.text("bounce_class").orElse("UNKNOWN")));
          own.put("bounce_message_id", report == null ? null : report.rfcMessageId());
          if (report != null) {
            own.put("bounce_blob_url", link(fact, Optional.of(report.messageId())));
          }
        });
  }

  /** Of a mailbox that lets nobody in any more, and of any other trouble that it has. */
  List<ReplyEvent> troubled(FactData fact) {
    boolean lost = fact.flag("login_refused");
    var own = new LinkedHashMap<String, @Nullable Object>();
    own.put("email_account_id", account(fact));
    if (!lost) {
      own.put("email_account_error", fact.text("reason").orElse(null));
    }
    own.put("email_account_address", fact.text("address").orElse(null));
    var type = lost ? ReplyTypes.ACCOUNT_LOST : ReplyTypes.ACCOUNT_ERROR;
    return List.of(new ReplyEvent(type, own, null, null));
  }

  private void putSent(Map<String, @Nullable Object> own, FactData fact) {
    own.put("email_account_id", account(fact));
    own.put("sent_email_id", fact.id("message_id", "msg").map(Kind.MESSAGE::of).orElse(null));
  }

  private @Nullable Object account(FactData fact) {
    return fact.id("inbox_id", "inb")
        .or(() -> round.account(fact).map(Account::id))
        .map(Kind.ACCOUNT::of)
        .orElse(null);
  }

  private Wanted link(FactData fact, Optional<UUID> message) {
    return new Wanted(
        Toggle.EMAIL_URL,
        () -> message.map(id -> links.of(id, fact.fact().relayedAt())).orElse(null));
  }

  private Wanted content(FactData fact) {
    return new Wanted(Toggle.EMAIL_TEXT, () -> round.message(fact).map(Words::html).orElse(null));
  }
}
