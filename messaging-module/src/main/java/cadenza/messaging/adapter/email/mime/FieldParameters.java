package cadenza.messaging.adapter.email.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;

/**
 * The parameters behind the value of a header field (RFC 2045), with those that continue or name a
 * charset (RFC 2231), and, as mail programs write them, encoded words.
 */
final class FieldParameters {
  private static final int CHARS_AT_MOST = 8000;
  private static final int PARAMETERS_AT_MOST = 100;

  /** Decoding encoded words takes quadratic time in mime4j; this bounds it. */
  private static final int DECODED_CHARS = 1000;

  private final Map<String, String> raw = new HashMap<>();

  private FieldParameters() {}

  static FieldParameters of(String field) {
    var parameters = new FieldParameters();
    var value = ReadableText.limited(field, CHARS_AT_MOST);
    int from = value.indexOf(';');
    while (from >= 0 && parameters.raw.size() < PARAMETERS_AT_MOST) {
      from = parameters.take(value, from + 1);
    }
    return parameters;
  }

  /** Takes one parameter, and answers where the next semicolon is. */
  private int take(String value, int from) {
    int equals = from;
    while (equals < value.length() && value.charAt(equals) != '=' && value.charAt(equals) != ';') {
      equals++;
    }
    if (equals == value.length()) {
      return -1;
    }
    if (value.charAt(equals) == ';') {
      return equals;
    }
    var words = new StringBuilder();
    boolean quoted = false;
    int at = equals + 1;
    for (; at < value.length(); at++) {
      char c = value.charAt(at);
      if (c == '\\' && quoted && at + 1 < value.length()) {
        words.append(value.charAt(++at));
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ';' && !quoted) {
        break;
      } else {
        words.append(c);
      }
    }
    var name = value.substring(from, equals).strip().toLowerCase(Locale.ROOT);
    raw.putIfAbsent(name, words.toString().strip());
    return at < value.length() ? at : -1;
  }

  /** Empty when there is none of that name. */
  String value(String name) {
    var extended = raw.get(name + "*");
    if (extended != null) {
      return decoded(extended);
    }
    if (raw.containsKey(name + "*0") || raw.containsKey(name + "*0*")) {
      return joined(name);
    }
    var plain = raw.getOrDefault(name, "");
    return plain.contains("=?")
        ? DecoderUtil.decodeEncodedWords(
            ReadableText.limited(plain, DECODED_CHARS),
            DecodeMonitor.SILENT,
            StandardCharsets.ISO_8859_1)
        : plain;
  }

  private String joined(String name) {
    var bytes = new ByteArrayOutputStream();
    var charset = "";
    for (int i = 0; i < PARAMETERS_AT_MOST; i++) {
      var plain = raw.get(name + "*" + i);
      var extended = raw.get(name + "*" + i + "*");
      if (extended != null) {
        var text = extended;
        if (i == 0) {
          charset = charsetOf(extended);
          text = textOf(extended);
        }
        percentDecoded(text, bytes);
      } else if (plain != null) {
        bytes.writeBytes(plain.getBytes(StandardCharsets.UTF_8));
      } else {
        break;
      }
    }
    return ReadableText.decode(bytes.toByteArray(), 0, bytes.size(), charset);
  }

  /** As in {@code UTF-8'en'a%20b}. */
  private static String decoded(String extended) {
    var bytes = new ByteArrayOutputStream();
    percentDecoded(textOf(extended), bytes);
    return ReadableText.decode(bytes.toByteArray(), 0, bytes.size(), charsetOf(extended));
  }

  private static String charsetOf(String extended) {
    int quote = extended.indexOf('\'');
    return quote < 0 ? "" : extended.substring(0, quote);
  }

  private static String textOf(String extended) {
    int first = extended.indexOf('\'');
    int second = first < 0 ? -1 : extended.indexOf('\'', first + 1);
    return second < 0 ? extended : extended.substring(second + 1);
  }

  private static void percentDecoded(String text, ByteArrayOutputStream bytes) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%' && i + 2 < text.length() && isHex(text.charAt(i + 1), text.charAt(i + 2))) {
        bytes.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
        i += 2;
      } else if (c < 0x80) {
        bytes.write(c);
      } else {
        bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static boolean isHex(char high, char low) {
    return Character.digit(high, 16) >= 0
        && Character.digit(low, 16) >= 0
        && high < 128
        && low < 128;
  }
}
