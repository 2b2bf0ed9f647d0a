package cadenza.messaging.adapter.email.mime;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.messaging.domain.ReplyText;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Every reply of the collection against the text that is expected to be left of it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReplyCorpusTest {
  private static final System.Logger LOG = System.getLogger("corpus");

  @Test
  void of_a_reply_the_new_text_is_left() throws IOException {
    var folder = Fixtures.folder("replies");
    var emails = Fixtures.files(folder.resolve("emails"));
    var wrong = new ArrayList<String>();
    int[] halves = new int[2];
    int[] right = new int[2];
    for (var email : emails) {
      var name = email.getFileName().toString();
      var wanted = spaced(Files.readString(folder.resolve("trimmed").resolve(name)));
      boolean exact = spaced(ReplyText.of(Files.readString(email))).equals(wanted);
      int half = Math.floorMod(name.hashCode(), 2);
      halves[half]++;
      right[half] += exact ? 1 : 0;
      if (!exact) {
        wrong.add(name);
      }
    }
    int exact = emails.size() - wrong.size();
    LOG.log(
        System.Logger.Level.INFO,
        "replies: {0} of {1} exact (half 0: {2} of {3}, half 1: {4} of {5}); others: {6}",
        exact,
        emails.size(),
        right[0],
        halves[0],
        right[1],
        halves[1],
        wrong);
    assertThat(100.0 * exact / emails.size()).isGreaterThanOrEqualTo(88);
  }

  @Test
  void a_broken_reply_stops_nothing() {
    for (var email : Fixtures.files(Fixtures.folder("replies").resolve("emails"))) {
      for (var broken : Fixtures.broken(Fixtures.bytes(email), email.hashCode())) {
        long before = System.nanoTime();
        ReplyText.of(ReadableText.decode(broken, 0, broken.length, null));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
      }
    }
  }

  private static String spaced(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
