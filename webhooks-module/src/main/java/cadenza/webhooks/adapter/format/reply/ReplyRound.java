package cadenza.webhooks.adapter.format.reply;

import cadenza.messaging.api.Channel;
import cadenza.messaging.api.Conversations.MessageCard;
import cadenza.messaging.api.MailTrail.Account;
import cadenza.messaging.api.MailTrail.Answer;
import cadenza.messaging.api.MailTrail.Report;
import cadenza.webhooks.adapter.format.FactData;
import cadenza.webhooks.adapter.format.Surroundings.Scene;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the facts of one round are told with.
 *
 * @param answers by incoming message
 * @param reports by the message that came back
 * @param lastSent the last message by enrollment
 */
record ReplyRound(
    Scene scene,
    Map<UUID, Answer> answers,
    Map<UUID, Report> reports,
    Map<UUID, Account> accounts,
    Map<UUID, UUID> lastSent) {
  private static final Answer UNKNOWN = new Answer(null, null, true);

  Optional<MessageCard> message(FactData fact) {
    return fact.id("message_id", "msg").map(scene.messages()::get);
  }

  Answer answer(FactData fact) {
    return fact.id("message_id", "msg").map(answers::get).orElse(UNKNOWN);
  }

  Optional<Account> account(FactData fact) {
    return fact.id("inbox_id", "inb")
        .or(() -> message(fact).map(MessageCard::senderAccountId))
        .map(accounts::get);
  }

  /** The address that the mails of a fact's account come from. */
  @Nullable String address(FactData fact) {
    return account(fact).map(Account::address).orElse(null);
  }

  Channel channel(FactData fact) {
    return fact.text("channel")
        .map(Channel::valueOf)
        .or(() -> account(fact).map(Account::channel))
        .orElse(Channel.EMAIL);
  }
}
