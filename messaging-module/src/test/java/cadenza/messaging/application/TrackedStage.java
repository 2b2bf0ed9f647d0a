package cadenza.messaging.application;

import cadenza.kernel.api.Ids;
import cadenza.messaging.api.MessageContent;
import cadenza.messaging.api.SendMessage;
import cadenza.messaging.api.TrackingTerms;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One account, and mails that may tell of their being read. */
abstract class TrackedStage extends OutgoingStage {
  static final Instant SENT = Instant.parse("2026-01-05T09:00:00Z");
  static final String SHARED = "links.shared.example";

  final TrackingTokens tokens = TrackingParts.tokens();

  SendMessage order(String html, @Nullable TrackingTerms tracking) {
    return new SendMessage(
        Ids.next(),
        workspace,
        account,
        Ids.next(),
        1,
        1,
        Ids.next(),
        "bo@example.com",
        "Bo",
        new MessageContent.Email("Hello", "Hi Bo", html),
        null,
        SENT,
        null,
        tracking,
        false);
  }

  /** From now on the links of another workspace stand under this host. */
  void anotherHas(String domain) {
    database.execute(
        "insert into messaging.mail_settings (workspace_id, list_unsubscribe, tracking_domain,"
            + " updated_at, version) values ('%s', true, '%s', now(), 0)"
                .formatted(Ids.next(), domain));
  }

  static String token(String address) {
    return address.substring(address.lastIndexOf('/') + 1);
  }
}
