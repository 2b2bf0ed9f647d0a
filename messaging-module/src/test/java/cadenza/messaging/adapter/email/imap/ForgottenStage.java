package cadenza.messaging.adapter.email.imap;

import cadenza.messaging.api.UnmatchedCard;
import java.util.List;

/** Somebody who is erased, and what mail that nobody could match kept of him. */
abstract class ForgottenStage extends MailboxStage {
  static final String GONE = "gone@example.com";

  List<UnmatchedCard> queue() {
    return stage.matching(one -> one.list(stage.workspace, null, null, 10)).results();
  }

  static String whatIsLeft() {
    return stage.value(
        """
        select concat_ws(' ', (select string_agg(concat_ws(' ', subject, body_text, body_html,
                 reply_text, from_address, reply_to_address), ' ') from messaging.message_content
                 where received_at is not null),
               (select string_agg(concat_ws(' ', recipient, address, diagnostic), ' ')
                  from messaging.inbound_bounce),
               (select string_agg(subject, ' ') from messaging.thread where contact_id is null),
               (select string_agg(related_ids, ' ') from messaging.inbound_mail))
        """);
  }
}
