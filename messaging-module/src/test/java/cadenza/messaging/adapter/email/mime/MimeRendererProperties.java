package cadenza.messaging.adapter.email.mime;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cadenza.messaging.application.KeepBlob;
import cadenza.messaging.domain.Attachment;
import jakarta.mail.Address;
import jakarta.mail.Header;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import org.jspecify.annotations.Nullable;

/** Whatever is said comes back the same from a parser that is not ours, in one clean message. */
@Tag("mime")
class MimeRendererProperties {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final Session SESSION = Session.getInstance(new Properties());

  @Property(tries = 300)
  void the_subject_comes_back(@ForAll("texts") String subject) throws Exception {
    var bytes = MimeRenderer.render(mail("Ann", "Bo", subject, "Hi", null));

    assertThat(read(bytes).getSubject()).isEqualTo(HeaderText.clean(subject));
    assertOneCleanMessage(bytes);
  }

  @Property(tries = 300)
  void names_come_back(@ForAll("texts") String from, @ForAll("texts") String to) throws Exception {
    var bytes = MimeRenderer.render(mail(from, to, "Hello", "Hi", null));
    var parsed = read(bytes);

    assertThat(name(parsed.getFrom()[0])).isEqualTo(expectedName(from));
    assertThat(parsed.getRecipients(RecipientType.TO)).hasSize(1);
    assertThat(name(parsed.getRecipients(RecipientType.TO)[0])).isEqualTo(expectedName(to));
    assertThat(((InternetAddress) parsed.getRecipients(RecipientType.TO)[0]).getAddress())
        .isEqualTo("bo@example.com");
    assertOneCleanMessage(bytes);
  }

  @Property(tries = 300)
  void the_text_comes_back(@ForAll("texts") String text) throws Exception {
    var bytes = MimeRenderer.render(mail("Ann", "Bo", "Hello", text, null));

    assertThat(withLineEnds((String) read(bytes).getContent()).stripTrailing())
        .isEqualTo(withLineEnds(text.isBlank() ? "-" : text).stripTrailing());
    assertOneCleanMessage(bytes);
  }

  @Property(tries = 200)
  void text_goes_first_and_html_last(@ForAll("texts") String text, @ForAll("texts") String html)
      throws Exception {
    var bytes = MimeRenderer.render(mail("Ann", "Bo", "Hello", "x" + text, "<p>" + html + "</p>"));
    var parts = (Multipart) read(bytes).getContent();

    assertThat(read(bytes).isMimeType("multipart/alternative")).isTrue();
    assertThat(parts.getCount()).isEqualTo(2);
    assertPart(parts.getBodyPart(0), "text/plain", "x" + text);
    assertPart(parts.getBodyPart(1), "text/html", "<p>" + html + "</p>");
    assertOneCleanMessage(bytes);
  }

  @Property(tries = 200)
  void files_come_back_with_their_names(
      @ForAll("texts") String name, @ForAll byte[] content, @ForAll boolean withHtml)
      throws Exception {
    var named = name.isEmpty() ? "offer.pdf" : name;
    Assume.that(KeepBlob.isName(named) && named.equals(named.strip()));
    var bytes =
        MimeRenderer.render(
            withFiles(
                withHtml ? "<p>Hi</p>" : null,
                Attachment.of(named, "application/pdf", false, null, content),
                Attachment.of("offer.eml", "message/rfc822", false, null, content)));
    var parts = (Multipart) read(bytes).getContent();

    assertThat(read(bytes).isMimeType("multipart/mixed")).isTrue();
    assertThat(parts.getCount()).isEqualTo(3);
    assertThat(parts.getBodyPart(0).isMimeType(withHtml ? "multipart/alternative" : "text/plain"))
        .isTrue();
    assertThat(parts.getBodyPart(1).isMimeType("application/pdf")).isTrue();
    assertThat(parts.getBodyPart(1).getFileName()).isEqualTo(named);
    assertThat(parts.getBodyPart(1).getInputStream().readAllBytes()).isEqualTo(content);
    assertThat(parts.getBodyPart(2).isMimeType("application/octet-stream")).isTrue();
    assertOneCleanMessage(bytes);
  }

  private static Mail withFiles(@Nullable String html, Attachment... files) {
    return new Mail(
        "<token@example.com>",
        NOON,
        "ann@example.com",
        "Ann",
        "bo@example.com",
        "Bo",
        "Hello",
        "Hi",
        html,
        null,
        null,
        null,
        null,
        List.of(),
        List.of(files));
  }

  private static void assertPart(Part part, String type, String text)
      throws MessagingException, IOException {
    assertThat(part.isMimeType(type)).isTrue();
    assertThat(withLineEnds((String) part.getContent()).stripTrailing())
        .isEqualTo(withLineEnds(text).stripTrailing());
  }

  @Example
  void a_follow_up_names_what_it_answers() throws Exception {
    var parsed = read(MimeRenderer.render(answering("<b@x>", "<a@x> <b@x>")));

    assertThat(parsed.getHeader("In-Reply-To")).containsExactly("<b@x>");
    assertThat(parsed.getHeader("References", null).split("\\s+"))
        .containsExactly("<a@x>", "<b@x>");
  }

