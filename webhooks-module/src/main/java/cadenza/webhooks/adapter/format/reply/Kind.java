package cadenza.webhooks.adapter.format.reply;

import cadenza.webhooks.domain.ReplyNumbers.Thing;
import java.util.Locale;
import java.util.UUID;

/** What has whole numbers of its own. */
enum Kind {
  CONTACT,
  SEQUENCE,
  MESSAGE,
  ACCOUNT,
  THREAD,
  USER;

  Thing of(UUID id) {
    return new Thing(name().toLowerCase(Locale.ROOT), id);
  }
}
