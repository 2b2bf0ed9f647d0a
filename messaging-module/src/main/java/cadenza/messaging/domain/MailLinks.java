package cadenza.messaging.domain;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/**
 * The links that somebody who reads a mail can follow, and where they stand in its HTML, which
 * itself is never written anew: what is between them stays as it is.
 *
 * @param all in the order in which they stand; without those whose author wants them left alone
 * @param end where more may be added that is not seen: before the end of the body
 */
public record MailLinks(List<Link> all, int end) {
  /** The author's word that nobody shall know who follows this link. */
  private static final String LEFT_ALONE = "data-notrack";

  public MailLinks {
    all = List.copyOf(all);
  }

  /**
   * The value of an attribute, without what quotes it.
   *
   * @param from the first character, {@code to} the one behind the last
   */
  public record Link(int from, int to, LinkTarget target) {}

  public static MailLinks in(String html) {
    var page = Parser.htmlParser().setTrackPosition(true).parseInput(html, "");
    var links = new ArrayList<Link>();
    var seen = new HashSet<Integer>();
    for (var element : page.select("a[href], area[href]")) {
      var place = element.attributes().sourceRange("href").valueRange();
      // What a parser adds to make sense of a page stands nowhere in it.
      if (place.isTracked() && !element.hasAttr(LEFT_ALONE) && seen.add(place.startPos())) {
        add(links, html, element, place.startPos(), place.endPos());
      }
    }
    links.sort((one, other) -> Integer.compare(one.from(), other.from()));
    return new MailLinks(links, end(page, html));
  }

  /** Only where the text at this place is what the parser has read there. */
  private static void add(List<Link> links, String html, Element element, int from, int to) {
    var value = element.attr("href");
    if (from < to && Parser.unescapeEntities(html.substring(from, to), true).equals(value)) {
      LinkTarget.of(value).ifPresent(target -> links.add(new Link(from, to, target)));
    }
  }

  private static int end(Document page, String html) {
    var place = page.body().endSourceRange();
    return place.isTracked() && html.startsWith("</", place.startPos())
        ? place.startPos()
        : html.length();
  }
}
