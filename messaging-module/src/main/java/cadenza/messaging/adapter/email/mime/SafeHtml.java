package cadenza.messaging.adapter.email.mime;

import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/**
 * The HTML of a mail without anything that acts: no scripts, styles, forms, frames or objects, and
 * nothing that is fetched from elsewhere when it is shown, as the images that count who reads.
 */
final class SafeHtml {
  private static final int CHARS_AT_MOST = 400 * 1024;

  private static final PolicyFactory POLICY =
      new HtmlPolicyBuilder()
          .allowCommonBlockElements()
          .allowCommonInlineFormattingElements()
          .allowElements("a", "hr", "pre", "span", "font", "center", "dl", "dt", "dd")
          .allowElements("table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th")
          .allowAttributes("colspan", "rowspan")
          .onElements("td", "th")
          .allowAttributes("href")
          .onElements("a")
          .allowUrlProtocols("http", "https", "mailto", "tel")
          .requireRelNofollowOnLinks()
          .toFactory();

  private SafeHtml() {}

  static String of(String html) {
    return POLICY.sanitize(
        html.length() <= CHARS_AT_MOST ? html : html.substring(0, CHARS_AT_MOST));
  }
}
