package cadenza.messaging.adapter.email.mime;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Text out of bytes that claim anything, fit for PostgreSQL. */
final class ReadableText {
  private ReadableText() {}

  /** What claims no charset, or one nobody knows, is UTF-8 when it can be, and else Windows'. */
  static String decode(byte[] bytes, int from, int length, @Nullable String charset) {
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
  static String clean(String value) {
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

  static String limited(String value, int chars) {
    return value.length() <= chars ? value : clean(value.substring(0, chars));
  }
}
