package cadenza.rest.messaging;

import cadenza.kernel.api.Ids;
import cadenza.messaging.api.Conversations.LinkCount;
import cadenza.messaging.api.Conversations.MessageCard;
import cadenza.rest.json.WireId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A message in either direction.
 *
 * @param direction {@code outbound} or {@code inbound}
 * @param status of an outbound message how far it got, as in {@code sent}; of an inbound one what
 *     it is, as in {@code reply}
 * @param messageIdHeader the Message-ID header, in angle brackets
 * @param at when it was accepted by the provider, received, or else written
 */
@Schema(name = "Message")
public record MessageBody(
    String id,
    String threadId,
    String inboxId,
    String direction,
    String status,
    @Nullable String enrollmentId,
    @Nullable Integer stepNumber,
    @Nullable String contactId,
    String fromAddress,
    @Nullable String fromName,
    String toAddress,
    @Schema(description = "of an outbound one: who is named as getting a copy")
        @Nullable List<String> cc,
    @Schema(description = "of an outbound one: who got a copy and is named nowhere")
        @Nullable List<String> bcc,
    @Schema(description = "where the writer wants answers, if not where he writes from")
        @Nullable String replyToAddress,
    @Schema(description = "whether somebody else answered than who was written to")
        boolean otherSender,
    @Schema(
            description =
                "whether its sender writes more than a person would, as machines that answer each"
                    + " other do; nothing follows from it")
        boolean looping,
    String subject,
    @Nullable String textBody,
    @Schema(description = "of an inbound one without anything that acts, or is fetched when shown")
        @Nullable String htmlBody,
    @Schema(description = "of a reply: what is new in it, without what it quotes")
        @Nullable String replyText,
    @Nullable String messageIdHeader,
    @Nullable String inReplyTo,
    @Nullable String reason,
    Instant at,
    @Schema(description = "fetches of its picture, where it is tracked; weak evidence of reading")
        @Nullable HitCountBody opens,
    @Schema(description = "of its links, where they are tracked") @Nullable HitCountBody clicks,
    @Schema(description = "the links that were followed, in the order of the mail; not in lists")
        @Nullable List<LinkCountBody> links,
    @Nullable List<AttachmentBody> attachments) {
  /** As lists have it. */
  static MessageBody of(MessageCard card) {
    return of(card, List.of());
  }

  static MessageBody of(MessageCard card, List<LinkCount> links) {
    return new MessageBody(
        Ids.wire("msg", card.id()),
        Ids.wire("thr", card.threadId()),
        Ids.wire("inb", card.senderAccountId()),
        card.direction().toLowerCase(Locale.ROOT),
        card.status().toLowerCase(Locale.ROOT),
        WireId.wireOrNull("enr", card.enrollmentId()),
        card.stepNumber(),
        WireId.wireOrNull("ctc", card.contactId()),
        card.fromAddress(),
        card.fromName().isEmpty() ? null : card.fromName(),
        card.toAddress(),
        card.cc().isEmpty() ? null : card.cc(),
        card.bcc().isEmpty() ? null : card.bcc(),
        card.replyToAddress(),
        card.otherSender(),
        card.looping(),
        card.subject(),
        card.text(),
        card.html(),
        card.replyText(),
        card.rfcMessageId(),
        card.inReplyTo(),
        card.reason(),
        card.at(),
        HitCountBody.of(card.opens()),
        HitCountBody.of(card.clicks()),
        links.isEmpty() ? null : links.stream().map(LinkCountBody::of).toList(),
        card.attachments().isEmpty()
            ? null
            : card.attachments().stream().map(AttachmentBody::of).toList());
  }

  /** The id alone: the binding puts each value that it writes into a set. */
  @Override
  public int hashCode() {
    return id.hashCode();
  }
}
