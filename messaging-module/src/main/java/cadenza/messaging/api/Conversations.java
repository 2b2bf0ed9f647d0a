package cadenza.messaging.api;

import cadenza.kernel.api.Page;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Questions about threads and messages. */
public interface Conversations {
  /**
   * @param status OPEN, SNOOZED or CLOSED
   */
  record ThreadCard(
      UUID id,
      UUID workspaceId,
      UUID senderAccountId,
      @Nullable UUID contactId,
      String subject,
      int messageCount,
      Instant createdAt,
      Instant lastMessageAt,
      String status,
      @Nullable UUID assigneeId,
      @Nullable Instant snoozedUntil,
      @Nullable String category,
      boolean unread,
      long version) {}

  /**
   * Which threads; null and false ask for nothing.
   *
   * @param status OPEN, SNOOZED or CLOSED
   * @param unassigned only those that nobody cares for
   */
  record ThreadFilter(
      @Nullable UUID senderAccountId,
      @Nullable UUID contactId,
      @Nullable String status,
      @Nullable UUID assigneeId,
      boolean unassigned,
      @Nullable String category,
      boolean unread) {
    public static ThreadFilter of(@Nullable UUID senderAccountId, @Nullable UUID contactId) {
      return new ThreadFilter(senderAccountId, contactId, null, null, false, null, false);
    }
  }

  /**
   * How often a mail was opened, or its links followed.
   *
   * @param firstAt and {@code lastAt} of people; null where all were machines
   */
  record HitCount(
      @Nullable Instant firstAt, @Nullable Instant lastAt, long count, long machineCount) {}

  /** How often people and machines followed one link of a mail. */
  record LinkCount(String url, HitCount clicks) {}

  /**
   * @param direction OUTBOUND or INBOUND
   * @param status of an outbound message: QUEUED, SENDING, SENT, FAILED, BOUNCED, UNKNOWN,
   *     CANCELLED; of an inbound one its kind: REPLY, AUTO_REPLY, BOUNCE, COMPLAINT, RECEIPT, LIST,
   *     OTHER
   * @param cc and {@code bcc}: who else got a letter of ours
   * @param replyText of a reply, a person's or a machine's: what is new in it
   * @param otherSender whether somebody else answered than who was written to
   * @param looping whether its sender writes more than a person would, as machines that answer each
   *     other do; nothing follows from such a mail
   * @param opens and clicks: null where nobody, and no machine, opened it or followed a link
   */
  record MessageCard(
      UUID id,
      UUID workspaceId,
      UUID threadId,
      UUID senderAccountId,
      String direction,
      String status,
      @Nullable UUID enrollmentId,
      @Nullable Integer stepNumber,
      @Nullable UUID contactId,
      String fromAddress,
      String fromName,
      String toAddress,
      List<String> cc,
      List<String> bcc,
      @Nullable String replyToAddress,
      boolean otherSender,
      boolean looping,
      String subject,
      @Nullable String text,
      @Nullable String html,
      @Nullable String replyText,
      @Nullable String rfcMessageId,
      @Nullable String inReplyTo,
      @Nullable String reason,
      Instant at,
      @Nullable HitCount opens,
      @Nullable HitCount clicks,
      List<AttachmentCard> attachments) {
    public MessageCard {
      cc = List.copyOf(cc);
      bcc = List.copyOf(bcc);
      attachments = List.copyOf(attachments);
    }

    public MessageCard with(List<AttachmentCard> files) {
      return with(text, html, replyText, files);
    }

    public MessageCard with(
        @Nullable String text, @Nullable String html, @Nullable String replyText) {
      return with(text, html, replyText, attachments);
    }

    private MessageCard with(
        @Nullable String text,
        @Nullable String html,
        @Nullable String replyText,
        List<AttachmentCard> files) {
      return new MessageCard(
          id,
          workspaceId,
          threadId,
          senderAccountId,
          direction,
          status,
          enrollmentId,
          stepNumber,
          contactId,
          fromAddress,
          fromName,
          toAddress,
          cc,
          bcc,
          replyToAddress,
          otherSender,
          looping,
          subject,
          text,
          html,
          replyText,
          rfcMessageId,
          inReplyTo,
          reason,
          at,
          opens,
          clicks,
          files);
    }
  }

  Optional<MessageCard> message(UUID workspaceId, UUID messageId);

  /** Those of these messages that are there, without their files; one statement. */
  Map<UUID, MessageCard> messages(UUID workspaceId, Collection<UUID> messageIds);

  /** Those of these conversations that are there; one statement. */
  Map<UUID, ThreadCard> threads(UUID workspaceId, Collection<UUID> threadIds);

  /** Where a conversation begins and how far it has come, of what was sent or came in. */
  record Course(UUID firstMessageId, UUID newestMessageId) {}

  /** Those of these conversations in which something was said; one statement. */
  Map<UUID, Course> courses(UUID workspaceId, Collection<UUID> threadIds);

  /**
   * A person's first answer to an enrollment.
   *
   * @param at when it was processed
   */
  record FirstReply(UUID messageId, Instant at) {}

  /** Of those of these enrollments that were answered; one statement. */
  Map<UUID, FirstReply> firstReplies(UUID workspaceId, Collection<UUID> enrollmentIds);

  /** Those of some messages that are there and not withdrawn; one statement. */
  Set<UUID> standing(UUID workspaceId, Collection<UUID> messageIds);

  Optional<ThreadCard> thread(UUID workspaceId, UUID threadId);

  /**
   * The newest of a thread, the oldest of them first.
   *
   * @param atMost how many
   */
  List<MessageCard> messagesOf(UUID workspaceId, UUID threadId, int atMost);

  /** Newest first. */
  Page<ThreadCard> threads(
      UUID workspaceId, ThreadFilter filter, @Nullable String after, int limit);
}
