package cadenza.messaging.adapter.email.mime;

/** The words of a piece of HTML, for the text part of a mail that has none. */
final class HtmlWords {
  private HtmlWords() {}

  /** One pass, linear in the length; markup is dropped, line-breaking tags become line ends. */
  static String of(String html) {
    var words = new StringBuilder(html.length());
    int at = 0;
    while (at < html.length()) {
      char c = html.charAt(at);
      if (c != '<') {
        words.append(c);
        at++;
        continue;
      }
      int close = html.indexOf('>', at);
      if (close < 0) {
        words.append(html, at, html.length());
        break;
      }
      if (breaksLine(html, at + 1)) {
        words.append('\n');
      }
      at = close + 1;
    }
    return words
        .toString()
        .replace("&nbsp;", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
        .strip();
  }

  private static boolean breaksLine(String html, int at) {
    return html.regionMatches(true, at, "br", 0, 2)
        || html.regionMatches(true, at, "/p", 0, 2)
        || html.regionMatches(true, at, "/div", 0, 4)
        || html.regionMatches(true, at, "/li", 0, 3);
  }
}
