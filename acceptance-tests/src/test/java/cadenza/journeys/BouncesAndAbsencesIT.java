package cadenza.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cadenza.product.Product;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What follows from mail that is no reply: bounces, absences, and people who want no more. */
@Journey
class BouncesAndAbsencesIT {
  @Test
  void a_bounce_suppresses_the_address_and_ends_the_enrollment(Product product) throws Exception {
    var mailbox = product.newMailbox();
    var contact = Product.newAddress("gone");
    var enrollment = Conversation.enroll(product, mailbox, contact, 600);
    var mail = Conversation.mailsFor(product, contact, 1).get(0);

    arrives(
        product,
        mailbox.address(),
        report(mailbox.address(), "Message-ID: " + mail.getMessageID(), contact));

    assertThat(finished(product, enrollment).getString("finish_reason")).isEqualTo("BOUNCED");
    assertThat(product.api().get("/v1/suppressions/?address=" + contact).expect(200).text())
        .contains("bounced")
        .contains("5.1.1 userunknown");
  }

  @Test
  void a_sequence_of_which_too_much_bounces_stops_by_itself(Product product) throws Exception {
    var mailbox = product.newMailbox();
    var sequence =
        product
            .api()
            .post(
                "/v1/sequences",
                Json.createObjectBuilder()
                    .add("name", "Bought list")
                    .add("sender_inbox_id", mailbox.id())
                    .add("emails", Conversation.emails(600)))
            .expect(201)
            .id();
    var people = new ArrayList<String>();
    var recipients = Json.createArrayBuilder();
    for (int i = 0; i < 20; i++) {
      people.add(Product.newAddress("bought" + i));
      recipients.add(Json.createObjectBuilder().add("email", people.get(i)));
    }
    product
        .api()
        .post(
            "/v1/sequences/enrollments/bulk",
            Json.createObjectBuilder().add("sequence_id", sequence).add("recipients", recipients))
        .expect(200);
    for (var person : people) {
      Conversation.mailsFor(product, person, 1);
    }

    arrives(
        product, mailbox.address(), report(mailbox.address(), null, people.get(0), people.get(1)));

    var stopped =
        await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () -> product.api().get("/v1/sequences/" + sequence).expect(200).json(),
                body -> body.getString("status").equals("paused"));
    assertThat(stopped.getString("pause_reason")).isEqualTo("bounce_rate");
  }

  @Test
  void an_absence_holds_the_next_step_until_its_end(Product product) throws Exception {
    var mailbox = product.newMailbox();
    var contact = Product.newAddress("away");
    var enrollment = Conversation.enroll(product, mailbox, contact, 600);
    var mail = Conversation.mailsFor(product, contact, 1).get(0);
    var back = LocalDate.now(ZoneOffset.UTC).plusDays(12);

    arrives(product, mailbox.address(), absence(mailbox.address(), contact, mail, back));

    var held =
        await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () -> standing(product, enrollment),
                body -> body.getString("held_reason", "").equals("out_of_office"));
    assertThat(Instant.parse(held.getString("next_email_at")))
        .isAfter(back.atStartOfDay(ZoneOffset.UTC).toInstant());
    assertThat(held.getString("status")).isNotEqualTo("finished");
  }

  @Test
  void whoever_writes_that_he_wants_no_more_is_suppressed(Product product) throws Exception {
    var mailbox = product.newMailbox();
    var contact = Product.newAddress("enough");
    var enrollment = Conversation.enroll(product, mailbox, contact, 600);
    var mail = Conversation.mailsFor(product, contact, 1).get(0);

    arrives(
        product,
        mailbox.address(),
        """
        From: %s
        To: %s
        Subject: Re: %s
        Message-ID: <%s@example.com>
        In-Reply-To: %s
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=b

        --b
        Content-Type: text/plain

        Please take me off your list.

        On Mon, 2 Mar 2026, Sales <%s> wrote:
        > Have you had a chance to look?
        --b
        Content-Type: text/html; name="<script>.html"
        Content-Disposition: attachment; filename*=UTF-8''p%%C3%%A5ge.html

        <script>alert(1)</script>
        --b--
        """
            .formatted(
                contact,
                mailbox.address(),
                mail.getSubject(),
                System.nanoTime(),
                mail.getMessageID(),
                mailbox.address()));

    assertThat(finished(product, enrollment).getString("finish_reason")).isEqualTo("OPTED_OUT");
    assertThat(product.api().get("/v1/suppressions/?address=" + contact).expect(200).text())
        .contains("opted_out");
    requireTextAndFile(product, mailbox.id());
  }

  /** A machine answers that somebody is away until then. */
  static String absence(String to, String from, MimeMessage mail, LocalDate back)
      throws MessagingException {
    return """
    From: %s
    To: %s
    Subject: Automatic reply: %s
    Message-ID: <%s@example.com>
    In-Reply-To: %s
    Auto-Submitted: auto-replied

    I am out of the office and will be back on %s.
    """
        .formatted(from, to, mail.getSubject(), System.nanoTime(), mail.getMessageID(), back);
  }

  /** What a server reports of recipients that it does not know (RFC 3464). */
  static String report(String to, @Nullable String original, String... recipients) {
    var each = new StringBuilder();
    for (var recipient : recipients) {
      each.append(
          """
          Final-Recipient: rfc822; %s
          Action: failed
          Status: 5.1.1
          Diagnostic-Code: smtp; 550 5.1.1 User unknown

          """
              .formatted(recipient));
    }
    if (original != null) {
      each.append("--b\nContent-Type: text/rfc822-headers\n\n").append(original).append("\n\n");
    }
    return """
    From: Mail Delivery System <MAILER-DAEMON@mx.example.com>
    To: %s
    Subject: Undelivered Mail Returned to Sender
    Message-ID: <%s@mx.example.com>
    MIME-Version: 1.0
    Content-Type: multipart/report; report-type=delivery-status; boundary=b

    --b
    Content-Type: message/delivery-status

    Reporting-MTA: dns; mx.example.com

    %s--b--
    """
        .formatted(to, System.nanoTime(), each);
  }

  private static void requireTextAndFile(Product product, String inbox) {
    var thread = product.api().get("/v1/threads?inbox_id=" + inbox).results().get(0);
    var messages =
        product.api().get("/v1/threads/" + thread.getString("id") + "/messages").expect(200);
    var reply = messages.results().get(messages.results().size() - 1);
    assertThat(reply.getString("reply_text")).isEqualTo("Please take me off your list.");
    var file = reply.getJsonArray("attachments").getJsonObject(0);
    assertThat(file.getString("name")).isEqualTo("p\u00e5ge.html");
    var path = "/v1/messages/" + reply.getString("id") + "/attachments/" + file.getString("id");
    var saved = product.api().get(path).expect(200);
    assertThat(saved.text()).startsWith("<script>alert(1)</script>");
    assertThat(saved.header("Content-Type")).contains("application/octet-stream");
    assertThat(saved.header("Content-Disposition"))
        .contains("attachment; filename=\"p_ge.html\"; filename*=UTF-8''p%C3%A5ge.html");
    assertThat(saved.header("Content-Security-Policy").orElse("")).contains("sandbox");
    assertThat(saved.header("X-Content-Type-Options")).contains("nosniff");

    assertThat(thread.getBoolean("unread")).isTrue();
    var done =
        product
            .api()
            .patch(
                "/v1/threads/" + thread.getString("id"),
                "{\"status\":\"closed\",\"category\":\"not_interested\",\"unread\":false}")
            .expect(200)
            .json();
    assertThat(done.getString("status")).isEqualTo("closed");
    var closed = "/v1/threads?status=closed&category=not_interested&inbox_id=" + inbox;
    assertThat(product.api().get(closed).expect(200).results()).hasSize(1);
    assertThat(product.api().get(closed + "&unread=true").expect(200).results()).isEmpty();
    assertThat(product.api().get(closed + "&assignee_id=none").expect(200).results()).hasSize(1);
    product.api().get("/v1/threads?assignee_id=nobody").expect(400);
    product.api().get("/v1/threads?category=unheard_of").expect(400);
  }

  private static JsonObject finished(Product product, String enrollment) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> standing(product, enrollment),
            body -> body.getString("status").equals("finished"));
  }

  private static JsonObject standing(Product product, String enrollment) {
    return product.api().get("/v1/enrollments/" + enrollment).expect(200).json();
  }

  static void arrives(Product product, String to, String mail) throws MessagingException {
    var properties = new Properties();
    properties.setProperty("mail.smtp.host", "127.0.0.1");
    properties.setProperty("mail.smtp.port", Integer.toString(product.smtpPort()));
    var raw = mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    var message = new MimeMessage(Session.getInstance(properties), new ByteArrayInputStream(raw));
    Transport.send(message, new InternetAddress[] {new InternetAddress(to)});
  }
}
