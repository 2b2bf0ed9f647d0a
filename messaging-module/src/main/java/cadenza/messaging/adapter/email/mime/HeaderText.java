package cadenza.messaging.adapter.email.mime;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/**
 * Free text in a header: printed as it is when it is plain, else in encoded words (RFC 2047) of at
 * most 75 characters that never split a character. No input can end the line it stands in.
 */
final class HeaderText {
  private static final int LINE = 76;
  private static final String WORD_START = "=?UTF-8?B?";
  private static final String WORD_END = "?=";

  private HeaderText() {}

  /** Control characters and line separators become spaces, broken surrogates the usual sign. */
  static String clean(String text) {
    StringBuilder cleaned = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char good = c;
      if (c < ' ' || (c >= 0x7f && c < 0xa0) || c == '\u2028' || c == '\u2029') {
        good = ' ';
      } else if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        if (cleaned != null) {
          cleaned.append(c).append(text.charAt(i + 1));
        }
        i++;
        continue;
      } else if (Character.isSurrogate(c)) {
        good = '\ufffd';
      }
      if (good != c && cleaned == null) {
        cleaned = new StringBuilder(text.length()).append(text, 0, i);
      }
      if (cleaned != null) {
        cleaned.append(good);
      }
    }
    return cleaned == null ? text : cleaned.toString();
  }

  /** Appends an unstructured value behind a name of {@code column} characters. */
  static void appendText(StringBuilder out, String text, int column) {
    var clean = clean(text);
    if (isPlain(clean)) {
      appendFolded(out, clean, column);
    } else {
      appendWords(out, clean, column);
    }
  }

  /** Appends a display name and returns the column behind it. */
  static int appendPhrase(StringBuilder out, String name, int column) {
    var clean = clean(name);
    if (clean.length() <= 50 && isAscii(clean) && !clean.contains("=?")) {
      int start = out.length();
      out.append('"');
      for (int i = 0; i < clean.length(); i++) {
        char c = clean.charAt(i);
        if (c == '"' || c == '\\') {
          out.append('\\');
        }
        out.append(c);
      }
      out.append('"');
      return column + out.length() - start;
    }
    appendWords(out, clean, column);
    return LINE;
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  /** Plain: ASCII, no look-alike of an encoded word, only single spaces, no very long word. */
  private static boolean isPlain(String text) {
    int wordLength = 0;
    char before = ' ';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > '~' || (c == ' ' && before == ' ') || (c == '?' && before == '=')) {
        return false;
      }
      wordLength = c == ' ' ? 0 : wordLength + 1;
      if (wordLength > 60) {
        return false;
      }
      before = c;
    }
    return before != ' ' || text.isEmpty();
  }

  private static void appendFolded(StringBuilder out, String text, int column) {
    int at = column;
    int from = 0;
    while (from < text.length()) {
      int space = text.indexOf(' ', from);
      int to = space < 0 ? text.length() : space;
      if (from > 0) {
        if (at + 1 + to - from > LINE) {
          out.append("\r\n");
          at = 0;
        }
        out.append(' ');
        at++;
      }
      out.append(text, from, to);
      at += to - from;
      from = to + 1;
    }
  }

  private static void appendWords(StringBuilder out, String text, int column) {
    int at = column;
    int from = 0;
    while (from < text.length()) {
      int room = (LINE - at - WORD_START.length() - WORD_END.length()) / 4 * 3;
      int to = from;
      int bytes = 0;
      while (to < text.length()) {
        int point = text.codePointAt(to);
        int size = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
        if (bytes + size > room) {
          break;
        }
        bytes += size;
        to += Character.charCount(point);
      }
      if (to > from) {
        out.append(WORD_START)
            .append(Base64.getEncoder().encodeToString(text.substring(from, to).getBytes(UTF_8)))
            .append(WORD_END);
      }
      if (to < text.length()) {
        out.append("\r\n ");
        at = 1;
      }
      from = to;
    }
  }
}
