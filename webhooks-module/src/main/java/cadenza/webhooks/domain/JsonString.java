package cadenza.webhooks.domain;

/** Writes text as a JSON string (RFC 8259) that survives UTF-8 and every line-minded reader. */
final class JsonString {
  private static final char LINE_SEPARATOR = '\u2028';
  private static final char PARAGRAPH_SEPARATOR = '\u2029';

  private JsonString() {}

  static void append(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (mustBeEscaped(text, i)) {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }

  /** Half a surrogate pair has no form in UTF-8, so it is told as it is written in Java. */
  private static boolean mustBeEscaped(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    if (Character.isLowSurrogate(c)) {
      return i == 0 || !Character.isHighSurrogate(text.charAt(i - 1));
    }
    return c < ' ' || c == 0x7f || c == LINE_SEPARATOR || c == PARAGRAPH_SEPARATOR;
  }
}
