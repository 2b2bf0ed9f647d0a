package cadenza.benchmarks;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/** Mail as it comes into a mailbox that sends follow-ups, in kind and in size. */
final class Mails {
  private static final String PROSE =
      "Thank you for the proposal, we have looked at it and would like to know more about it. ";

  private final Random random = new Random(7);
  private int number;

  /** So many mails, of which every second answers or reports about one of these messages. */
  static List<byte[]> mixed(int mails, List<SmtpSink.Arrival> sent) {
    var maker = new Mails();
    var made = new ArrayList<byte[]>();
    int next = 0;
    for (int i = 0; i < mails; i++) {
      boolean about = i % 10 < 6;
      made.add(about ? maker.about(i % 10, sent.get(next++)) : maker.other(i % 10));
    }
    return made;
  }

  /** How many of so many mails of {@link #mixed} answer as a person. */
  static int replies(int mails) {
    return mails / 10 * 4;
  }

  static int automatic(int mails) {
    return mails / 10;
  }

  static int bounces(int mails) {
    return mails / 10;
  }

  /** How many messages {@link #mixed} is about. */
  static int about(int mails) {
    return replies(mails) + automatic(mails) + bounces(mails);
  }

  private byte[] about(int kind, SmtpSink.Arrival message) {
    return switch (kind) {
      case 3 ->
          mail(
              message.to(),
              answers(message) + "Content-Type: multipart/alternative; boundary=b\r\n",
              alternative(20_000));
      case 4 ->
          mail(
              message.to(),
              answers(message) + "Auto-Submitted: auto-replied\r\n",
              "I am out of the office and will read your mail when I am back.\r\n");
      case 5 -> bounce(message);
      default -> reply(message);
    };
  }

  /** A reply beyond those of {@link #mixed}. */
  byte[] late(SmtpSink.Arrival message) {
    number = Math.max(number, 1_000_000);
    return reply(message);
  }

  private byte[] reply(SmtpSink.Arrival message) {
    return mail(
        message.to(),
        answers(message),
        prose(200 + random.nextInt(1500))
            + "\r\nOn Monday Sales wrote:\r\n> "
            + prose(1500).replace("\r\n", "\r\n> ")
            + "\r\n");
  }

  private byte[] other(int kind) {
    return switch (kind) {
      case 6 -> mail(stranger(), "", prose(500 + random.nextInt(4000)));
      case 7 ->
          mail(
              "news@letters.test",
              "List-Id: <all.letters.test>\r\nContent-Type: text/html; charset=utf-8\r\n",
              html(40_000));
      case 8 ->
          mail(stranger(), "Content-Type: multipart/mixed; boundary=m\r\n", attachment(150_000));
      default ->
          mail(
              "robot@shop.test",
              "Content-Type: multipart/alternative; boundary=b\r\n",
              alternative(10_000));
    };
  }

  private String stranger() {
    return "stranger" + number + "@elsewhere.test";
  }

  private static String answers(SmtpSink.Arrival message) {
    return "In-Reply-To: " + message.id() + "\r\nReferences: " + message.id() + "\r\n";
  }

  private byte[] mail(String from, String fields, String body) {
    number++;
    return ("Return-Path: <"
            + from
            + ">\r\nReceived: from mx.test by mail.sender.test; "
            + now()
            + "\r\nFrom: Avery Chen <"
            + from
            + ">\r\nTo: sales0@sender.test\r\nSubject: Re: Following up\r\nMessage-ID: <in-"
            + number
            + "@mail.test>\r\nDate: "
            + now()
            + "\r\nMIME-Version: 1.0\r\n"
            + fields
            + "\r\n"
            + body)
        .getBytes(StandardCharsets.UTF_8);
  }

  private byte[] bounce(SmtpSink.Arrival message) {
    return mail(
        "MAILER-DAEMON@mx.test",
        "Content-Type: multipart/report; report-type=delivery-status; boundary=r\r\n"
            + "Auto-Submitted: auto-replied\r\n",
        "--r\r\n\r\nThis is the mail system. Your message could not be delivered.\r\n"
            + "--r\r\nContent-Type: message/delivery-status\r\n\r\n"
            + "Reporting-MTA: dns; mx.test\r\n\r\nFinal-Recipient: rfc822; "
            + message.to()
            + "\r\nAction: failed\r\nStatus: 5.1.1\r\n"
            + "Diagnostic-Code: smtp; 550 5.1.1 User unknown\r\n\r\n"
            + "--r\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: "
            + message.id()
            + "\r\nTo: "
            + message.to()
            + "\r\n\r\n--r--\r\n");
  }

  private String prose(int length) {
    var text = new StringBuilder();
    while (text.length() < length) {
      text.append(PROSE).append(number).append("\r\n");
    }
    return text.toString();
  }

  private String html(int length) {
    var text = new StringBuilder("<html><head><style>p {color: black}</style></head><body>");
    while (text.length() < length) {
      text.append("<div class=\"x\"><p style=\"margin:0\">")
          .append(PROSE)
          .append("<a href=\"https://example.test/")
          .append(text.length())
          .append("\">more</a></p></div>\r\n");
    }
    return text.append("</body></html>\r\n").toString();
  }

  private String alternative(int length) {
    return "--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
        + prose(length / 5)
        + "\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        + html(length * 4 / 5)
        + "\r\n--b--\r\n";
  }

  private String attachment(int length) {
    var content = new byte[length];
    random.nextBytes(content);
    return "--m\r\nContent-Type: text/plain\r\n\r\n"
        + prose(800)
        + "\r\n--m\r\nContent-Type: application/pdf; name=offer.pdf\r\n"
        + "Content-Disposition: attachment; filename=offer.pdf\r\n"
        + "Content-Transfer-Encoding: base64\r\n\r\n"
        + Base64.getMimeEncoder().encodeToString(content)
        + "\r\n--m--\r\n";
  }

  private static String now() {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(OffsetDateTime.now(ZoneOffset.UTC));
  }
}
