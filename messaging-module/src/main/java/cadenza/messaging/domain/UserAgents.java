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
import org.jspecify.annotations.Nullable;

/**
 * How programs that no person sits at call themselves, in {@code user-agents.txt}. The name is
 * looked at and forgotten.
 */
public final class UserAgents {
  private static final int CHARS = 1000;
  private static final List<Phrase> ALL = read();

  private UserAgents() {}

  private record Phrase(SeenAs seenAs, String text, boolean whole) {
    boolean isIn(String agent) {
      return whole ? agent.equals(text) : agent.contains(text);
    }
  }

  /**
   * @param agent null where nothing was said, which no browser does
   */
  public static SeenAs judge(@Nullable String agent) {
    if (agent == null || agent.isBlank()) {
      return SeenAs.SCANNER;
    }
    var text = agent.strip().toLowerCase(Locale.ROOT);
    var cut = text.length() > CHARS ? text.substring(0, CHARS) : text;
    return ALL.stream()
        .filter(phrase -> phrase.isIn(cut))
        .map(Phrase::seenAs)
        .findFirst()
        .orElse(SeenAs.PERSON);
  }

  private static List<Phrase> read() {
    var phrases = new ArrayList<Phrase>();
    var seenAs = SeenAs.PERSON;
    try (var file = UserAgents.class.getResourceAsStream("user-agents.txt");
        var lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(file), StandardCharsets.UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("[")) {
          seenAs = SeenAs.valueOf(line.substring(1, line.indexOf(']')));
        } else if (line.startsWith("= ")) {
          phrases.add(new Phrase(seenAs, line.substring(2), true));
        } else if (!line.isBlank() && !line.startsWith("#")) {
          phrases.add(new Phrase(seenAs, line, false));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.copyOf(phrases);
  }
}
