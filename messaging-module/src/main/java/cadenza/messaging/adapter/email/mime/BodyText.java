package cadenza.messaging.adapter.email.mime;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;

/**
 * A text as the body of one part: lines end in CRLF, none is longer than 76 characters. It works on
 * bytes from end to end, because a step does hardly anything else as often.
 */
final class BodyText {
  private static final byte[] HEX = "0123456789ABCDEF".getBytes(UTF_8);
  private static final byte[] CRLF = {'\r', '\n'};
  private static final Base64.Encoder MIME = Base64.getMimeEncoder(76, CRLF);
  private static final int LINE_AT_MOST = 75;

  private final byte[] lines;
  private final boolean mostlyPlain;

  private BodyText(byte[] lines) {
    this.lines = lines;
    int beyondAscii = 0;
    for (byte b : lines) {
      beyondAscii -= b >> 7;
    }
    this.mostlyPlain = beyondAscii * 4 <= lines.length;
  }

  /** Line ends of every kind become CRLF; NUL, which no mail may carry, is dropped. */
  static BodyText of(String text) {
    var raw = text.getBytes(UTF_8);
    var lines = new byte[raw.length * 2];
    int length = 0;
    for (int i = 0; i < raw.length; i++) {
      byte b = raw[i];
      if (b == '\r' || b == '\n') {
        lines[length++] = '\r';
        lines[length++] = '\n';
        if (b == '\r' && i + 1 < raw.length && raw[i + 1] == '\n') {
          i++;
        }
      } else if (b != 0) {
        lines[length++] = b;
      }
    }
    return new BodyText(Arrays.copyOf(lines, length));
  }

  String encoding() {
    return mostlyPlain ? "quoted-printable" : "base64";
  }

  void writeTo(ByteArrayOutputStream out) {
    if (mostlyPlain) {
      writeQuotedPrintable(out);
    } else {
      out.writeBytes(MIME.encode(lines));
    }
    out.writeBytes(CRLF);
  }

  private void writeQuotedPrintable(ByteArrayOutputStream out) {
    // At most three for each byte, and three more for each line that is broken.
    var coded = new byte[lines.length * 3 + lines.length / 8 + 3];
    int length = 0;
    int column = 0;
    for (int i = 0; i < lines.length; i++) {
      int b = lines[i] & 0xff;
      if (b == '\r') {
        coded[length++] = '\r';
        coded[length++] = '\n';
        i++;
        column = 0;
        continue;
      }
      boolean literal = isLiteral(b, i, column);
      if (column + (literal ? 1 : 3) > LINE_AT_MOST) {
        coded[length++] = '=';
        coded[length++] = '\r';
        coded[length++] = '\n';
        column = 0;
        literal = isLiteral(b, i, column);
      }
      if (literal) {
        coded[length++] = (byte) b;
        column++;
      } else {
        coded[length++] = '=';
        coded[length++] = HEX[b >> 4];
        coded[length++] = HEX[b & 15];
        column += 3;
      }
    }
    out.write(coded, 0, length);
  }

  /** Blanks before a line end would be lost, and a leading dot or From would tempt a relay. */
  private boolean isLiteral(int b, int at, int column) {
    if (b == ' ' || b == '\t') {
      return at + 1 < lines.length && lines[at + 1] != '\r';
    }
    if (column == 0 && (b == '.' || b == 'F')) {
      return false;
    }
    return b > ' ' && b <= '~' && b != '=';
  }
}
