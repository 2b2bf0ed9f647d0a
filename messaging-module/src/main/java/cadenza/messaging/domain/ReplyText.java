package cadenza.messaging.domain;

import java.util.ArrayList;
import java.util.List;

/**
 * What is new in a reply: its text without the message it answers, the lines around that, and the
 * signature. Takes time linear in the length of the text, of which 256 KiB and 5000 lines are read.
 */
public final class ReplyText {
  private static final int CHARS_AT_MOST = 256 * 1024;
  private static final int LINES_AT_MOST = 5000;

  private final List<String> lines;
  private final boolean withAnswered;
  private final int atMost;
  private final List<String> kept = new ArrayList<>();
  private final List<String> quoted = new ArrayList<>();
  private boolean said;
  private boolean fenced;
  private boolean topQuoted;
  private int chars;

  private ReplyText(String text, boolean withAnswered, int atMost) {
    var bounded = text.length() <= CHARS_AT_MOST ? text : text.substring(0, CHARS_AT_MOST);
    lines = bounded.lines().limit(LINES_AT_MOST).toList();
    this.withAnswered = withAnswered;
    this.atMost = atMost;
  }

  /**
   * For people: pieces that are quoted to be answered below stay, as they give the answer sense.
   */
  public static String of(String text) {
    return new ReplyText(text, true, CHARS_AT_MOST).read();
  }

  /** For rules: the sender's own words and nothing else. */
  public static String ownWords(String text) {
    return ownWords(text, CHARS_AT_MOST);
  }

  /**
   * Their beginning.
   *
   * @param atMost characters that are wanted; a line more may come
   */
  static String ownWords(String text, int atMost) {
    return new ReplyText(text, false, atMost).read();
  }

  private String read() {
    int at = 0;
    while (at >= 0 && at < lines.size() && chars < atMost) {
      var line = lines.get(at);
      if (withAnswered && line.strip().startsWith("```")) {
        fenced = !fenced;
      }
      at = line.isBlank() || fenced ? keep(at) : next(at);
    }
    return joined();
  }

  /** Where to go on; negative when nothing new follows. */
  private int next(int at) {
    var line = lines.get(at);
    if (QuoteMarks.isQuoted(line)) {
      return quote(at);
    }
    int attribution = QuoteMarks.attributionAt(lines, at);
    if (attribution > 0) {
      int after = afterBlanks(at + attribution);
      boolean marked = after < lines.size() && QuoteMarks.isQuoted(lines.get(after));
      topQuoted = marked && !said;
      return marked ? after : endOr(at + attribution);
    }
    int header = QuoteMarks.headerAt(lines, at);
    if (header > 0) {
      return endOr(at + header);
    }
    if (QuoteMarks.isDelimiter(line) || QuoteMarks.isRule(line)) {
      return endOr(at + 1);
    }
    return QuoteMarks.isMobileSignature(line) ? at + 1 : keep(at);
  }

  /**
   * Below the first words nothing unmarked is new. Above them it may be all there is, for people to
   * read; the sender's own words it is not.
   */
  private int endOr(int next) {
    return said || !withAnswered ? -1 : next;
  }

  private int quote(int at) {
    if (withAnswered && !topQuoted) {
      quoted.add(lines.get(at).stripTrailing());
    }
    return at + 1;
  }

  private int keep(int at) {
    var line = lines.get(at).stripTrailing();
    if (line.isEmpty() && !quoted.isEmpty()) {
      quoted.add(line);
      return at + 1;
    }
    if (!line.isEmpty()) {
      kept.addAll(quoted);
      quoted.clear();
      topQuoted = false;
      said = true;
    }
    kept.add(line);
    chars += line.length();
    return at + 1;
  }

  private int afterBlanks(int from) {
    int at = from;
    while (at < lines.size() && lines.get(at).isBlank()) {
      at++;
    }
    return at;
  }

  private String joined() {
    var text = new StringBuilder();
    boolean blank = false;
    for (var line : kept) {
      if (!line.isBlank()) {
        text.append(text.length() == 0 ? "" : blank ? "\n\n" : "\n").append(line);
      }
      blank = line.isBlank();
    }
    return text.toString();
  }
}
