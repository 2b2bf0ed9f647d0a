package cadenza.webhooks.adapter.format.reply;

import static cadenza.webhooks.adapter.format.reply.ReplyStage.CONTACT;
import static cadenza.webhooks.adapter.format.reply.ReplyStage.ENROLLMENT;
import static cadenza.webhooks.adapter.format.reply.ReplyStage.LINKEDIN;
import static cadenza.webhooks.adapter.format.reply.ReplyStage.MAILBOX;
import static cadenza.webhooks.adapter.format.reply.ReplyStage.NOW;
import static cadenza.webhooks.adapter.format.reply.ReplyStage.REPLY;
import static cadenza.webhooks.adapter.format.reply.ReplyStage.SENT;
import static cadenza.webhooks.adapter.format.reply.ReplyStage.SEQUENCE;
import static cadenza.webhooks.adapter.format.reply.ReplyStage.THREAD;
import static cadenza.webhooks.adapter.format.reply.ReplyStage.WORKSPACE;
import static cadenza.webhooks.adapter.format.reply.ReplyStage.id;

import cadenza.kernel.api.DomainEvent;
import cadenza.messaging.api.AccountSide;
import cadenza.messaging.api.AutoReplyReceived;
import cadenza.messaging.api.BounceClass;
import cadenza.messaging.api.CallEnded;
import cadenza.messaging.api.CallStatus;
import cadenza.messaging.api.Channel;
import cadenza.messaging.api.ConnectionRequestAccepted;
import cadenza.messaging.api.ConnectionRequestSent;
import cadenza.messaging.api.ContactOptedOut;
import cadenza.messaging.api.LinkClicked;
import cadenza.messaging.api.MessageBounced;
import cadenza.messaging.api.MessageOpened;
import cadenza.messaging.api.MessageSent;
import cadenza.messaging.api.OptOutWay;
import cadenza.messaging.api.ReplyReceived;
import cadenza.messaging.api.SenderAccountTroubled;
import cadenza.messaging.api.ThreadCategorized;
import cadenza.sequences.api.AutopilotStopped;
import cadenza.sequences.api.EnrollmentFinished;
import cadenza.sequences.api.EnrollmentMarkedReplied;
import cadenza.sequences.api.FinishReason;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happens on the stage. */
final class ReplyFacts {
  private ReplyFacts() {}

  /** One for each of Reply.io's events, by its name. */
  static Map<String, DomainEvent> all() {
    var all = new TreeMap<String, DomainEvent>();
    all.put("email_replied", replied(Channel.EMAIL, MAILBOX));
    all.put("reply_categorized", categorized(MAILBOX, "interested"));
    all.put("email_sent", sent(ENROLLMENT, 1));
    all.put(
        "email_opened",
        new MessageOpened(
            id(90), WORKSPACE, NOW, SENT, MAILBOX, ENROLLMENT, 1, CONTACT, THREAD, NOW, 1));
    all.put(
        "email_link_clicked",
        new LinkClicked(
            id(90),
            WORKSPACE,
            NOW,
            SENT,
            MAILBOX,
            ENROLLMENT,
            1,
            CONTACT,
            THREAD,
            "https://example.com/test-link",
            NOW,
            1));
    all.put("email_bounced", bounced(BounceClass.HARD));
    all.put(
        "email_auto_reply",
        new AutoReplyReceived(
            id(90),
            WORKSPACE,
            NOW,
            REPLY,
            MAILBOX,
            THREAD,
            CONTACT,
            ENROLLMENT,
            "prospect@example.com",
            null));
    all.put("email_account_connection_lost", troubled(true));
    all.put("email_account_error", troubled(false));
    all.put("contact_finished", finished(FinishReason.REPLIED));
    all.put(
        "contact_opted_out",
        new ContactOptedOut(
            id(90),
            WORKSPACE,
            NOW,
            CONTACT,
            "prospect@example.com",
            OptOutWay.LINK,
            SENT,
            ENROLLMENT));
    all.put("contact_called", called(CallStatus.COMPLETED, "POSITIVE"));
    all.put(
        "linkedin_connection_request_sent",
        new ConnectionRequestSent(
            id(90),
            WORKSPACE,
            NOW,
            Channel.LINKEDIN,
            LINKEDIN,
            CONTACT,
            ENROLLMENT,
            1,
            "Test connection request"));
    all.put(
        "linkedin_connection_request_accepted",
        new ConnectionRequestAccepted(
            id(90), WORKSPACE, NOW, Channel.LINKEDIN, LINKEDIN, CONTACT, ENROLLMENT, 1));
    all.put("linkedin_message_sent", sentOnLinkedIn(false, false));
    all.put("linkedin_message_replied", replied(Channel.LINKEDIN, LINKEDIN));
    all.put("linkedin_reply_categorized", categorized(LINKEDIN, "interested"));
    all.put(
        "autopilot_stopped",
        new AutopilotStopped(
            id(90), WORKSPACE, NOW, SEQUENCE, "Test Sequence", "bounce_rate", 6, 100));
    return all;
  }

