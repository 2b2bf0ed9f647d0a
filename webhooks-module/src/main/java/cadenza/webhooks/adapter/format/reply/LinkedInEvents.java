package cadenza.webhooks.adapter.format.reply;

import cadenza.messaging.api.Conversations.MessageCard;
import cadenza.messaging.api.MailTrail.Account;
import cadenza.webhooks.adapter.format.FactData;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens on LinkedIn; its keys are not named as those of mails are. */
record LinkedInEvents(ReplyEvents events, ReplyRound round) {
  List<ReplyEvent> requestSent(FactData fact) {
    return events.aboutPerson(
        ReplyTypes.REQUEST_SENT,
        fact,
        ReplyEvents.step(fact),
        own -> {
          own.put("sender_linkedin_account_id", account(fact));
          own.put("initial_message", fact.text("note").orElse(""));
        });
  }

  List<ReplyEvent> requestAccepted(FactData fact) {
    return events.aboutPerson(
        ReplyTypes.REQUEST_ACCEPTED,
        fact,
        ReplyEvents.step(fact),
        own -> own.put("sender_linkedin_account_id", account(fact)));
  }

  List<ReplyEvent> sent(FactData fact) {
    return events.aboutPerson(
        ReplyTypes.LINKEDIN_SENT,
        fact,
        ReplyEvents.step(fact),
        own -> {
          own.put("sender_linkedin_account_id", account(fact));
          own.put("initial_message", round.message(fact).map(MessageCard::text).orElse(""));
          own.put("is_inmail", fact.flag("in_mail"));
          own.put("is_voice_attached", fact.flag("voice_attached"));
          own.put("message_id", fact.text("rfc_message_id").orElse(null));
        });
  }

  List<ReplyEvent> replied(FactData fact) {
    var answer = round.answer(fact);
    if (!answer.first()) {
      return List.of();
    }
    return events.aboutPerson(
        ReplyTypes.LINKEDIN_REPLIED,
        fact,
        answer.stepNumber(),
        own -> {
          own.put("sender_linkedin_account_id", account(fact));
          own.put("message_id", fact.id("message_id", "msg").orElse(null));
          own.put("linked_in_message", round.message(fact).map(LinkedInEvents::words).orElse(""));
        });
  }

  private static @Nullable String words(MessageCard message) {
    return message.replyText() == null ? message.text() : message.replyText();
  }

  List<ReplyEvent> categorized(FactData fact) {
    var category = fact.text("category");
    var reply = round.message(fact);
    if (category.isEmpty() || reply.isEmpty()) {
      return List.of();
    }
    return events.aboutPerson(
        ReplyTypes.LINKEDIN_CATEGORIZED,
        fact,
        round.answer(fact).stepNumber(),
        own -> {
          own.put(
              "linked_in_thread_id", fact.id("thread_id", "thr").map(Kind.THREAD::of).orElse(null));
          own.put("reply_inbox_category", Words.title(category.get()));
          own.put("last_reply_date", reply.get().at());
        });
  }

  private @Nullable Object account(FactData fact) {
    return fact.id("inbox_id", "inb")
        .or(() -> round.account(fact).map(Account::id))
        .map(Kind.ACCOUNT::of)
        .orElse(null);
  }
}
