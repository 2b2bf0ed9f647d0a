package cadenza.messaging.domain;

import cadenza.kernel.api.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What was read of one mail. Every text is free of NULs and bounded; what is missing or broken in
 * the mail is null, empty, or named by {@code defect}, never an exception.
 *
 * @param fields the header of the mail itself, in its order
 * @param messageId in angle brackets
 * @param references ids in the References header, oldest first
 * @param toAddress the first recipient in To
 * @param replyTo where the writer wants answers (Reply-To); empty when he does not say, or names
 *     several
 * @param date what the sender claims
 * @param text all that is plain text and no attachment
 * @param html without anything that acts, or that is fetched when it is shown
 * @param words the text, or where there is none what the HTML says
 * @param returned the header of the message that a report or a notice returns
 * @param calendarMethod of a calendar part (RFC 5546), in lower case; empty without one
 * @param attachments the files that came with it, and the pictures in it
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
    String replyTo,
    String subject,
    @Nullable Instant date,
    @Nullable String text,
    @Nullable String html,
    String words,
    @Nullable Report report,
    List<Field> returned,
    String calendarMethod,
    List<Attachment> attachments,
    @Nullable String defect,
    String identity) {

  private static final String SET_ASIDE = "The mail could not be read.";

  private static final Pattern MESSAGE_ID = Pattern.compile("<[^<>\\s]{1,998}+>");

  /** One header field, its encoded words decoded. */
  public record Field(String name, String value) {}

  /**
   * The machine readable part of a multipart/report (RFC 6522).
   *
   * @param type as in {@code delivery-status}, lower case
   * @param groups of fields, their names in lower case: one about the message, then one for each
   *     recipient
   */
  public record Report(String type, List<Map<String, String>> groups) {
    public Report {
      groups = List.copyOf(groups);
    }

    /** Of a delivery status, one for each recipient: failed, delayed, delivered... */
    public List<String> actions() {
      return groups.stream()
          .map(group -> ReportFields.firstWord(group.getOrDefault("action", "")))
          .filter(action -> !action.isEmpty())
          .toList();
    }

    /** The first field of that name; empty when there is none. */
    public String field(String lowerName) {
      return groups.stream()
          .map(group -> group.getOrDefault(lowerName, ""))
          .filter(value -> !value.isEmpty())
          .findFirst()
          .orElse("");
    }

    /** Of a feedback report, as in {@code abuse}; empty when it has none. */
    public String feedbackType() {
      return ReportFields.firstWord(field("feedback-type"));
    }
  }

  public InboundMail {
    fields = List.copyOf(fields);
    inReplyTo = List.copyOf(inReplyTo);
    references = List.copyOf(references);
    returned = List.copyOf(returned);
    attachments = List.copyOf(attachments);
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
        "",
        subject,
        at,
        text,
        null,
        text,
        null,
        List.of(),
        "",
        List.of(),
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
        "",
        null,
        null,
        null,
        "",
        null,
        List.of(),
        "",
        List.of(),
        SET_ASIDE,
        identityOf(folder, String.valueOf(uidValidity), String.valueOf(uid)));
  }

  /** Whether nothing of it could be read or stored. */
  public boolean isSetAside() {
    return SET_ASIDE.equals(defect);
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
    return first(fields, name);
  }

  /** The first field of that name in the header of the returned message. */
  public Optional<String> returnedField(String name) {
    return first(returned, name);
  }

  private static Optional<String> first(List<Field> fields, String name) {
    return fields.stream()
        .filter(field -> field.name().strip().equalsIgnoreCase(name))
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
    ids.addAll(aboutMessageIds());
    return ids.stream().distinct().toList();
  }

  /** What a report or a notice calls the message that it is about, in angle brackets. */
  private List<String> aboutMessageIds() {
    var ids = new ArrayList<String>();
    if (report != null) {
      ids.add(report.field("original-message-id"));
      ids.add(report.field("x-original-message-id"));
      ids.add("<" + ReportFields.decoded(report.field("original-envelope-id")) + ">");
    }
    boolean fromMachine = NoticeRules.isFromMachine(this);
    if (report != null || fromMachine) {
      for (var name : List.of("To", "Delivered-To", "X-Original-To", "Envelope-To")) {
        header(name).flatMap(ReturnPath::messageIdIn).ifPresent(ids::add);
      }
    }
    if (report != null || fromMachine || InboundRules.isComplaintWithoutReport(this)) {
      returnedField("Message-ID").ifPresent(ids::add);
    }
    if (fromMachine) {
      NoticeText.of(words).returnedField("Message-ID").ifPresent(ids::add);
    }
    return ids.stream()
        .flatMap(value -> MESSAGE_ID.matcher(value).results().limit(1))
        .map(MatchResult::group)
        .toList();
  }
}
