package cadenza.messaging.adapter.email.mime;

import cadenza.kernel.api.Sha256;
import cadenza.messaging.domain.Attachment;
import cadenza.messaging.domain.InboundMail;
import cadenza.messaging.domain.InboundMail.Report;
import cadenza.messaging.domain.ReportFields;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;
import org.jspecify.annotations.Nullable;

/**
 * Reads a mail as far as it can be read. Nothing in a mail makes this throw: what follows the first
 * thing that cannot be read is left out and named in {@link InboundMail#defect()}.
 *
 * <p>mime4j's pull parser and not Jakarta Mail's: it streams, so a limit on nesting, parts and
 * header fields stops the work itself, where MimeMultipart first makes an object of every part.
 */
public final class MimeReader {
  /** What is read of one mail; the rest of a larger one is left with the server. */
  public static final int BYTES_AT_MOST = 10 * 1024 * 1024;

  private static final int DEPTH_AT_MOST = 30;
  private static final int PARTS_AT_MOST = 1000;
  private static final int FIELDS_AT_MOST = 1000;
  private static final int FIELD_BYTES_AT_MOST = 1024 * 1024;
  private static final int BODY_BYTES_AT_MOST = 1024 * 1024;
  private static final int REPORT_BYTES_AT_MOST = 256 * 1024;
  private static final int ATTACHMENTS_AT_MOST = 100;