  static DomainEvent of(String type) {
    return Objects.requireNonNull(all().get(type));
  }

  static MessageSent sent(@Nullable UUID enrollment, @Nullable Integer step) {
    return new MessageSent(
        id(90),
        WORKSPACE,
        NOW,
        enrollment == null ? ReplyStage.BY_HAND : SENT,
        Channel.EMAIL,
        MAILBOX,
        enrollment,
        step,
        CONTACT,
        THREAD,
        "prospect@example.com",
        "Hello",
        "<hello@example.com>");
  }

  static MessageSent sentOnLinkedIn(boolean inMail, boolean voice) {
    return new MessageSent(
        id(90),
        WORKSPACE,
        NOW,
        SENT,
        Channel.LINKEDIN,
        LINKEDIN,
        ENROLLMENT,
        1,
        CONTACT,
        THREAD,
        "https://linkedin.com/in/test",
        "",
        "urn:li:message:1",
        inMail,
        voice);
  }

  static ReplyReceived replied(Channel channel, UUID account) {
    return new ReplyReceived(
        id(90),
        WORKSPACE,
        NOW,
        REPLY,
        channel,
        account,
        THREAD,
        CONTACT,
        ENROLLMENT,
        "prospect@example.com",
        "Re: Hello");
  }

  static EnrollmentMarkedReplied markedReplied() {
    return new EnrollmentMarkedReplied(
        id(90), WORKSPACE, NOW, ENROLLMENT, SEQUENCE, CONTACT, MAILBOX);
  }

  static ThreadCategorized categorized(UUID account, @Nullable String category) {
    return new ThreadCategorized(
        id(90), WORKSPACE, NOW, THREAD, account, CONTACT, category, null, REPLY, ENROLLMENT);
  }

  static MessageBounced bounced(BounceClass bounceClass) {
    return new MessageBounced(
        id(90),
        WORKSPACE,
        NOW,
        SENT,
        MAILBOX,
        CONTACT,
        ENROLLMENT,
        "prospect@example.com",
        bounceClass,
        "userunknown",
        "5.1.1",
        "550",
        "No such user",
        true);
  }

  static SenderAccountTroubled troubled(boolean loginRefused) {
    return new SenderAccountTroubled(
        id(90),
        WORKSPACE,
        NOW,
        MAILBOX,
        "account@example.com",
        AccountSide.SENDING,
        "Test error message",
        loginRefused);
  }

  static EnrollmentFinished finished(FinishReason reason) {
    return new EnrollmentFinished(id(90), WORKSPACE, NOW, ENROLLMENT, SEQUENCE, CONTACT, reason);
  }

  static CallEnded called(CallStatus status, @Nullable String resolution) {
    return new CallEnded(
        id(90),
        WORKSPACE,
        NOW,
        CONTACT,
        LINKEDIN,
        ENROLLMENT,
        1,
        "test-call-sid",
        "+1234567890",
        status,
        60,
        resolution);
  }
}