  @Example
  void long_references_keep_the_first_and_the_last() throws Exception {
    var all = IntStream.range(0, 100).mapToObj(i -> "<" + i + "-0123456789@example.com>").toList();
    var bytes = MimeRenderer.render(answering(all.get(99), String.join(" ", all)));
    var kept = List.of(read(bytes).getHeader("References", null).split("\\s+"));

    assertThat(kept).startsWith(all.get(0)).endsWith(all.get(99)).hasSizeLessThan(40);
    assertThat(String.join(" ", kept)).hasSizeLessThan(998);
    assertOneCleanMessage(bytes);
  }

  @Example
  void a_foreign_id_cannot_add_a_header() throws Exception {
    var bytes = MimeRenderer.render(answering("<a@x>\r\nBcc: eve@example.com", "<a@x>\r\n\r\nHi"));

    assertThat(read(bytes).getHeader("Bcc")).isNull();
    assertOneCleanMessage(bytes);
  }

  @Example
  void lines_of_dots_come_back() throws Exception {
    var text = ".\n..\n.\r\n.\r...";
    var bytes = MimeRenderer.render(mail("Ann", "Bo", "Hello", text, null));

    assertThat(new String(bytes, US_ASCII).lines().filter(line -> line.startsWith("."))).isEmpty();
    assertThat(withLineEnds((String) read(bytes).getContent()))
        .isEqualTo(withLineEnds(text) + "\n");
  }

  /** One of each header, no header that was not asked for, ASCII, CRLF, no long line. */
  private static void assertOneCleanMessage(byte[] bytes) throws MessagingException {
    var text = new String(bytes, US_ASCII);
    for (int i = 0; i < bytes.length; i++) {
      assertThat(bytes[i] > 0).as("ASCII without NUL").isTrue();
      if (bytes[i] == '\n') {
        assertThat(bytes[i - 1]).isEqualTo((byte) '\r');
      } else if (bytes[i] == '\r') {
        assertThat(bytes[i + 1]).isEqualTo((byte) '\n');
      }
    }
    text.lines().forEach(line -> assertThat(line.length()).isLessThanOrEqualTo(998));
    var names =
        Collections.list(read(bytes).getAllHeaders()).stream()
            .map(Header::getName)
            .collect(Collectors.toList());
    assertThat(names)
        .doesNotHaveDuplicates()
        .contains("Date", "From", "To", "Subject", "Message-ID", "MIME-Version", "Content-Type")
        .isSubsetOf(
            "Date",
            "From",
            "To",
            "Subject",
            "Message-ID",
            "In-Reply-To",
            "References",
            "MIME-Version",
            "Content-Type",
            "Content-Transfer-Encoding");
    var encoded = Pattern.compile("=\\?UTF-8\\?B\\?[^?]*\\?=").matcher(text);
    while (encoded.find()) {
      assertThat(encoded.group().length()).isLessThanOrEqualTo(75);
    }
  }

  @Provide
  Arbitrary<String> texts() {
    var nasty =
        Arbitraries.of(
            "\r\nBcc: eve@example.com",
            "\n\n.\n",
            "\u760d\u760aBcc: eve@example.com",
            "\u2028x\u2029",
            "=?UTF-8?B?aGk=?=",
            "=?utf-8?q?=0D=0ABcc:_x?=",
            "%0d%0aBcc: x",
            "\"quoted\\\"",
            "<a@b.c>, d@e.f",
            "\ud83d\ude80\ud83d\udc69\u200d\ud83d\udcbb",
            "\u05e9\u05dc\u05d5\u05dd",
            "a\u0301\u0302",
            "  two  spaces ",
            "x".repeat(300),
            "word ".repeat(60) + "end",
            "\u00fc".repeat(120));
    var any = Arbitraries.strings().all().ofMaxLength(120);
    var ascii = Arbitraries.strings().ascii().ofMaxLength(200);
    return Arbitraries.oneOf(nasty, any, ascii, any.flatMap(a -> nasty.map(n -> a + n + a)))
        .map(text -> text.replace("\0", ""));
  }

  private static Mail mail(
      String from, String to, String subject, String text, @Nullable String html) {
    return new Mail(
        "<token@example.com>",
        NOON,
        "ann@example.com",
        from,
        "bo@example.com",
        to,
        subject,
        text,
        html,
        null,
        null,
        null);
  }

  private static Mail answering(String inReplyTo, String references) {
    return new Mail(
        "<token@example.com>",
        NOON,
        "ann@example.com",
        "",
        "bo@example.com",
        "",
        "Re: Hello",
        "Hi",
        null,
        inReplyTo,
        references,
        null);
  }

  private static MimeMessage read(byte[] bytes) throws MessagingException {
    return new MimeMessage(SESSION, new ByteArrayInputStream(bytes));
  }

  private static String name(Address address) {
    var personal = ((InternetAddress) address).getPersonal();
    return personal == null ? "" : personal;
  }

  private static String expectedName(String name) {
    return HeaderText.clean(name).strip();
  }

  /** A broken surrogate cannot be written in UTF-8; Java writes a question mark for it. */
  private static String withLineEnds(String text) {
    return new String(text.getBytes(UTF_8), UTF_8).replace("\r\n", "\n").replace('\r', '\n');
  }
}
