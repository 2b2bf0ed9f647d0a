package cadenza.messaging.domain;

import cadenza.kernel.api.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was read of one mail. Every text is free of NULs and bounded; what is missing or broken in
 * the mail is null, empty, or named by {@code defect}, never an exception.
 *
 * @param fields the header of the mail itself, in its order
 * @param messageId in angle brackets
 * @param references ids in the References header, oldest first
 * @param toAddress the first recipient in To
 * @param date what the sender claims
 * @param text all that is plain text and no attachment
 * @param defect why not all of the mail could be read
 * @param identity the same for copies of one mail in several folders, different for different mails
 */
public record InboundMail(
    List<Field> fields,
    @Nullable String messageId,
    List<String> inReplyTo,
    List<String> references,
    String fromAddress,
    String fromName,
    String toAddress,
    String subject,
    @Nullable Instant date,
    @Nullable String text,
    @Nullable String html,
    @Nullable Report report,
    @Nullable String defect,
    String identity) {

  /** One header field, its encoded words decoded. */
  public record Field(String name, String value) {}

  /**
   * The machine readable part of a multipart/report (RFC 6522).
   *
   * @param type as in {@code delivery-status}, lower case
   * @param actions of a delivery status, one for each recipient: failed, delayed, delivered...
   * @param feedbackType of a feedback report, as in {@code abuse}; empty when it has none
   * @param aboutMessageId the message that the report is about, in angle brackets
   */
  public record Report(
      String type, List<String> actions, String feedbackType, @Nullable String aboutMessageId) {}

  public InboundMail {
    fields = List.copyOf(fields);
    inReplyTo = List.copyOf(inReplyTo);
    references = List.copyOf(references);
  }

  /** A prospect's plain answer, as a mail program would write it. */
  public static InboundMail answer(
      String fromAddress,
      String toAddress,
      String subject,
      String answeredId,
      String messageId,
      String text,
      Instant at) {
    return new InboundMail(
        List.of(
            new Field("From", fromAddress),
            new Field("To", toAddress),
            new Field("Subject", subject),
            new Field("Message-ID", messageId),
            new Field("In-Reply-To", answeredId)),
        messageId,
        List.of(answeredId),
        List.of(answeredId),
        fromAddress,
        "",
        toAddress,
        subject,
        at,
        text,
        null,
        null,
        null,
        identityOf(messageId, at.toString(), fromAddress, subject));
  }

  /** Stands for a mail that cannot be read or stored, whatever is tried. */
  public static InboundMail setAside(String folder, long uidValidity, long uid) {
    return new InboundMail(
        List.of(),
        null,
        List.of(),
        List.of(),
        "",
        "",
        "",
        "",
        null,
        null,
        null,
        null,
        "The mail could not be read.",
        identityOf(folder, String.valueOf(uidValidity), String.valueOf(uid)));
  }

  public static String identityOf(String... parts) {
    var digest = Sha256.digest();
    for (var part : parts) {
      digest.update(part.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The first field of that name. */
  public Optional<String> header(String name) {
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(Field::value)
        .findFirst();
  }

  /** The first field of that name in lower case and trimmed; empty when there is none. */
  public String word(String name) {
    return header(name).map(value -> value.strip().toLowerCase(Locale.ROOT)).orElse("");
  }

  /**
   * The ids this mail can be matched by, the best first: what it answers, then what it refers to
   * from the newest back, then what it reports about.
   */
  public List<String> relatedIds() {
    var ids = new ArrayList<>(inReplyTo);
    for (int i = references.size() - 1; i >= 0; i--) {
      ids.add(references.get(i));
    }
    if (report != null && report.aboutMessageId() != null) {
      ids.add(report.aboutMessageId());
    }
    return ids.stream().distinct().toList();
  }
}
