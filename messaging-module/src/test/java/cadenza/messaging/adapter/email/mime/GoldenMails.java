package cadenza.messaging.adapter.email.mime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Mails as they must be on the wire, byte for byte: src/test/resources/mail. */
public final class GoldenMails {
  private static final Path FOLDER = Path.of("src", "test", "resources", "mail");
  private static final Instant AT = Instant.parse("2026-03-02T12:00:00Z");

  private GoldenMails() {}

  /** What each of them says, by the name of its file. */
  public static Map<String, Mail> all() {
    var mails = new LinkedHashMap<String, Mail>();
    mails.put(
        "first",
        mail(
            "01jm8h28h2ecsr8h0000000001",
            "Ann Example",
            "Bo Brown",
            "Following up on the proposal",
            "Hi Bo,\n\nhave you had a chance to look?\n\nAnn",
            null,
            null,
            null));
    mails.put(
        "follow-up",
        mail(
            "01jm8h28h2ecsr8h0000000003",
            "Ann Example",
            "Bo Brown",
            "Re: Following up on the proposal",
            null,
            "<p>Hi Bo,</p><p>any questions on the <b>proposal</b>? 1 &lt; 2 &amp; x=y</p>",
            "<01jm8h28h2ecsr8h0000000002@example.com>",
            "<01jm8h28h2ecsr8h0000000001@example.com>"
                + " <01jm8h28h2ecsr8h0000000002@example.com>"));
    mails.put(
        "names-and-emoji",
        mail(
            "01jm8h28h2ecsr8h0000000004",
            "Zo\u00eb M\u00fcller-L\u00fcdenscheidt \"die \u00c4ltere\"",
            "\u5c71\u7530 \u592a\u90ce",
            "\ud83c\udfbc Gr\u00fc\u00dfe aus K\u00f6ln \u2013 \u0645\u0631\u062d\u0628\u0627"
                + " \ud83d\udc69\u200d\ud83d\ude80 und noch ein wenig l\u00e4nger,"
                + " damit es in mehrere W\u00f6rter f\u00e4llt",
            "Sch\u00f6ne Gr\u00fc\u00dfe \ud83c\udfbc",
            null,
            null,
            null));
    mails.put(
        "japanese",
        mail(
            "01jm8h28h2ecsr8h0000000005",
            "",
            "",
            "\u3054\u63d0\u6848\u306e\u4ef6",
            "\u5c71\u7530\u69d8\n\n\u3054\u691c\u8a0e\u306e\u307b\u3069\u3001"
                + "\u3088\u308d\u3057\u304f\u304a\u9858\u3044\u3044\u305f\u3057\u307e\u3059\u3002",
            null,
            null,
            null));
    mails.put(
        "long-lines",
        mail(
            "01jm8h28h2ecsr8h0000000006",
            "Ann Example, of a company with a name that is longer than a line of a mail may be",
            "Bo",
            "word ".repeat(60).strip(),
            "x".repeat(2000)
                + "\n.\n..\n. a dot\nFrom here on\ntrailing blanks  \n\ttab\n"
                + "many words ".repeat(200)
                + "\r\nend = end\r.",
            null,
            null,
            null));
    mails.put("sequence", sequenceMail());
    return mails;
  }

  private static Mail sequenceMail() {
    return new Mail(
        "<01jm8h28h2ecsr8h0000000007@example.com>",
        AT,
        "ann@example.com",
        "Ann Example",
        "bo@example.com",
        "Bo Brown",
        "Following up on the proposal",
        "Hi Bo,\n\nhave you had a chance to look?\n\nAnn",
        null,
        null,
        null,
        new Mail.WayOut(
            "https://follow.example.com/u/AZkAAAAAgACAAAAAAAAA_0-rWQn7Gk2Yq0pVt3uXb1c",
            "mailto:ann@example.com?subject=unsubscribe-"
                + "AZkAAAAAgACAAAAAAAAA_0-rWQn7Gk2Yq0pVt3uXb1c"));
  }

  private static Mail mail(
      String id,
      String fromName,
      String toName,
      String subject,
      @Nullable String text,
      @Nullable String html,
      @Nullable String inReplyTo,
      @Nullable String references) {
    return new Mail(
        "<" + id + "@example.com>",
        AT,
        "ann@example.com",
        fromName,
        "bo@example.com",
        toName,
        subject,
        text,
        html,
        inReplyTo,
        references,
        null);
  }

  public static byte[] bytes(String name) {
    try {
      return Files.readAllBytes(FOLDER.resolve(name + ".eml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For a change that is meant: {@code -Dgolden.write=true}, and then a look at the difference. */
  static void write(String name, byte[] bytes) throws IOException {
    Files.write(FOLDER.resolve(name + ".eml"), bytes);
  }
}
