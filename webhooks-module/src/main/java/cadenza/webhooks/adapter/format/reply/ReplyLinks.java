package cadenza.webhooks.adapter.format.reply;

import cadenza.messaging.api.MailViews;
import cadenza.webhooks.adapter.format.LongMails;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where the body of a mail can be fetched. */
@Dependent
class ReplyLinks {
  @Inject MailViews views;

  /** Null where the installation has no public address. */
  @Nullable String of(UUID messageId, Instant toldAt) {
    return views.linkOf(messageId, toldAt.plus(LongMails.READABLE_FOR)).orElse(null);
  }
}
