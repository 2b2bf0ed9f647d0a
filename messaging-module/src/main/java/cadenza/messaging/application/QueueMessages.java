package cadenza.messaging.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.UseCase;
import cadenza.messaging.api.MessageContent;
import cadenza.messaging.api.SendMessage;
import cadenza.messaging.domain.NewMessage;
import cadenza.messaging.domain.OutgoingMessages;
import cadenza.messaging.domain.OutgoingMessages.Waiting;
import cadenza.messaging.domain.ThreadSubject;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;

/** Writes what shall be said; nothing leaves before the transaction is committed. */
@UseCase
public class QueueMessages {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final char[] DIGITS = "0123456789abcdefghijklmnopqrstuv".toCharArray();

  @Inject OutgoingMessages messages;
  @Inject Clocks clocks;
  @Inject Event<MessagesQueued> queued;

  /** A repeat of an order changes nothing. */
  public void queue(List<SendMessage> orders) {
    if (orders.isEmpty()) {
      return;
    }
    var random = new byte[orders.size() * 16];
    RANDOM.nextBytes(random);
    var rows = new NewMessage[orders.size()];
    var now = clocks.real();
    for (int i = 0; i < rows.length; i++) {
      var order = orders.get(i);
      var at = order.test() ? clocks.of(order.workspaceId()) : now;
      rows[i] = row(order, token(random, i * 16), at);
    }
    var written = messages.queue(List.of(rows));
    if (written.size() < orders.size()) {
      requireEveryOrder(orders, written);
    }
    var captured = new HashSet<UUID>();
    orders.stream().filter(SendMessage::test).map(SendMessage::messageId).forEach(captured::add);
    var waking = written.stream().filter(one -> !captured.contains(one.messageId())).toList();
    if (!waking.isEmpty()) {
      queued.fire(new MessagesQueued(waking));
    }
  }

  /** An enrollment must not wait for a message that there is not: better its step fails here. */
  private void requireEveryOrder(List<SendMessage> orders, List<Waiting> written) {
    var there = new HashSet<UUID>();
    written.forEach(one -> there.add(one.messageId()));
    var others = orders.stream().filter(order -> !there.contains(order.messageId())).toList();
    var known = messages.standing(others);
    for (var order : others) {
      if (!known.contains(order.messageId())) {
        throw new IllegalStateException("Message " + order.messageId() + " could not be queued");
      }
    }
  }

  private static NewMessage row(SendMessage order, String token, Instant at) {
    if (!(order.content() instanceof MessageContent.Email email)) {
      throw new IllegalArgumentException("No channel carries this content");
    }
    var subject = storable(email.subject());
    return new NewMessage(
        order,
        Ids.next(),
        subject,
        ThreadSubject.of(subject),
        storable(email.text()),
        email.html() == null ? null : storable(email.html()),
        email.copies(),
        token,
        at);
  }

  /** The database holds every character but NUL. */
  private static String storable(String text) {
    return text.indexOf(0) < 0 ? text : text.replace("\0", "");
  }

  /** 128 random bits, so that nobody guesses another message's id. */
  private static String token(byte[] random, int from) {
    var token = new StringBuilder(26);
    int bits = 0;
    int held = 0;
    for (int i = from; i < from + 16; i++) {
      held = (held << 8) | (random[i] & 0xff);
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        token.append(DIGITS[(held >> bits) & 31]);
      }
    }
    return token.append(DIGITS[(held << (5 - bits)) & 31]).toString();
  }
}