  private static final Pattern MESSAGE =
      Pattern.compile("\\s{0,99}message/rfc822\\b.*+", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Pattern REPORT_TYPE =
      Pattern.compile("report-type\\s{0,9}=\\s{0,9}\"?([a-z-]{1,40})", Pattern.CASE_INSENSITIVE);

  private static final Set<String> REPORTS =
      Set.of(
          "message/delivery-status",
          "message/global-delivery-status",
          "message/feedback-report",
          "message/disposition-notification",
          "message/global-disposition-notification");

  /** What is returned of a message; the names without an s are not right, but sent. */
  private static final Set<String> RETURNED =
      Set.of(
          "text/rfc822-headers",
          "text/rfc822-header",
          "text/rfc822",
          "message/rfc822-headers",
          "message/global-headers");

  private static final MimeConfig LIMITS =
      MimeConfig.custom()
          .setMaxLineLen(-1)
          .setMaxHeaderCount(FIELDS_AT_MOST)
          .setMaxHeaderLen(FIELD_BYTES_AT_MOST)
          .setMaxContentLen(-1)
          .setMalformedHeaderStartsBody(false)
          .build();

  private final byte[] raw;
  private final HeaderFields header = new HeaderFields();
  private final HeaderFields returned = new HeaderFields();
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder html = new StringBuilder();
  private final List<Map<String, String>> groups = new ArrayList<>();
  private String reportPart = "";
  private String preamble = "";
  private final List<Attachment> attachments = new ArrayList<>();
  private String disposition = "";
  private String contentType = "";
  private @Nullable String contentId;
  private boolean endsInAttachment;
  private String calendarMethod = "";
  private @Nullable String defect;
  private int depth;
  private int messageDepth;
  private int parts;

  private MimeReader(byte[] raw) {
    this.raw = raw;
  }

  /**
   * @param raw the mail, or its first {@link #BYTES_AT_MOST} bytes
   * @param size of the whole mail, or what the server says of it: more where this is its beginning
   */
  public static InboundMail read(byte[] raw, long size) {
    var reader = new MimeReader(raw);
    reader.walk();
    if (size > raw.length) {
      reader.defect =
          "The mail has " + size + " bytes; only the first " + raw.length + " were read.";
      reader.cutOff();
    }
    return reader.result();
  }

  private void walk() {
    var tokens = new MimeTokenStream(LIMITS);
    tokens.parse(new ByteArrayInputStream(raw));
    try {
      for (var state = tokens.getState();
          state != EntityState.T_END_OF_STREAM;
          state = tokens.next()) {
        take(state, tokens);
        if (depth > DEPTH_AT_MOST || parts > PARTS_AT_MOST) {
          defect = "The mail has more parts or levels than are read.";
          return;
        }
      }
    } catch (MimeException | IOException | RuntimeException | StackOverflowError unreadable) {
      defect = "The mail could not be read to its end: " + unreadable.getClass().getSimpleName();
    }
  }

  private void take(EntityState state, MimeTokenStream tokens) throws IOException {
    switch (state) {
      case T_START_MESSAGE:
        messageDepth++;
        depth++;
        break;
      case T_END_MESSAGE:
        messageDepth--;
        depth--;
        break;
      case T_START_MULTIPART:
        depth++;
        break;
      case T_END_MULTIPART:
        depth--;
        break;
      case T_START_BODYPART:
        parts++;
        disposition = "";
        contentType = "";
        contentId = null;
        tokens.setRecursionMode(RecursionMode.M_RECURSE);
        break;
      case T_FIELD:
        takeField(tokens);
        break;
      case T_PREAMBLE:
        if (messageDepth == 1 && parts == 0) {
          preamble = text(tokens, tokens.getBodyDescriptor(), BODY_BYTES_AT_MOST);
        }
        break;
      case T_BODY:
        takeBody(tokens);
        break;
      default:
        break;
    }
  }

  private void takeField(MimeTokenStream tokens) {
    var field = tokens.getField();
    switch (field.getName().strip().toLowerCase(Locale.ROOT)) {
      case "content-disposition":
        disposition = HeaderFields.plain(field);
        break;
      case "content-type":
        contentType = HeaderFields.plain(field);
        keepMessageWhole(tokens);
        break;
      case "content-id":
        contentId = ReadableText.limited(HeaderFields.plain(field), 255);
        break;
      default:
        break;
    }
    if (messageDepth == 1 && depth == 1 && parts == 0) {
      header.add(field);
    } else if (messageDepth == 2) {
      returned.add(field);
    }
  }

  /** What is returned in a report is read; a mail that was attached to another one is a file. */
  private void keepMessageWhole(MimeTokenStream tokens) {
    if (messageDepth == 1
        && parts > 0
        && MESSAGE.matcher(contentType).matches()
        && !isReport(header.first("content-type"))) {
      tokens.setRecursionMode(RecursionMode.M_NO_RECURSE);
    }
  }

  private static boolean isReport(String type) {
    return type.strip().regionMatches(true, 0, "multipart/report", 0, 16);
  }

  private void takeBody(MimeTokenStream tokens) throws IOException {
    endsInAttachment = false;
    var body = tokens.getBodyDescriptor();
    var type = body.getMimeType() == null ? "" : body.getMimeType().toLowerCase(Locale.ROOT);
    if (messageDepth > 1) {
      return;
    }
    if (REPORTS.contains(type)) {
      takeReport(type, text(tokens, body, REPORT_BYTES_AT_MOST));
    } else if (RETURNED.contains(type)) {
      takeReturned(text(tokens, body, REPORT_BYTES_AT_MOST));
    } else if (type.equals("text/calendar")) {
      takeCalendar(tokens, body);
    } else if (isFile()) {
      attach(type, bytes(tokens));
    } else if (type.equals("text/html")) {
      append(html, text(tokens, body, BODY_BYTES_AT_MOST));
    } else if (type.equals("text/plain") || type.startsWith("multipart/")) {
      // A multipart that names no boundary has no parts; people read it as it is.
      append(text, text(tokens, body, BODY_BYTES_AT_MOST));
    } else if (type.equals("message/rfc822")) {
      var message = bytes(tokens);
      attach(type, message);
      takeReturnedMessage(message);
    } else {
      attach(type, bytes(tokens));
    }
  }

  private boolean isFile() {
    return disposition.regionMatches(true, 0, "attachment", 0, 10)
        && !MESSAGE.matcher(contentType).matches();
  }

  private static byte[] bytes(MimeTokenStream tokens) throws IOException {
    try (InputStream decoded = tokens.getDecodedInputStream()) {
      return decoded.readAllBytes();
    }
  }

  private void attach(String type, byte[] content) {
    if (attachments.size() < ATTACHMENTS_AT_MOST) {
      endsInAttachment = true;
      attachments.add(
          Attachment.of(
              FileNames.of(disposition, contentType, type),
              ReadableText.clean(type.isEmpty() ? "application/octet-stream" : type),
              !disposition.regionMatches(true, 0, "attachment", 0, 10) && contentId != null,
              contentId == null ? null : contentId.replaceAll("^<|>$", ""),
              content));
    }
  }

  /** Of what was not read to its end nothing is kept. */
  private void cutOff() {
    if (endsInAttachment) {
      int last = attachments.size() - 1;
      attachments.set(last, attachments.get(last).cutOff());
    }
  }

  private void takeReturnedMessage(byte[] message) {
    if (!returned.isEmpty()) {
      return;
    }
    var tokens = new MimeTokenStream(LIMITS);
    tokens.parse(new ByteArrayInputStream(message));
    try {
      for (var state = tokens.getState();
          state != EntityState.T_END_HEADER && state != EntityState.T_END_OF_STREAM;
          state = tokens.next()) {
        if (state == EntityState.T_FIELD) {
          returned.add(tokens.getField());
        }
      }
    } catch (MimeException | IOException | RuntimeException unreadable) {
      defect = "An attached mail could not be read: " + unreadable.getClass().getSimpleName();
    }
  }

  private static void append(StringBuilder gathered, String more) {
    if (gathered.length() + more.length() <= BODY_BYTES_AT_MOST) {
      gathered.append(more);
    }
  }

  private void takeReport(String type, String content) {
    if (reportPart.isEmpty()) {
      reportPart = type.substring(type.indexOf('/') + 1).replace("global-", "");
    }
    groups.addAll(ReportFields.groups(content));
  }

  private void takeReturned(String content) {
    var fields = ReportFields.groups(content);
    if (!fields.isEmpty() && returned.isEmpty()) {
      fields.get(0).forEach(returned::add);
    }
  }

  private void takeCalendar(MimeTokenStream tokens, BodyDescriptor body) throws IOException {
    var bytes = bytes(tokens);
    if (isFile() || !FieldParameters.of(contentType).value("name").isEmpty()) {
      attach("text/calendar", bytes);
    }
    int read = Math.min(bytes.length, REPORT_BYTES_AT_MOST);
    ReadableText.decode(bytes, 0, read, body.getCharset())
        .lines()
        .limit(200)
        .filter(line -> line.regionMatches(true, 0, "METHOD:", 0, 7))
        .findFirst()
        .ifPresent(line -> calendarMethod = line.substring(7).strip().toLowerCase(Locale.ROOT));
  }

  private static String text(MimeTokenStream tokens, BodyDescriptor body, int atMost)
      throws IOException {
    try (InputStream decoded = tokens.getDecodedInputStream()) {
      var bytes = decoded.readNBytes(atMost);
      return ReadableText.clean(ReadableText.decode(bytes, 0, bytes.length, body.getCharset()));
    }
  }

  private InboundMail result() {
    if (parts == 0 && text.length() == 0) {
      text.append(preamble); // all of a multipart whose boundary does not occur
    }
    var messageId = header.id("message-id");
    var from = MailboxText.parse(header.first("from"));
    var subject = ReadableText.limited(header.first("subject"), 998);
    if (header.isEmpty() && defect == null) {
      defect = "The mail has no header.";
    }
    return new InboundMail(
        header.all(),
        messageId,
        header.ids("in-reply-to"),
        header.ids("references"),
        from.address(),
        from.name(),
        MailboxText.parse(header.first("to")).address(),
        replyTo(),
        subject,
        header.date(),
        text.length() == 0 ? null : text.toString(),
        html.length() == 0 ? null : SafeHtml.of(html.toString()),
        words(),
        report(),
        returned.all(),
        calendarMethod,
        attachments,
        defect,
        identity(messageId, subject));
  }

  /** Where answers shall go is no question of choosing one of several. */
  private String replyTo() {
    var field = header.first("reply-to");
    return field.indexOf('@') == field.lastIndexOf('@') ? MailboxText.parse(field).address() : "";
  }

  private String words() {
    return text.toString().isBlank() ? HtmlText.of(html.toString()) : text.toString();
  }

  private @Nullable Report report() {
    var contentType = header.first("content-type");
    var type = "";
    if (isReport(contentType)) {
      var named = REPORT_TYPE.matcher(contentType);
      type = named.find() ? named.group(1).toLowerCase(Locale.ROOT) : reportPart;
    } else if (!reportPart.isEmpty()) {
      type = reportPart;
    }
    return type.isEmpty() ? null : new Report(type, groups);
  }

  /**
   * Copies of one mail in two folders are the same to the byte, except for what the server adds; a
   * mail without an id is told by all its bytes.
   */
  private String identity(@Nullable String messageId, String subject) {
    if (messageId == null) {
      return InboundMail.identityOf(HexFormat.of().formatHex(Sha256.of(raw)));
    }
    return InboundMail.identityOf(messageId, header.first("date"), header.first("from"), subject);
  }
}
