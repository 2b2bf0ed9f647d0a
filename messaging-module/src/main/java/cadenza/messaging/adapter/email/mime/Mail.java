package cadenza.messaging.adapter.email.mime;

import cadenza.messaging.domain.Attachment;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One mail, before it is bytes.
 *
 * @param messageId with angle brackets
 * @param html the second part of multipart/alternative, or null for text alone
 * @param wayOut null for a mail that is not one of many
 * @param replyTo null for where it comes from
 * @param references message ids with angle brackets, oldest first, separated by spaces
 */
public record Mail(
    String messageId,
    Instant date,
    String fromAddress,
    String fromName,
    String toAddress,
    String toName,
    String subject,
    @Nullable String text,
    @Nullable String html,
    @Nullable String inReplyTo,
    @Nullable String references,
    @Nullable WayOut wayOut,
    @Nullable String replyTo,
    List<String> cc,
    List<Attachment> files) {
  public Mail {
    cc = List.copyOf(cc);
    files = List.copyOf(files);
  }

  /** Of one to one, without files. */
  public Mail(
      String messageId,
      Instant date,
      String fromAddress,
      String fromName,
      String toAddress,
      String toName,
      String subject,
      @Nullable String text,
      @Nullable String html,
      @Nullable String inReplyTo,
      @Nullable String references,
      @Nullable WayOut wayOut) {
    this(
        messageId,
        date,
        fromAddress,
        fromName,
        toAddress,
        toName,
        subject,
        text,
        html,
        inReplyTo,
        references,
        wayOut,
        null,
        List.of(),
        List.of());
  }

  /**
   * How the recipient gets no more mail, said to his mail program (RFC 2369 and 8058).
   *
   * @param link takes him off by one POST; null where the installation has no public address
   * @param mailto takes him off by a mail
   */
  public record WayOut(@Nullable String link, String mailto) {}
}
