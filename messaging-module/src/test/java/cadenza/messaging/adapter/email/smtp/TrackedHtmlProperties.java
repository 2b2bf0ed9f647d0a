package cadenza.messaging.adapter.email.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.messaging.application.TrackingParts;
import cadenza.messaging.domain.LinkTarget;
import cadenza.messaging.domain.MailLinks;
import cadenza.messaging.domain.Tracking;
import java.util.List;
import java.util.regex.Matcher;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever somebody takes for HTML. */
class TrackedHtmlProperties {
  private static final String OURS = "https://follow\\.example\\.com:8443/c/[\\w-]{54}";

  private final TrackedHtml trackedHtml = new TrackedHtml();

  TrackedHtmlProperties() {
    trackedHtml.tokens = TrackingParts.tokens();
  }

  @Property(tries = 2000)
  void all_but_the_links_and_what_is_added_is_as_it_was(@ForAll("pages") String page) {
    var found = MailLinks.in(page);
    var sent = trackedHtml.of(TrackedHtmlTest.message(page, new Tracking(false, true, null)));

    assertThat(undone(String.valueOf(sent), page, found)).isEqualTo(page);
  }

  @Property(tries = 2000)
  void where_a_link_leads_fits_into_a_header_field(@ForAll String address) {
    LinkTarget.of("https://" + address)
        .ifPresent(
            target ->
                assertThat(target.location()).matches("[\\x21-\\x7e]+").startsWith("https://"));
  }

  /** Puts the links back one by one, and takes out what was added. */
  private static String undone(String sent, String page, MailLinks found) {
    var undone =
        sent.replaceFirst(
            "<a href=\""
                + OURS
                + "\" style=\"display:none\" tabindex=\"-1\" aria-hidden=\"true\"></a>",
            "");
    for (var link : found.all()) {
      undone =
          undone.replaceFirst(
              OURS, Matcher.quoteReplacement(page.substring(link.from(), link.to())));
    }
    return undone;
  }

  @Provide
  Arbitrary<String> pages() {
    var pieces =
        Arbitraries.of(
            List.of(
                "<a href=\"https://example.com/?a=1&amp;b=2\">",
                "<a href='http://b\u00fccher.example/'>",
                "<A HREF=https://example.com/x>",
                "<a href=\"#x\">",
                "<a href=\"https://example.com/",
                "<area href = \"https://example.com/area\" >",
                "<a data-notrack href=\"https://example.com/silent\">",
                "<a href=\"https://example.com/1\" href=\"https://example.com/2\">",
                "</a>",
                "<b>",
                "</b>",
                "<p>",
                "</p>",
                "<table><tr>",
                "<td>",
                "</table>",
                "<body>",
                "</body>",
                "</html>",
                "<!--",
                "-->",
                "<style>",
                "</style>",
                "<title>",
                "<textarea>",
                "<template>",
                "<svg>",
                "<select>",
                "<noscript>",
                "<plaintext>",
                "&nbsp;",
                "&#0;",
                "\r\n",
                "\ud83d\ude00",
                "<",
                ">",
                "\"",
                "'"));
    return pieces.list().ofMaxSize(25).map(some -> String.join("", some));
  }
}
