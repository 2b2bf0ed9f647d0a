package cadenza.messaging.adapter.email.mime;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/** A text as the body of one part: lines end in CRLF, none is longer than 76 characters. */
final class BodyText {
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();
  private static final Base64.Encoder MIME = Base64.getMimeEncoder(76, new byte[] {'\r', '\n'});

  private final byte[] bytes;
  private final boolean mostlyPlain;

  private BodyText(byte[] bytes, boolean mostlyPlain) {
    this.bytes = bytes;
    this.mostlyPlain = mostlyPlain;
  }

  /** Line ends of every kind become CRLF; NUL, which no mail may carry, is dropped. */
  static BodyText of(String text) {
    var lines = new StringBuilder(text.length() + 64);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\r') {
        lines.append("\r\n");
        if (i + 1 < text.length() && text.charAt(i + 1) == '\n') {
          i++;
        }
      } else if (c == '\n') {
        lines.append("\r\n");
      } else if (c != 0) {
        lines.append(c);
      }
    }
    var bytes = lines.toString().getBytes(UTF_8);
    int beyondAscii = 0;
    for (byte b : bytes) {
      if (b < 0) {
        beyondAscii++;
      }
    }
    return new BodyText(bytes, beyondAscii * 4 <= bytes.length);
  }

  String encoding() {
    return mostlyPlain ? "quoted-printable" : "base64";
  }

  void appendTo(StringBuilder out) {
    if (mostlyPlain) {
      appendQuotedPrintable(out);
    } else {
      out.append(MIME.encodeToString(bytes));
    }
    out.append("\r\n");
  }

  private void appendQuotedPrintable(StringBuilder out) {
    int column = 0;
    for (int i = 0; i < bytes.length; i++) {
      int b = bytes[i] & 0xff;
      if (b == '\r') {
        out.append("\r\n");
        i++;
        column = 0;
        continue;
      }
      boolean literal = isLiteral(b, i, column);
      if (column + (literal ? 1 : 3) > 75) {
        out.append("=\r\n");
        column = 0;
        literal = isLiteral(b, i, column);
      }
      if (literal) {
        out.append((char) b);
        column++;
      } else {
        out.append('=').append(HEX[b >> 4]).append(HEX[b & 15]);
        column += 3;
      }
    }
  }

  /** Blanks before a line end would be lost, and a leading dot or From would tempt a relay. */
  private boolean isLiteral(int b, int at, int column) {
    if (b == ' ' || b == '\t') {
      return at + 1 < bytes.length && bytes[at + 1] != '\r';
    }
    if (column == 0 && (b == '.' || b == 'F')) {
      return false;
    }
    return b > ' ' && b <= '~' && b != '=';
  }
}
