package cadenza.messaging.adapter.email.mime;

import static java.nio.charset.StandardCharsets.UTF_8;

import cadenza.messaging.domain.MailAddress;
import java.io.ByteArrayOutputStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Renders a mail to the bytes that go on the wire, headers and body, lines ended by CRLF. We do it
 * ourselves because building the same with a mail library costs more than everything else that a
 * step does.
 */
public final class MimeRenderer {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss +0000", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final int REFERENCES_ROOM = 900;

  private MimeRenderer() {}

  /**
   * @throws IllegalArgumentException when an address is none; see {@link MailAddress}
   */
  public static byte[] render(Mail mail) {
    var out = new StringBuilder(1500);
    out.append("Date: ").append(DATE.format(mail.date()));
    appendMailbox(out.append("\r\nFrom: "), 6, mail.fromName(), mail.fromAddress());
    appendMailbox(out.append("\r\nTo: "), 4, mail.toName(), mail.toAddress());
    appendAddresses(out, "Cc", mail.cc());
    appendAddresses(out, "Reply-To", mail.replyTo() == null ? List.of() : List.of(mail.replyTo()));
    HeaderText.appendText(out.append("\r\nSubject: "), mail.subject(), 9);
    out.append("\r\nMessage-ID: ").append(oneId(mail.messageId()));
    if (mail.inReplyTo() != null && !mail.inReplyTo().isBlank()) {
      out.append("\r\nIn-Reply-To: ").append(oneId(mail.inReplyTo()));
      appendReferences(out, mail.references() == null ? mail.inReplyTo() : mail.references());
    }
    if (mail.wayOut() != null) {
      appendWayOut(out, mail.wayOut());
    }
    out.append("\r\nMIME-Version: 1.0\r\n");
    var bytes = new ByteArrayOutputStream(4096);
    writeBody(bytes, out, mail);
    return bytes.toByteArray();
  }

  private static void appendMailbox(StringBuilder out, int column, String name, String address) {
    var plain = plain(address);
    var printable = HeaderText.clean(name).strip();
    if (printable.isEmpty()) {
      out.append(plain);
      return;
    }
    int at = HeaderText.appendPhrase(out, printable, column);
    out.append(at + plain.length() + 3 > 76 ? "\r\n <" : " <").append(plain).append('>');
  }

  /** One a line. */
  private static void appendAddresses(StringBuilder out, String field, List<String> addresses) {
    var before = "\r\n" + field + ": ";
    for (var address : addresses) {
      out.append(before).append(plain(address));
      before = ",\r\n ";
    }
  }

  private static String plain(String address) {
    return MailAddress.writable(address)
        .orElseThrow(() -> new IllegalArgumentException("not an address for mail"));
  }

  /** What acts at once comes first; RFC 8058 has exactly one such address. */
  private static void appendWayOut(StringBuilder out, Mail.WayOut wayOut) {
    out.append("\r\nList-Unsubscribe: <");
    if (wayOut.link() != null) {
      out.append(oneId(wayOut.link())).append(">,\r\n <");
    }
    out.append(oneId(wayOut.mailto())).append('>');
    if (wayOut.link() != null) {
      out.append("\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click");
    }
  }

  /** An id from a foreign mail may hold anything; what could end the header is taken out. */
  private static String oneId(String id) {
    var plain = new StringBuilder(id.length());
    for (int i = 0; i < id.length() && plain.length() < 900; i++) {
      char c = id.charAt(i);
      if (c > ' ' && c <= '~') {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  /** Oldest first; when they do not fit, the first and as many of the last as fit are kept. */
  private static void appendReferences(StringBuilder out, String references) {
    var ids = references.strip().split("\\s+");
    int keepFrom = ids.length;
    int room = REFERENCES_ROOM - ids[0].length();
    while (keepFrom > 1 && room - ids[keepFrom - 1].length() - 1 >= 0) {
      keepFrom--;
      room -= ids[keepFrom].length() + 1;
    }
    out.append("\r\nReferences: ").append(oneId(ids[0]));
    for (int i = Math.max(1, keepFrom); i < ids.length; i++) {
      var id = oneId(ids[i]);
      if (!id.isEmpty()) {
        out.append("\r\n ").append(id);
      }
    }
  }

  private static void writeBody(ByteArrayOutputStream bytes, StringBuilder headers, Mail mail) {
    if (mail.files().isEmpty()) {
      writeWords(bytes, headers, mail);
      return;
    }
    var boundary = boundary(mail, "_files");
    headers
        .append("Content-Type: multipart/mixed;\r\n boundary=\"")
        .append(boundary)
        .append("\"\r\n\r\n--")
        .append(boundary)
        .append("\r\n");
    writeWords(bytes, headers, mail);
    for (var file : mail.files()) {
      FilePart.write(bytes, boundary, file);
    }
    bytes.writeBytes(("--" + boundary + "--\r\n").getBytes(UTF_8));
  }

  /** No line of an encoded part can be this one: it holds =_, which quoted-printable never does. */
  private static String boundary(Mail mail, String of) {
    return "=_" + Integer.toHexString(mail.messageId().hashCode()) + "_cadenza" + of;
  }

  private static void writeWords(ByteArrayOutputStream bytes, StringBuilder headers, Mail mail) {
    var text = textOf(mail);
    if (mail.html() == null) {
      writePart(bytes, headers, "plain", text);
      return;
    }
    var boundary = boundary(mail, "");
    headers
        .append("Content-Type: multipart/alternative;\r\n boundary=\"")
        .append(boundary)
        .append("\"\r\n\r\n--")
        .append(boundary)
        .append("\r\n");
    writePart(bytes, headers, "plain", text);
    writePart(bytes, new StringBuilder("--").append(boundary).append("\r\n"), "html", mail.html());
    bytes.writeBytes(("--" + boundary + "--\r\n").getBytes(UTF_8));
  }

  /** A part without any text would look like spam; the markup's own words stand in. */
  private static String textOf(Mail mail) {
    if (mail.text() != null && !mail.text().isBlank()) {
      return mail.text();
    }
    var words = mail.html() == null ? "" : HtmlWords.of(mail.html());
    return words.isBlank() ? "-" : words;
  }

  private static void writePart(
      ByteArrayOutputStream bytes, StringBuilder before, String subtype, String text) {
    var body = BodyText.of(text);
    before
        .append("Content-Type: text/")
        .append(subtype)
        .append("; charset=utf-8\r\nContent-Transfer-Encoding: ")
        .append(body.encoding())
        .append("\r\n\r\n");
    // Beyond ASCII only in an address that needs SMTPUTF8.
    bytes.writeBytes(before.toString().getBytes(UTF_8));
    body.writeTo(bytes);
  }
}
