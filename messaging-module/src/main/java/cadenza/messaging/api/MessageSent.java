package cadenza.messaging.api;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The provider took a message over.
 *
 * @param occurredAt when it was accepted
 * @param enrollmentId and stepNumber: null for a message outside any sequence
 * @param rfcMessageId the Message-ID header, in angle brackets; elsewhere than in mail the
 *     provider's name of it
 * @param inMail whether LinkedIn took it as InMail; null on other channels
 * @param voiceAttached whether it is a voice message; null where there are none
 */
@Externalized("message.sent")
public record MessageSent(
    UUID eventId,
    UUID workspaceId,
    Instant occurredAt,
    UUID messageId,
    Channel channel,
    UUID senderAccountId,
    @Nullable UUID enrollmentId,
    @Nullable Integer stepNumber,
    @Nullable UUID contactId,
    UUID threadId,
    String toAddress,
    String subject,
    String rfcMessageId,
    @Nullable Boolean inMail,
    @Nullable Boolean voiceAttached)
    implements DomainEvent {
  /** A mail. */
  public MessageSent(
      UUID eventId,
      UUID workspaceId,
      Instant occurredAt,
      UUID messageId,
      Channel channel,
      UUID senderAccountId,
      @Nullable UUID enrollmentId,
      @Nullable Integer stepNumber,
      @Nullable UUID contactId,
      UUID threadId,
      String toAddress,
      String subject,
      String rfcMessageId) {
    this(
        eventId,
        workspaceId,
        occurredAt,
        messageId,
        channel,
        senderAccountId,
        enrollmentId,
        stepNumber,
        contactId,
        threadId,
        toAddress,
        subject,
        rfcMessageId,
        /* inMail= */ null,
        /* voiceAttached= */ null);
  }
}
