package cadenza.messaging.adapter.email.mime;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import cadenza.messaging.domain.Attachment;
import java.io.ByteArrayOutputStream;
import java.util.Base64;

/** An attached file as a part of a mail, in Base64 whatever it is. */
final class FilePart {
  private static final byte[] CRLF = {'\r', '\n'};
  private static final Base64.Encoder MIME = Base64.getMimeEncoder(76, CRLF);

  /** A part of a parameter's value: with its name it is no longer than a line should be. */
  private static final int PIECE = 50;

  private FilePart() {}

  static void write(ByteArrayOutputStream bytes, String boundary, Attachment file) {
    var headers =
        new StringBuilder("--")
            .append(boundary)
            .append("\r\nContent-Type: ")
            .append(type(file.contentType()))
            .append("\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment");
    appendName(headers, file.name());
    bytes.writeBytes(headers.append("\r\n\r\n").toString().getBytes(US_ASCII));
    var content = file.content();
    bytes.writeBytes(MIME.encode(content == null ? new byte[0] : content));
    bytes.writeBytes(CRLF);
  }

  /** A mail or a composite may not be encoded as a whole (RFC 2046, 5.1 and 5.2.1). */
  private static String type(String contentType) {
    return contentType.startsWith("message/") || contentType.startsWith("multipart/")
        ? "application/octet-stream"
        : contentType;
  }

  /** As RFC 2231 has it, in pieces where it is long; a plain short one as everybody reads it. */
  private static void appendName(StringBuilder out, String name) {
    if (name.length() <= PIECE && name.matches("[A-Za-z0-9 !#$&+.^_`{}~-]+")) {
      out.append(";\r\n filename=\"").append(name).append('"');
      return;
    }
    var coded = new StringBuilder("UTF-8''");
    int piece = 0;
    for (byte b : name.getBytes(UTF_8)) {
      if (coded.length() >= PIECE) {
        appendPiece(out, piece++, coded);
        coded.setLength(0);
      }
      char c = (char) (b & 0xff);
      if (c < 128 && Character.isLetterOrDigit(c) || c == '.' || c == '-' || c == '_') {
        coded.append(c);
      } else {
        coded.append(String.format("%%%02X", (int) c));
      }
    }
    if (piece == 0) {
      out.append(";\r\n filename*=").append(coded);
    } else {
      appendPiece(out, piece, coded);
    }
  }

  private static void appendPiece(StringBuilder out, int number, CharSequence coded) {
    out.append(";\r\n filename*").append(number).append("*=").append(coded);
  }
}
