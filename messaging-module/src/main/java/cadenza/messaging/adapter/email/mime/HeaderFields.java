package cadenza.messaging.adapter.email.mime;

import cadenza.messaging.domain.InboundMail.Field;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.jspecify.annotations.Nullable;

/** The header of a mail, or of the one returned in it: bounded, decoded, and read leniently. */
final class HeaderFields {
  private static final int KEPT_FIELDS = 200;
  private static final int KEPT_FIELD_CHARS = 32 * 1024;

  /** Decoding encoded words takes quadratic time in mime4j; this bounds it. */
  private static final int DECODED_CHARS = 4 * 1024;

  private static final int IDS_AT_MOST = 50;

  private static final Pattern MESSAGE_ID = Pattern.compile("<[^<>\\s]{1,998}+>");
  private static final Pattern DAY_NAME = Pattern.compile("^\\s*[A-Za-z]{3,9}\\s*,");
  private static final Pattern COMMENT = Pattern.compile("\\([^()]{0,100}\\)");

  /** Headers whose text people read; the others stay as they came. */
  private static final Set<String> DECODED = Set.of("subject", "from", "to", "sender", "reply-to");

  /** Fields that count wherever they stand among a thousand others. */
  private static final Set<String> USED =
      Set.of(
          "message-id",
          "in-reply-to",
          "references",
          "auto-submitted",
          "precedence",
          "content-type",
          "return-path",
          "x-failed-recipients");

  private final List<Field> fields = new ArrayList<>();

  void add(org.apache.james.mime4j.stream.Field field) {
    var name = field.getName();
    var lower = name.toLowerCase(Locale.ROOT).strip();
    if (fields.size() < KEPT_FIELDS || USED.contains(lower) || DECODED.contains(lower)) {
      fields.add(new Field(ReadableText.clean(name), valueOf(lower, field)));
    }
  }

  void add(String name, String value) {
    if (fields.size() < KEPT_FIELDS) {
      fields.add(new Field(name, ReadableText.limited(value, KEPT_FIELD_CHARS)));
    }
  }

  List<Field> all() {
    return fields;
  }

  boolean isEmpty() {
    return fields.isEmpty();
  }

  String first(String lowerName) {
    for (var field : fields) {
      if (field.name().strip().equalsIgnoreCase(lowerName)) {
        return field.value();
      }
    }
    return "";
  }

  @Nullable String id(String lowerName) {
    return firstId(first(lowerName));
  }

  /** Message ids, the newest fifty of them, oldest first. */
  List<String> ids(String lowerName) {
    var ids =
        MESSAGE_ID.matcher(first(lowerName)).results().limit(1000).map(hit -> hit.group()).toList();
    return ids.subList(Math.max(0, ids.size() - IDS_AT_MOST), ids.size());
  }

  @Nullable Instant date() {
    var plain = DAY_NAME.matcher(ReadableText.limited(first("date"), 200)).replaceFirst("");
    plain = COMMENT.matcher(plain).replaceAll("").strip().replaceAll("\\s+", " ");
    try {
      return OffsetDateTime.parse(plain, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException notADate) {
      return null;
    }
  }

  static @Nullable String firstId(String value) {
    var matcher = MESSAGE_ID.matcher(value);
    return matcher.find() ? matcher.group() : null;
  }

  private static String valueOf(String lower, org.apache.james.mime4j.stream.Field field) {
    var body = plain(field);
    if (DECODED.contains(lower) && body.contains("=?")) {
      var shortened = body.length() > DECODED_CHARS ? body.substring(0, DECODED_CHARS) : body;
      body =
          DecoderUtil.decodeEncodedWords(
              shortened, DecodeMonitor.SILENT, StandardCharsets.ISO_8859_1);
    }
    return ReadableText.clean(
        body.length() > KEPT_FIELD_CHARS ? body.substring(0, KEPT_FIELD_CHARS) : body);
  }

  /** In one line, with its encoded words as they are. */
  static String plain(org.apache.james.mime4j.stream.Field field) {
    var rawField = field.getRaw();
    var body = field.getBody();
    if (rawField != null) {
      var bytes = rawField.toByteArray();
      int colon = indexOfColon(bytes);
      int length = Math.min(bytes.length - colon - 1, KEPT_FIELD_CHARS);
      var whole = ReadableText.decode(bytes, colon + 1, length, null);
      body = whole.replaceAll("\\r?\\n(?=[ \\t])", "").strip();
    }
    return body;
  }

  private static int indexOfColon(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == ':') {
        return i;
      }
    }
    return -1;
  }
}
