package cadenza.messaging.domain;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The words with which servers refuse mail, in {@code bounce-phrases.txt}: one phrase a line under
 * the reason it tells. The first phrase of the file that is found decides, so what is certain
 * stands above what is general. A star in a phrase stands for up to 60 characters.
 */
final class BouncePhrases {
  private static final int GAP = 60;
  private static final int CHARS = 8000;
  private static final Pattern CONTINUED =
      Pattern.compile("(?<![\\d.])[245]\\d\\d-(?:[245]\\.\\d\\.\\d{1,3})?");
  private static final Pattern ADDRESS = Pattern.compile("<?" + NoticeText.ADDRESS + ">?");
  private static final Pattern SPACE = Pattern.compile("[\\s\"“”„]+");

  /**
   * @param certain whether it is to be believed at whatever step it was said
   */
  record Said(BounceReason reason, boolean certain) {}

  private record Phrase(Said said, List<String> pieces) {
    boolean isIn(String text) {
      int at = text.indexOf(pieces.get(0));
      while (at >= 0) {
        if (continuesAt(text, at + pieces.get(0).length())) {
          return true;
        }
        at = text.indexOf(pieces.get(0), at + 1);
      }
      return false;
    }

    private boolean continuesAt(String text, int from) {
      int at = from;
      for (var piece : pieces.subList(1, pieces.size())) {
        int next = text.indexOf(piece, at);
        if (next < 0 || next - at > GAP) {
          return false;
        }
        at = next + piece.length();
      }
      return true;
    }
  }

  static final Said NOTHING = new Said(BounceReason.UNDEFINED, false);

  private static final List<Phrase> ALL = read();

  private BouncePhrases() {}

  /** What the words tell, or {@link #NOTHING}; addresses in them do not count. */
  static Said in(String words) {
    var text = plain(words);
    for (var phrase : ALL) {
      if (phrase.isIn(text)) {
        return phrase.said();
      }
    }
    return NOTHING;
  }

  static String plain(String words) {
    var text = words.length() > CHARS ? words.substring(0, CHARS) : words;
    text = CONTINUED.matcher(text).replaceAll(" ");
    text = ADDRESS.matcher(text).replaceAll("@@");
    text = SPACE.matcher(text).replaceAll(" ").replace('’', '\'');
    return text.toLowerCase(Locale.ROOT);
  }

  private static List<Phrase> read() {
    var phrases = new ArrayList<Phrase>();
    var stream =
        Objects.requireNonNull(BouncePhrases.class.getResourceAsStream("bounce-phrases.txt"));
    try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      var said = NOTHING;
      for (var line : lines.lines().map(String::strip).toList()) {
        if (line.matches("\\[[A-Z_]+\\].*")) {
          var name = line.substring(1, line.indexOf(']'));
          said = new Said(BounceReason.valueOf(name), line.endsWith("certain"));
        } else if (!line.isEmpty() && !line.startsWith("#")) {
          phrases.add(new Phrase(said, List.of(line.split("\\*"))));
        }
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return List.copyOf(phrases);
  }
}
