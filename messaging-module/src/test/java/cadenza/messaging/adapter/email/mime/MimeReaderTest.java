package cadenza.messaging.adapter.email.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cadenza.messaging.domain.InboundMail;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class MimeReaderTest {
  static InboundMail read(String mail) {
    var raw = mail.replace("\n", "\r\n").getBytes(UTF_8);
    return MimeReader.read(raw, raw.length);
  }

  @Nested
  class An_ordinary_reply {
    final InboundMail mail =
        read(
            """
            Return-Path: <buyer@example.com>
            Date: Mon, 5 Jan 2026 09:30:00 +0100
            From: =?utf-8?q?Avery_Ch=C3=A9n?= <Buyer@Example.com>
            To: "Sales, Team" <sales@cadenza.test>
            Subject: Re: =?utf-8?b?QW5nZWJvdCDigqw=?=
            Message-ID: <reply-1@example.com>
            In-Reply-To: <step-2@cadenza.test>
            References: <step-1@cadenza.test>
             <step-2@cadenza.test>
            MIME-Version: 1.0
            Content-Type: multipart/alternative; boundary="b"

            --b
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            Gern, Gr=C3=BC=C3=9Fe
            --b
            Content-Type: text/html; charset=utf-8

            <p>Gern</p>
            --b--
            """);

    @Test
    void tells_who_wrote_it_and_to_whom() {
      assertThat(mail.fromAddress()).isEqualTo("Buyer@Example.com");
      assertThat(mail.fromName()).isEqualTo("Avery Chén");
      assertThat(mail.toAddress()).isEqualTo("sales@cadenza.test");
    }

    @Test
    void is_related_to_what_it_answers_first_and_then_backwards() {
      assertThat(mail.relatedIds())
          .containsExactly("<step-2@cadenza.test>", "<step-1@cadenza.test>");
    }

    @Test
    void shows_its_text_and_keeps_its_html() {
      assertThat(mail.text()).startsWith("Gern, Grüße");
      assertThat(mail.html()).startsWith("<p>Gern</p>");
      assertThat(mail.subject()).isEqualTo("Re: Angebot €");
      assertThat(mail.date()).isEqualTo(Instant.parse("2026-01-05T08:30:00Z"));
      assertThat(mail.defect()).isNull();
    }
  }

  @Nested
  class Two_mails {
    @Test
    void are_the_same_when_only_the_server_s_own_lines_differ() {
      var inInbox = read("X-Gmail-Labels: inbox\nMessage-ID: <1@a>\nFrom: a@b.c\n\nhi");
      var inAllMail = read("X-Gmail-Labels: all\nMessage-ID: <1@a>\nFrom: a@b.c\n\nhi");

      assertThat(inInbox.identity()).isEqualTo(inAllMail.identity());
    }

    @Test
    void are_two_when_a_careless_program_gave_them_one_id() {
      var first = read("Message-ID: <1@a>\nSubject: one\nFrom: a@b.c\n\nhi");
      var second = read("Message-ID: <1@a>\nSubject: two\nFrom: a@b.c\n\nhi");

      assertThat(first.identity()).isNotEqualTo(second.identity());
    }

    @Test
    void without_any_id_are_told_by_what_they_say() {
      assertThat(read("From: a@b.c\n\nyes").identity())
          .isNotEqualTo(read("From: a@b.c\n\nno").identity());
    }
  }

  @Nested
  class A_broken_mail {
    @Test
    void without_a_header_is_named_so() {
      assertThat(read("\n\nwhat is this").defect()).isNotNull();
      assertThat(read("").defect()).isNotNull();
    }

    @Test
    void keeps_its_header_when_its_boundary_is_missing() {
      var mail =
          read("From: a@b.c\nIn-Reply-To: <1@x>\nContent-Type: multipart/mixed\n\n--x\n\nhello");

      assertThat(mail.inReplyTo()).containsExactly("<1@x>");
      assertThat(mail.fromAddress()).isEqualTo("a@b.c");
    }

    @Test
    void with_eight_bit_headers_is_read_as_it_was_meant() {
      var raw = "From: J\u00fcrgen <j@b.c>\r\nSubject: gr\u00fcn\r\n\r\nx".getBytes(ISO_8859_1);

      assertThat(MimeReader.read(raw, raw.length).subject()).isEqualTo("grün");
      assertThat(read("From: a@b.c\nSubject: grün\n\nx").subject()).isEqualTo("grün");
    }

    @Test
    void with_a_charset_nobody_knows_is_guessed() {
      var mail =
          read(
              "From: a@b.c\nSubject: =?x-unknown?q?hi?=\n"
                  + "Content-Type: text/plain; charset=x-unknown\n\ngrün");

      assertThat(mail.text()).isEqualTo("grün");
    }

    @Test
    void loses_its_nuls_and_nothing_else() {
      var mail = read("From: a@b.c\nSubject: a\u0000b\n\nc\u0000d");

      assertThat(mail.subject()).isEqualTo("ab");
      assertThat(mail.text()).isEqualTo("cd");
    }

    @Test
    void with_five_thousand_nested_parts_is_left_in_time() {
      var raw = new StringBuilder("From: a@b.c\nIn-Reply-To: <1@x>\n");
      for (int i = 0; i < 5000; i++) {
        raw.append("Content-Type: multipart/mixed; boundary=b").append(i).append("\n\n--b");
        raw.append(i).append('\n');
      }

      var mail = read(raw.toString());

      assertThat(mail.defect()).isNotNull();
      assertThat(mail.inReplyTo()).containsExactly("<1@x>");
    }

    @Test
    void with_two_million_lines_is_read_in_time() {
      var mail = read("From: a@b.c\n\n" + "x\n".repeat(2_000_000));

      assertThat(mail.text()).hasSizeLessThanOrEqualTo(1024 * 1024);
    }

    @Test
    void made_of_header_fields_alone_is_left_in_time() {
      assertThat(read("From: a@b.c\n" + "a: b\n".repeat(1_000_000)).defect()).isNotNull();
      assertThat(read("Subject: " + "=?".repeat(2_000_000) + "\nFrom: a@b.c\n\nx")).isNotNull();
      assertThat(read("From: " + "<".repeat(5_000_000) + "\n\nx")).isNotNull();
      assertThat(read("References: " + "<a".repeat(400_000) + "\n\nx").references()).isEmpty();
    }

    @Test
    void made_of_a_hundred_thousand_empty_parts_is_left_in_time() {
      var mail =
          read(
              "From: a@b.c\nContent-Type: multipart/mixed; boundary=b\n\n"
                  + "--b\n\n".repeat(100_000));

      assertThat(mail.defect()).isNotNull();
    }

    @Test
    void larger_than_what_is_read_says_so_and_is_judged_by_its_beginning() {
      var raw = new ByteArrayOutputStream();
      raw.writeBytes("From: a@b.c\r\nIn-Reply-To: <1@x>\r\n\r\nhello".getBytes(UTF_8));

      var mail = MimeReader.read(raw.toByteArray(), 50_000_000);

      assertThat(mail.defect()).contains("50000000");
      assertThat(mail.inReplyTo()).containsExactly("<1@x>");
    }
  }

  @Nested
  class A_from_line {
    @Test
    void may_be_written_in_every_way() {
      assertThat(MailboxText.parse("a@b.c")).isEqualTo(new MailboxText("", "a@b.c"));
      assertThat(MailboxText.parse("<a@b.c>").address()).isEqualTo("a@b.c");
      assertThat(MailboxText.parse("A, B <a@b.c>").address()).isEqualTo("a@b.c");
      assertThat(MailboxText.parse("\"x@y.z\" <a@b.c>").address()).isEqualTo("a@b.c");
      assertThat(MailboxText.parse("a@b.c (Avery <x@y.z>)").address()).isEqualTo("a@b.c");
      assertThat(MailboxText.parse("a@b.c, d@e.f").address()).isEqualTo("a@b.c");
      assertThat(MailboxText.parse("Team: a@b.c;").address()).isEqualTo("a@b.c");
      assertThat(MailboxText.parse("nobody").address()).isEmpty();
      assertThat(MailboxText.parse("\"open <a@b.c>").address()).isEqualTo("a@b.c");
    }
  }

  @Test
  void reading_takes_a_bounded_time_whatever_the_mail() {
    var threads = ManagementFactory.getThreadMXBean();
    var began = threads.getCurrentThreadCpuTime();
    read(
        "Content-Type: multipart/mixed; boundary=\""
            + "b".repeat(5000)
            + "\"\n\n"
            + "-\n".repeat(9));
    assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - began))
        .isLessThan(Duration.ofSeconds(5));
  }
}
