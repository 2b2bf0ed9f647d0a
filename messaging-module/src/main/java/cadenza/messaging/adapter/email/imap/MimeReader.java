package cadenza.messaging.adapter.email.imap;

import cadenza.kernel.api.Sha256;
import cadenza.messaging.domain.InboundMail;
import cadenza.messaging.domain.InboundMail.Field;
import cadenza.messaging.domain.InboundMail.Report;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a mail as far as it can be read. Nothing in a mail makes this throw: what follows the first
 * thing that cannot be read is left out and named in {@link InboundMail#defect()}.
 *
 * <p>mime4j's pull parser and not Jakarta Mail's: it streams, so a limit on nesting, parts and
 * header fields stops the work itself, where MimeMultipart first makes an object of every part.
 */
final class MimeReader {
  /** What is read of one mail; the rest of a larger one is left with the server. */
  static final int BYTES_AT_MOST = 10 * 1024 * 1024;

  private static final int DEPTH_AT_MOST = 30;
  private static final int PARTS_AT_MOST = 1000;
  private static final int FIELDS_AT_MOST = 1000;
  private static final int FIELD_BYTES_AT_MOST = 1024 * 1024;
  private static final int BODY_BYTES_AT_MOST = 1024 * 1024;
  private static final int REPORT_BYTES_AT_MOST = 256 * 1024;
  private static final int KEPT_FIELDS = 200;
  private static final int KEPT_FIELD_CHARS = 32 * 1024;

  /** Decoding encoded words takes quadratic time in mime4j; this bounds it. */
  private static final int DECODED_CHARS = 4 * 1024;

  private static final int IDS_AT_MOST = 50;

  private static final Pattern MESSAGE_ID = Pattern.compile("<[^<>\\s]{1,998}+>");
  private static final Pattern REPORT_TYPE =
      Pattern.compile("report-type\\s{0,9}=\\s{0,9}\"?([a-z-]{1,40})", Pattern.CASE_INSENSITIVE);
  private static final Pattern DAY_NAME = Pattern.compile("^\\s*[A-Za-z]{3,9}\\s*,");
  private static final Pattern COMMENT = Pattern.compile("\\([^()]{0,100}\\)");

  /** Headers whose text people read; the others stay as they came. */
  private static final Set<String> DECODED = Set.of("subject", "from", "to", "sender", "reply-to");

  private static final MimeConfig LIMITS =
      MimeConfig.custom()
          .setMaxLineLen(-1)
          .setMaxHeaderCount(FIELDS_AT_MOST)
          .setMaxHeaderLen(FIELD_BYTES_AT_MOST)
          .setMaxContentLen(-1)
          .setMalformedHeaderStartsBody(false)
          .build();

  private final byte[] raw;
  private final List<Field> fields = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder html = new StringBuilder();
  private final List<String> actions = new ArrayList<>();
  private String reportPart = "";
  private String feedbackType = "";
  private @Nullable String aboutMessageId;
  private @Nullable String defect;
  private int depth;
  private int messageDepth;
  private int parts;

  private MimeReader(byte[] raw) {
    this.raw = raw;
  }

  /**
   * @param raw the mail, or its first {@link #BYTES_AT_MOST} bytes
   * @param size how large the mail is on the server
   */
  static InboundMail read(byte[] raw, long size) {
    var reader = new MimeReader(raw);
    reader.walk();
    if (size > raw.length) {
      reader.defect =
          "The mail has " + size + " bytes; only the first " + raw.length + " were read.";
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
        break;
      case T_FIELD:
        takeField(tokens);
        break;
      case T_BODY:
        takeBody(tokens);
        break;
      default:
        break;
    }
  }

  private String disposition = "";

  private void takeField(MimeTokenStream tokens) {
    var name = tokens.getField().getName();
    var lower = name.toLowerCase(Locale.ROOT);
    if (lower.equals("content-disposition")) {
      disposition = tokens.getField().getBody().strip().toLowerCase(Locale.ROOT);
    }
    if (messageDepth == 1 && depth == 1 && parts == 0) {
      if (fields.size() < KEPT_FIELDS || isUsed(lower)) {
        fields.add(new Field(clean(name), value(lower, tokens)));
      }
    } else if (messageDepth == 2 && lower.equals("message-id") && aboutMessageId == null) {
      aboutMessageId = firstId(value(lower, tokens));
    }
  }

  /** Fields that count wherever they stand among a thousand others. */
  private static boolean isUsed(String lower) {
    return DECODED.contains(lower)
        || lower.equals("message-id")
        || lower.equals("in-reply-to")
        || lower.equals("references")
        || lower.equals("auto-submitted")
        || lower.equals("precedence")
        || lower.equals("content-type");
  }

  private static String value(String lower, MimeTokenStream tokens) {
    var field = tokens.getField();
    var rawField = field.getRaw();
    var body = field.getBody();
    if (rawField != null) {
      var bytes = rawField.toByteArray();
      int colon = indexOfColon(bytes);
      var whole =
          decode(bytes, colon + 1, Math.min(bytes.length - colon - 1, KEPT_FIELD_CHARS), null);
      body = whole.replaceAll("\\r?\\n(?=[ \\t])", "").strip();
    }
    if (DECODED.contains(lower) && body.contains("=?")) {
      var shortened = body.length() > DECODED_CHARS ? body.substring(0, DECODED_CHARS) : body;
      body =
          DecoderUtil.decodeEncodedWords(
              shortened, DecodeMonitor.SILENT, StandardCharsets.ISO_8859_1);
    }
    return clean(body.length() > KEPT_FIELD_CHARS ? body.substring(0, KEPT_FIELD_CHARS) : body);
  }

  private static int indexOfColon(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == ':') {
        return i;
      }
    }
    return -1;
  }

  private void takeBody(MimeTokenStream tokens) throws IOException {
    var body = tokens.getBodyDescriptor();
    var type = body.getMimeType() == null ? "" : body.getMimeType().toLowerCase(Locale.ROOT);
    if (messageDepth > 1) {
      return;
    }
    if (type.equals("message/delivery-status")
        || type.equals("message/global-delivery-status")
        || type.equals("message/feedback-report")
        || type.equals("message/disposition-notification")) {
      takeReport(type, text(tokens, body, REPORT_BYTES_AT_MOST));
    } else if (type.equals("text/rfc822-headers")) {
      takeReturnedHeaders(text(tokens, body, REPORT_BYTES_AT_MOST));
    } else if (disposition.startsWith("attachment")) {
      return;
    } else if (type.equals("text/html")) {
      append(html, text(tokens, body, BODY_BYTES_AT_MOST));
    } else if (type.equals("text/plain")) {
      append(text, text(tokens, body, BODY_BYTES_AT_MOST));
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
    for (var line : lines(content)) {
      int colon = line.indexOf(':');
      if (colon <= 0) {
        continue;
      }
      var value = line.substring(colon + 1).strip();
      switch (line.substring(0, colon).strip().toLowerCase(Locale.ROOT)) {
        case "action":
          if (actions.size() < PARTS_AT_MOST) {
            actions.add(firstWord(value));
          }
          break;
        case "feedback-type":
          feedbackType = firstWord(value);
          break;
        case "original-message-id":
          aboutMessageId = firstId(value);
          break;
        default:
          break;
      }
    }
  }

  private void takeReturnedHeaders(String content) {
    for (var line : lines(content)) {
      if (aboutMessageId == null && line.regionMatches(true, 0, "message-id:", 0, 11)) {
        aboutMessageId = firstId(line);
      }
    }
  }

  /** Folded lines are joined, so an id on a line of its own is found. */
  private static List<String> lines(String content) {
    return content.replaceAll("\\r?\\n[ \\t]+", " ").lines().limit(5000).toList();
  }

  private static String firstWord(String value) {
    var lower = value.toLowerCase(Locale.ROOT);
    int end = 0;
    while (end < lower.length() && (Character.isLetter(lower.charAt(end)) || isDash(lower, end))) {
      end++;
    }
    return lower.substring(0, end);
  }

  private static boolean isDash(String value, int at) {
    return value.charAt(at) == '-';
  }

  private static String text(MimeTokenStream tokens, BodyDescriptor body, int atMost)
      throws IOException {
    try (InputStream decoded = tokens.getDecodedInputStream()) {
      var bytes = decoded.readNBytes(atMost);
      return clean(decode(bytes, 0, bytes.length, body.getCharset()));
    }
  }

  /** What claims no charset, or one nobody knows, is UTF-8 when it can be, and else Windows'. */
  private static String decode(byte[] bytes, int from, int length, @Nullable String charset) {
    if (charset != null && !charset.equalsIgnoreCase("us-ascii")) {
      try {
        return new String(bytes, from, length, Charset.forName(charset.strip()));
      } catch (IllegalArgumentException | UnsupportedOperationException unknown) {
        // Guessed below.
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, from, length))
          .toString();
    } catch (CharacterCodingException notUtf8) {
      return new String(bytes, from, length, Charset.forName("windows-1252"));
    }
  }

  /** PostgreSQL takes every character but NUL and halves of surrogate pairs. */
  private static String clean(String value) {
    int length = value.length();
    var clean = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < length
          && Character.isLowSurrogate(value.charAt(i + 1))) {
        clean.append(c).append(value.charAt(++i));
      } else if (Character.isSurrogate(c)) {
        clean.append('\uFFFD');
      } else if (c != 0) {
        clean.append(c);
      }
    }
    return clean.toString();
  }

  private InboundMail result() {
    var messageId = firstId(first("message-id"));
    var from = MailboxText.parse(first("from"));
    var subject = limited(first("subject"), 998);
    if (fields.isEmpty() && defect == null) {
      defect = "The mail has no header.";
    }
    return new InboundMail(
        fields,
        messageId,
        ids(first("in-reply-to")),
        newest(ids(first("references"))),
        from.address(),
        from.name(),
        MailboxText.parse(first("to")).address(),
        subject,
        date(first("date")),
        text.length() == 0 ? null : text.toString(),
        html.length() == 0 ? null : html.toString(),
        report(),
        defect,
        identity(messageId, subject));
  }

  private String first(String lowerName) {
    for (var field : fields) {
      if (field.name().strip().equalsIgnoreCase(lowerName)) {
        return field.value();
      }
    }
    return "";
  }

  private @Nullable Report report() {
    var contentType = first("content-type");
    var lower = contentType.strip().toLowerCase(Locale.ROOT);
    var type = "";
    if (lower.startsWith("multipart/report")) {
      var named = REPORT_TYPE.matcher(contentType);
      type = named.find() ? named.group(1).toLowerCase(Locale.ROOT) : reportPart;
    } else if (lower.startsWith("message/") && !reportPart.isEmpty()) {
      type = reportPart;
    }
    return type.isEmpty() ? null : new Report(type, actions, feedbackType, aboutMessageId);
  }

  /**
   * Copies of one mail in two folders are the same to the byte, except for what the server adds; a
   * mail without an id is told by all its bytes.
   */
  private String identity(@Nullable String messageId, String subject) {
    if (messageId == null) {
      return InboundMail.identityOf(HexFormat.of().formatHex(Sha256.of(raw)));
    }
    return InboundMail.identityOf(messageId, first("date"), first("from"), subject);
  }

  private static @Nullable String firstId(String value) {
    var matcher = MESSAGE_ID.matcher(value);
    return matcher.find() ? matcher.group() : null;
  }

  private static List<String> ids(String value) {
    return MESSAGE_ID.matcher(value).results().limit(1000).map(hit -> hit.group()).toList();
  }

  private static List<String> newest(List<String> ids) {
    return ids.subList(Math.max(0, ids.size() - IDS_AT_MOST), ids.size());
  }

  private static String limited(String value, int chars) {
    return value.length() <= chars ? value : clean(value.substring(0, chars));
  }

  private static @Nullable Instant date(String value) {
    var plain = DAY_NAME.matcher(limited(value, 200)).replaceFirst("");
    plain = COMMENT.matcher(plain).replaceAll("").strip().replaceAll("\\s+", " ");
    try {
      return OffsetDateTime.parse(plain, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException notADate) {
      return null;
    }
  }
}
