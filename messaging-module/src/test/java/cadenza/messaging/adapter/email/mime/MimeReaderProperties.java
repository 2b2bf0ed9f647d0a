package cadenza.messaging.adapter.email.mime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cadenza.messaging.domain.InboundMail;
import cadenza.messaging.domain.InboundRules;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Mail comes from strangers: whatever they send is read, judged and stored, never thrown at. */
class MimeReaderProperties {
  static final String MAIL =
      """
      Return-Path: <>
      From: "Mail Delivery System" <MAILER-DAEMON@example.com>
      To: sales@cadenza.test
      Subject: =?utf-8?q?Undelivered_Mail?= Returned to Sender
      Message-ID: <dsn-1@example.com>
      References: <a@b> <c@d>
      MIME-Version: 1.0
      Content-Type: multipart/report; report-type=delivery-status; boundary="b"

      --b
      Content-Type: text/plain; charset=utf-8
      Content-Transfer-Encoding: base64

      R3LDvMOfZQ==
      --b
      Content-Type: message/delivery-status

      Reporting-MTA: dns; example.com

      Final-Recipient: rfc822; buyer@example.com
      Action: failed
      Status: 5.1.1
      --b
      Content-Type: message/rfc822

      Message-ID: <step-1@cadenza.test>
      Content-Type: multipart/alternative; boundary="c"

      --c
      Content-Type: text/html; charset=iso-8859-1
      Content-Transfer-Encoding: quoted-printable

      <p>=E4=F6</p>
      --c--
      --b--
      """
          .replace("\n", "\r\n");

  record Change(int at, int length, byte[] instead) {}

  @Provide
  Arbitrary<List<Change>> changes() {
    var interesting =
        Arbitraries.of(
            "\u0000",
            "\r\n",
            "\n\n",
            "\"",
            "<",
            "=?",
            "?=",
            "--b",
            "--b--",
            "boundary=",
            ";",
            ":",
            "Content-Type: multipart/mixed; boundary=b\r\n\r\n",
            "(",
            "\\",
            "=",
            "\r",
            "charset=");
    var random = Arbitraries.bytes().array(byte[].class).ofMaxSize(20);
    return net.jqwik.api.Combinators.combine(
            Arbitraries.integers().between(0, MAIL.length() - 1),
            Arbitraries.integers().between(0, 40),
            Arbitraries.oneOf(interesting.map(text -> text.getBytes(UTF_8)), random))
        .as(Change::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(12);
  }

  @Property(tries = 3000)
  void a_mutated_mail_is_always_read_and_judged(@ForAll("changes") List<Change> changes) {
    var raw = MAIL.getBytes(UTF_8);
    for (var change : changes) {
      raw = apply(raw, change);
    }
    holds(MimeReader.read(raw, raw.length));
  }

  @Property(tries = 1000)
  void any_bytes_at_all_are_read_and_judged(@ForAll byte[] raw) {
    holds(MimeReader.read(raw, raw.length));
  }

  private static byte[] apply(byte[] raw, Change change) {
    int from = Math.min(change.at(), raw.length);
    int to = Math.min(from + change.length(), raw.length);
    var changed = new byte[raw.length - (to - from) + change.instead().length];
    System.arraycopy(raw, 0, changed, 0, from);
    System.arraycopy(change.instead(), 0, changed, from, change.instead().length);
    System.arraycopy(raw, to, changed, from + change.instead().length, raw.length - to);
    return changed;
  }

  private static void holds(InboundMail mail) {
    assertThat(InboundRules.kindOf(mail)).isNotNull();
    assertThat(mail.identity()).hasSize(64);
    assertThat(mail.subject()).doesNotContain("\u0000");
    assertThat(String.valueOf(mail.text())).doesNotContain("\u0000");
    assertThat(String.valueOf(mail.html())).doesNotContain("\u0000");
    assertThat(mail.relatedIds()).allMatch(id -> id.startsWith("<") && id.endsWith(">"));
  }
}
