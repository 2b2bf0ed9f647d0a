package cadenza.webhooks.adapter.format;

import cadenza.kernel.api.Clocks;
import cadenza.messaging.api.Conversations.MessageCard;
import cadenza.messaging.api.MailViews;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts an address in the place of words that are too long, so that what an endpoint is sent stays
 * below 256 KiB and the event is told all the same.
 */
@Dependent
public class LongMails {
  public static final Duration READABLE_FOR = Duration.ofDays(30);

  /** In the bytes of JSON; a body holds at most three such texts. */
  static final int LONGEST = 80 * 1024;

  @Inject MailViews views;
  @Inject Clocks clocks;

  public MessageCard bounded(MessageCard message) {
    return isLong(message.text()) || isLong(message.html()) || isLong(message.replyText())
        ? message.with(
            bounded(message, message.text()),
            bounded(message, message.html()),
            bounded(message, message.replyText()))
        : message;
  }

  private @Nullable String bounded(MessageCard message, @Nullable String words) {
    return isLong(words) ? addressOf(message).orElse("") : words;
  }

  /** Empty where the installation has no public address. */
  private Optional<String> addressOf(MessageCard message) {
    return views.linkOf(message.id(), clocks.real().plus(READABLE_FOR));
  }

  private static boolean isLong(@Nullable String words) {
    if (words == null || words.length() * 6L <= LONGEST) {
      return false;
    }
    long bytes = 0;
    for (int i = 0; i < words.length() && bytes <= LONGEST; i++) {
      bytes += bytesOf(words.charAt(i));
    }
    return bytes > LONGEST;
  }

  private static int bytesOf(char one) {
    if (one < 0x20) {
      return 6;
    }
    if (one < 0x80) {
      return one == '"' || one == '\\' ? 2 : 1;
    }
    return 3;
  }
}
