package cadenza.messaging.adapter.email.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.messaging.adapter.email.mime.Mail;
import cadenza.messaging.application.TrackingParts;
import cadenza.messaging.application.TrackingTokens;
import cadenza.messaging.domain.BegunMessage;
import cadenza.messaging.domain.LinkTarget;
import cadenza.messaging.domain.MailLinks;
import cadenza.messaging.domain.Tracking;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TrackedHtmlTest {
  private static final Pattern LINK =
      Pattern.compile("https://follow\\.example\\.com:8443/c/([\\w-]{54})");
  private static final Pattern UNSEEN =
      Pattern.compile(
          "<a href=\"https://[\\w.:-]+/c/[\\w-]{54}\" style=\"display:none\" tabindex=\"-1\""
              + " aria-hidden=\"true\"></a>");
  private static final Pattern PIXEL =
      Pattern.compile(
          "<img src=\"https://[\\w.:-]+/o/[\\w-]{43}\" width=\"1\" height=\"1\" alt=\"\""
              + " style=\"border:0\">");

  private final TrackingTokens tokens = TrackingParts.tokens();
  private final TrackedHtml trackedHtml = new TrackedHtml();

  TrackedHtmlTest() {
    trackedHtml.tokens = tokens;
  }

  /** The attribute as it stands in the mail, and where a person is led by it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"https://example.com/\" | https://example.com/",
        "'https://example.com/' | https://example.com/",
        "https://example.com/x | https://example.com/x",
        "\" https://example.com/ \" | https://example.com/",
        "\"https://example.com/?a=1&amp;b=2\" | https://example.com/?a=1&b=2",
        "\"https://example.com/?a=1&b=2&copy=3&lt=4\" | https://example.com/?a=1&b=2&copy=3&lt=4",
        "\"https://example.com/?q=&quot;x&quot;&#38;y\" | https://example.com/?q=\"x\"&y",
        "\"https://example.com/p#part-2\" | https://example.com/p#part-2",
        "\"https://example.com/?n={{first_name}}\" | https://example.com/?n={{first_name}}",
        "\"https://e.com/?utm_source=m&amp;utm_term=a+b%20c\" | https://e.com/?utm_source=m&utm_term=a+b%20c",
        "\"https://bücher.example/ä\" | https://xn--bcher-kva.example/%C3%A4",
        "\"HTTP://Example.COM/CaSe\" | HTTP://Example.COM/CaSe",
      })
  void a_link_leads_where_its_author_meant(String attribute, String location) {
    var html = "<p>Look <a class=x href=" + attribute + " target=_blank>here</a>.</p>";

    var sent = clicks(html);

    assertThat(locations(html, sent)).containsExactly(location);
    assertThat(UNSEEN.matcher(sent).replaceAll("").replaceFirst(LINK.pattern(), "LINK"))
        .isEqualTo(html.replace(unquoted(attribute), "LINK"));
  }

  @Test
  void a_link_of_two_thousand_characters_is_led_on() {
    var address = "https://example.com/?q=" + "x".repeat(2000);
    var html = "<a href=\"" + address + "\">x</a>";

    assertThat(locations(html, clicks(html))).containsExactly(address);
  }

  @Test
  void everything_else_is_left_byte_by_byte() {
    var html =
        "<!DOCTYPE html>\r\n<HTML><!-- <a href=\"https://example.com/comment\"> --><body\tclass='b' >"
            + "<a\nhref = \"https://example.com/1\"  data-x>1</A><p>unclosed &nbsp;&bogus; \u00e4 \ud83d\ude00"
            + "<map><AREA HREF='https://example.com/2'></map><b><a href=https://example.com/3>3<p></b>4"
            + "<style>a[href=\"https://example.com/no\"] {}</style></BODY >\r\n</HTML>\r\n";

    var sent = clicks(html);

    assertThat(locations(html, sent))
        .containsExactly("https://example.com/1", "https://example.com/2", "https://example.com/3");
    assertThat(UNSEEN.matcher(sent).replaceAll("").replaceAll(LINK.pattern(), "LINK"))
        .isEqualTo(html.replaceAll("https://example.com/[123]", "LINK"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<a href=\"mailto:ann@example.com\">",
        "<a href=\"tel:+4930\">",
        "<a href=\"sms:+4930\">",
        "<a href=\"#top\">",
        "<a href=\"/x\">",
        "<a href=\"javascript:alert(1)\">",
        "<a href=\"{{link}}\">",
        "<a href>",
        "<a name=\"https://example.com/\">",
        "<a href=\"https://example.com/\" data-notrack>",
        "<a data-notrack=\"true\" href=\"https://example.com/\">",
        "<link href=\"https://example.com/x.css\">",
        "<img src=\"https://example.com/x.png\">",
        "<!--[if mso]><a href=\"https://example.com/\"><![endif]-->",
      })
  void what_is_not_to_be_known_stays(String tag) {
    assertThat(UNSEEN.matcher(clicks("<p>" + tag)).replaceAll("")).isEqualTo("<p>" + tag);
  }

  @Test
  void what_leads_to_us_stays() {
    var html =
        "<a href=\""
            + TrackingParts.optOutTokens().linkOf(message("", null).id()).orElseThrow()
            + "\">no more</a><a href=\""
            + tokens.linkOf(
                message("", null).id(), LinkTarget.of("https://example.com/").orElseThrow(), null)
            + "\">again</a>";

    assertThat(UNSEEN.matcher(clicks(html)).replaceAll("")).isEqualTo(html);
  }

  @Test
  void the_picture_stands_before_the_end_of_the_body_or_at_the_end() {
    var opens = new Tracking(true, false, null);
    var link = "<a href=\"https://example.com/\">x</a>";

    assertThat(trackedHtml.of(message("<html><body>" + link + "</body></html>", opens)))
        .matches(
            Pattern.quote("<html><body>" + link)
                + PIXEL.pattern()
                + Pattern.quote("</body></html>"));
    assertThat(trackedHtml.of(message("<p>Hello" + link, opens)))
        .matches(Pattern.quote("<p>Hello" + link) + PIXEL.pattern());
    assertThat(trackedHtml.of(message("", opens))).matches(PIXEL.pattern());
  }

  @Test
  void a_link_behind_the_body_is_a_link() {
    var html = "<body>x</body><a href=\"https://example.com/\">x</a>";

    var sent = clicks(html);

    assertThat(locations(html, sent)).containsExactly("https://example.com/");
    assertThat(sent)
        .matches("<body>x" + UNSEEN.pattern() + "</body><a href=\"" + LINK + "\">x</a>");
  }

  @Test
  void it_stands_under_the_domain_of_the_workspace() {
    var html = "<a href=\"https://example.com/\">x</a>";

    assertThat(trackedHtml.of(message(html, new Tracking(true, true, "links.example.net"))))
        .contains("<a href=\"https://links.example.net:8443/c/")
        .contains("<img src=\"https://links.example.net:8443/o/")
        .doesNotContain("follow.example.com");
  }

  @Test
  void what_is_not_tracked_is_not_touched() {
    var html = "<body><a href=\"https://example.com/\">x</a></body>";
    var homeless = new TrackedHtml();
    homeless.tokens = TrackingParts.homeless();

    assertThat(trackedHtml.of(message(html, null))).isSameAs(html);
    assertThat(homeless.of(message(html, new Tracking(true, true, null)))).isSameAs(html);
  }

  private String clicks(String html) {
    var sent = trackedHtml.of(message(html, new Tracking(false, true, null)));
    assertThat(UNSEEN.matcher(String.valueOf(sent)).results()).hasSize(1);
    return String.valueOf(sent);
  }

  /** As whoever follows the links that are seen is led on. */
  private List<String> locations(String html, String sent) {
    var targets = MailLinks.in(html).all().stream().map(MailLinks.Link::target).toList();
    return LINK.matcher(sent)
        .results()
        .map(found -> tokens.clickOf(found.group(1)).orElseThrow())
        .filter(click -> !click.isTrap())
        .map(click -> targets.stream().filter(click::leadsTo).findFirst().orElseThrow())
        .map(LinkTarget::location)
        .toList();
  }

  private static String unquoted(String attribute) {
    return attribute.replaceAll("^[\"']|[\"']$", "");
  }

  static BegunMessage message(String html, @Nullable Tracking tracking) {
    var mail =
        new Mail(
            "<token@example.com>",
            Instant.EPOCH,
            "ann@example.com",
            "Ann",
            "bo@example.com",
            "Bo",
            "Hello",
            "Hi Bo",
            html,
            null,
            null,
            null);
    return SmtpStage.message(mail, tracking);
  }
}
