package cadenza.messaging.adapter.email.mime;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/**
 * What an HTML mail says, as plain text. What mail programs mark as quoted gets the marks that it
 * has in plain text, so whatever cuts quotations needs to know no HTML.
 */
final class HtmlText {
  private static final int CHARS_AT_MOST = 256 * 1024;

  /** Gmail, Yahoo, Apple, Thunderbird, Outlook, Zimbra, ProtonMail and what follows them. */
  private static final String QUOTED =
      "blockquote[type=cite], blockquote.gmail_quote, div.gmail_quote, div.gmail_quote_container,"
          + " div.yahoo_quoted, div.protonmail_quote, div.tutanota_quote, div.zmail_extra,"
          + " blockquote[style*=border-left], #reply-intro, div.moz-forward-container,"
          + " div.OutlookMessageHeader, blockquote";

  /** Everything from there on is an older message. */
  private static final String OLDER_FROM =
      "#divRplyFwdMsg, #appendonsend, #mail-editor-reference-message-container,"
          + " #x_divRplyFwdMsg, #x_appendonsend, div[style*=border-top:solid #E1E1E1],"
          + " div[style*=border-top:solid #B5C4DF], div[style*=border:none;border-top:solid],"
          + " hr[id=stopSpelling], #OLK_SRC_BODY_SECTION, div.WordSection1 > hr";

  private static final String OLDER = "-----Original Message-----";

  private HtmlText() {}

  static String of(String html) {
    var bounded = html.length() <= CHARS_AT_MOST ? html : html.substring(0, CHARS_AT_MOST);
    if (bounded.isBlank()) {
      return "";
    }
    var body = Jsoup.parse(bounded).body();
    var writer = new Writer();
    body.select("script, style, head, title, template").remove();
    body.select(OLDER_FROM).forEach(element -> element.before("<p>" + OLDER + "</p>"));
    body.select(QUOTED).forEach(element -> element.attr(Writer.MARK, "true"));
    body.traverse(writer);
    return writer.text();
  }

  private static final class Writer implements NodeVisitor {
    static final String MARK = "data-cadenza-quoted";

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder line = new StringBuilder();
    private int quoted;

    @Override
    public void head(Node node, int depth) {
      if (node instanceof TextNode words) {
        line.append(words.text());
      } else if (node instanceof Element element) {
        if (breaksLine(element)) {
          endLine();
        }
        if (element.hasAttr(MARK)) {
          endLine();
          quoted++;
        }
        if (element.normalName().equals("hr")) {
          text.append("________________\n");
        } else if (element.normalName().equals("li")) {
          line.append("- ");
        }
      }
    }

    @Override
    public void tail(Node node, int depth) {
      if (node instanceof Element element) {
        if (element.hasAttr(MARK)) {
          endLine();
          quoted--;
        }
        if (element.isBlock() && breaksLine(element)) {
          endLine();
        }
        if (element.normalName().equals("p")) {
          text.append('\n');
        }
      }
    }

    private static boolean breaksLine(Element element) {
      return element.normalName().equals("br")
          || (element.isBlock() && !element.normalName().equals("body"));
    }

    private void endLine() {
      var words = line.toString().replace('\u00a0', ' ').strip();
      line.setLength(0);
      if (words.isEmpty()) {
        return;
      }
      text.append(quoted > 0 ? "> " : "").append(words).append('\n');
    }

    String text() {
      endLine();
      return text.toString().strip();
    }
  }
}
