package cadenza.journeys;

import static org.awaitility.Awaitility.await;

import cadenza.product.Product;
import cadenza.product.Product.Mailbox;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Both sides of a correspondence: the product's mailbox, and the people who write to it. */
final class Conversation {
  private Conversation() {}

  /** A mail that reached a connected mailbox, by the product's ids. */
  record Received(String messageId, String threadId) {}

  /** Somebody writes to the mailbox, and the product has stored it. */
  static Received begin(Product product, Mailbox mailbox, String from) {
    write(product, from, mailbox.address(), "Proposal for review", null);
    return await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(250))
        .until(
            () -> {
              for (var thread : product.api().get("/v1/threads/?limit=200").expect(200).results()) {
                if (!thread.getString("inbox_id", "").equals(mailbox.id())) {
                  continue;
                }
                var whole =
                    product.api().get("/v1/threads/" + thread.getString("id")).expect(200).json();
                var first = whole.getJsonArray("messages").getJsonObject(0);
                return new Received(first.getString("id"), thread.getString("id"));
              }
              return null;
            },
            received -> received != null);
  }

  /** Answers a mail as a mail program does. */
  static void reply(Product product, MimeMessage original, String from, String to)
      throws MessagingException {
    write(product, from, to, "Re: " + original.getSubject(), original.getMessageID());
  }

  static void write(
      Product product, String from, String to, String subject, @Nullable String inReplyTo) {
    var properties = new Properties();
    properties.setProperty("mail.smtp.host", "127.0.0.1");
    properties.setProperty("mail.smtp.port", Integer.toString(product.smtpPort()));
    var message = new MimeMessage(Session.getInstance(properties));
    try {
      message.setFrom(new InternetAddress(from));
      message.setRecipient(RecipientType.TO, new InternetAddress(to));
      message.setSubject(subject);
      message.setText("Thank you, I will have a look.");
      if (inReplyTo != null) {
        message.setHeader("In-Reply-To", inReplyTo);
        message.setHeader("References", inReplyTo);
      }
      Transport.send(message);
    } catch (MessagingException e) {
      throw new IllegalStateException("The mail could not be written", e);
    }
  }

  /** Two mails, the first a second after the enrollment, the second so much later. */
  static JsonArrayBuilder emails(int secondsBetween) {
    return Json.createArrayBuilder()
        .add(email(1, "Following up on the proposal", "Have you had a chance to look?"))
        .add(email(secondsBetween, "Any questions on the proposal?", "Happy to answer them."));
  }

  private static jakarta.json.JsonObjectBuilder email(int seconds, String subject, String body) {
    return Json.createObjectBuilder()
        .add("delay", Json.createObjectBuilder().add("value", seconds).add("unit", "seconds"))
        .add("subject", subject)
        .add("body", body);
  }

  /** Enrolls an address by a sequence of its own and answers the enrollment's id. */
  static String enroll(Product product, Mailbox mailbox, String address, int secondsBetween) {
    return product
        .api()
        .post(
            "/v1/sequences/enrollments/",
            Json.createObjectBuilder()
                .add("inbox_id", mailbox.id())
                .add("recipient", Json.createObjectBuilder().add("email", address))
                .add("exit_on_reply", true)
                .add("emails", emails(secondsBetween)))
        .expect(201)
        .id();
  }

  /** Waits until so many mails have arrived for an address. */
  static List<MimeMessage> mailsFor(Product product, String address, int count) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> product.catcher().mailOf(address), mails -> mails.size() >= count);
  }

  static String statusOf(Product product, String enrollment) {
    return product
        .api()
        .get("/v1/sequences/enrollments/" + enrollment)
        .expect(200)
        .json()
        .getString("status");
  }
}
