package cadenza.webhooks.adapter.format.reply;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The names of the events, and of the facts that they are made of. */
final class ReplyTypes {
  static final String EMAIL_REPLIED = "email_replied";
  static final String REPLY_CATEGORIZED = "reply_categorized";
  static final String EMAIL_SENT = "email_sent";
  static final String EMAIL_OPENED = "email_opened";
  static final String EMAIL_LINK_CLICKED = "email_link_clicked";
  static final String EMAIL_BOUNCED = "email_bounced";
  static final String EMAIL_AUTO_REPLY = "email_auto_reply";
  static final String ACCOUNT_LOST = "email_account_connection_lost";
  static final String ACCOUNT_ERROR = "email_account_error";
  static final String CONTACT_FINISHED = "contact_finished";
  static final String CONTACT_OPTED_OUT = "contact_opted_out";
  static final String CONTACT_CALLED = "contact_called";
  static final String REQUEST_SENT = "linkedin_connection_request_sent";
  static final String REQUEST_ACCEPTED = "linkedin_connection_request_accepted";
  static final String LINKEDIN_SENT = "linkedin_message_sent";
  static final String LINKEDIN_REPLIED = "linkedin_message_replied";
  static final String LINKEDIN_CATEGORIZED = "linkedin_reply_categorized";
  static final String AUTOPILOT_STOPPED = "autopilot_stopped";

  static final List<String> ALL =
      List.of(
          EMAIL_REPLIED,
          REPLY_CATEGORIZED,
          EMAIL_SENT,
          EMAIL_OPENED,
          EMAIL_LINK_CLICKED,
          EMAIL_BOUNCED,
          EMAIL_AUTO_REPLY,
          ACCOUNT_LOST,
          ACCOUNT_ERROR,
          CONTACT_FINISHED,
          CONTACT_OPTED_OUT,
          CONTACT_CALLED,
          REQUEST_SENT,
          REQUEST_ACCEPTED,
          LINKEDIN_SENT,
          LINKEDIN_REPLIED,
          LINKEDIN_CATEGORIZED,
          AUTOPILOT_STOPPED);

  static final Set<String> FACTS =
      Set.of(
          "message.sent",
          "reply.received",
          "auto_reply.received",
          "enrollment.marked_replied",
          "thread.categorized",
          "message.opened",
          "message.clicked",
          "message.bounced",
          "inbox.troubled",
          "enrollment.finished",
          "contact.opted_out",
          "call.ended",
          "connection_request.sent",
          "connection_request.accepted",
          "sequence.autopilot_stopped",
          "sequence.paused");

  private ReplyTypes() {}

  /** A number of the workspace that says nothing about how many others there are; never 0. */
  static int team(UUID workspaceId) {
    long mixed =
        (workspaceId.getMostSignificantBits() * 0x9E3779B97F4A7C15L)
            ^ (workspaceId.getLeastSignificantBits() * 0xC2B2AE3D27D4EB4FL);
    mixed ^= mixed >>> 32;
    return (int) (mixed & 0x3FFF_FFFF) + 1;
  }
}
