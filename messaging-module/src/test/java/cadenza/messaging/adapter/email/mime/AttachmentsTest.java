package cadenza.messaging.adapter.email.mime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import cadenza.messaging.domain.Attachment;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files that come with a mail, under the names that people gave them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AttachmentsTest {
  private static final String START =
      "From: a@b.example\nSubject: files\nContent-Type: multipart/mixed; boundary=b\n\n"
          + "--b\nContent-Type: text/plain\n\nSee the files.\n";

  private static String file(String header, String content) {
    return "--b\n" + header + "\n\n" + content + "\n";
  }

  @Test
  void are_taken_with_their_names_types_and_bytes() {
    var mail =
        MimeReaderTest.read(
            START
                + file(
                    "Content-Type: application/pdf; name=offer.pdf\n"
                        + "Content-Disposition: attachment; filename=offer.pdf\n"
                        + "Content-Transfer-Encoding: base64",
                    "JVBERi0x")
                + file(
                    "Content-Type: image/png\nContent-ID: <logo@b.example>\n"
                        + "Content-Disposition: inline; filename=logo.png",
                    "png")
                + file("Content-Type: text/csv", "a,b")
                + "--b--\n");

    assertThat(mail.text()).startsWith("See the files.");
    assertThat(mail.attachments())
        .extracting(
            Attachment::name,
            Attachment::contentType,
            Attachment::isInline,
            Attachment::contentId,
            Attachment::size)
        .containsExactly(
            tuple("offer.pdf", "application/pdf", false, null, 6L),
            tuple("logo.png", "image/png", true, "logo@b.example", 3L),
            tuple("attachment", "text/csv", false, null, 3L));
    assertThat(mail.attachments().get(0).content()).isEqualTo("%PDF-1".getBytes(UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      delimiter = '!',
      value = {
        "filename=plain.pdf ! plain.pdf",
        "filename=\"with; semi.pdf\" ! with; semi.pdf",
        "filename=\"a\\\"b.pdf\" ! a\"b.pdf",
        "filename*=UTF-8''Angebot%20%E2%82%AC.pdf ! Angebot €.pdf",
        "filename*=iso-8859-1'de'Gr%FC%DFe.pdf ! Grüße.pdf",
        "filename*0*=UTF-8''%E2%82; filename*1*=%AC-1; filename*2=.pdf ! €-1.pdf",
        "filename=\"=?utf-8?q?Gr=C3=BC=C3=9Fe=2Epdf?=\" ! Grüße.pdf",
        "filename=\"../../etc/passwd\" ! passwd",
        "filename=\"C:\\\\Users\\\\a.doc\" ! a.doc",
        "filename*=UTF-8''invoice%E2%80%AEfdp.exe ! invoicefdp.exe",
        "filename*=UTF-8''a%0D%0ASet-Cookie:%20b ! aSet-Cookie: b",
        "filename=.. ! attachment",
        "filename*=nonsense ! nonsense",
        "filename*=UTF-8''%ZZ%e ! %ZZ%e",
        "x ! attachment",
      })
  void have_the_name_that_was_meant_and_nothing_that_harms(String parameters, String name) {
    var mail =
        MimeReaderTest.read(
            START
                + file(
                    "Content-Type: application/octet-stream\nContent-Disposition: attachment; "
                        + parameters,
                    "x")
                + "--b--\n");

    assertThat(mail.attachments()).extracting(Attachment::name).containsExactly(name);
  }

  @Test
  void a_mail_that_was_attached_is_a_file_and_is_known_as_what_is_returned() {
    var mail =
        MimeReaderTest.read(
            START
                + file(
                    "Content-Type: message/rfc822",
                    "Message-ID: <inner@b.example>\nSubject: inner\nContent-Type: multipart/mixed;"
                        + " boundary=c\n\n--c\nContent-Type: application/pdf\n\nx\n--c--")
                + file("Content-Type: application/pdf; name=after.pdf", "y")
                + "--b--\n");

    assertThat(mail.attachments())
        .extracting(Attachment::name)
        .containsExactly("message.eml", "after.pdf");
    assertThat(new String(mail.attachments().get(0).content(), UTF_8)).contains("Subject: inner");
    assertThat(mail.returnedField("Message-ID")).contains("<inner@b.example>");
  }

  @Test
  void what_was_not_read_to_its_end_is_named_and_not_kept() {
    var whole =
        START
            + file("Content-Type: application/pdf; name=one.pdf", "first")
            + file("Content-Type: application/pdf; name=two.pdf", "second");
    var raw = whole.replace("\n", "\r\n").getBytes(UTF_8);

    var mail = MimeReader.read(raw, raw.length + 1_000_000L);

    assertThat(mail.attachments())
        .extracting(Attachment::name, Attachment::size)
        .containsExactly(tuple("one.pdf", 5L), tuple("two.pdf", null));
    assertThat(mail.attachments().get(1).content()).isNull();
  }

  @Test
  void of_very_many_the_first_hundred_are_named() {
    var mail =
        MimeReaderTest.read(START + file("Content-Type: image/gif", "x").repeat(500) + "--b--\n");

    assertThat(mail.attachments()).hasSize(100);
  }

  @Test
  void an_invitation_is_a_file_when_it_has_a_name() {
    var mail =
        MimeReaderTest.read(
            START
                + file(
                    "Content-Type: text/calendar; method=REQUEST; name=invite.ics",
                    "BEGIN:VCALENDAR\nMETHOD:REQUEST\nEND:VCALENDAR")
                + "--b--\n");

    assertThat(mail.calendarMethod()).isEqualTo("request");
    assertThat(mail.attachments()).extracting(Attachment::name).containsExactly("invite.ics");
  }
}
