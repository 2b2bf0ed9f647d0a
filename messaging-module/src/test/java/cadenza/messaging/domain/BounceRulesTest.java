package cadenza.messaging.domain;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.messaging.api.BounceClass;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BounceRulesTest {
  /** All that calls a recipient gone, but for domains that take no mail at all. */
  private static List<String> gone() throws IOException {
    var phrases = new ArrayList<String>();
    boolean gone = false;
    try (var file =
        Objects.requireNonNull(BounceRules.class.getResourceAsStream("bounce-phrases.txt"))) {
      for (var line :
          new String(file.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .map(String::strip)
              .toList()) {
        if (line.matches("\\[[A-Z_]+\\].*")) {
          var reason = BounceReason.valueOf(line.substring(1, line.indexOf(']')));
          gone = reason.bounceClass() == BounceClass.HARD && reason != BounceReason.NOT_ACCEPT;
        } else if (gone && !line.isEmpty() && !line.startsWith("#")) {
          phrases.add(line.replace("*", " "));
        }
      }
    }
    return phrases;
  }

  @Test
  void nobody_is_gone_whom_the_server_refuses_for_now() throws IOException {
    var phrases = gone();

    assertThat(phrases).hasSizeGreaterThan(100);
    for (var phrase : phrases) {
      for (var step : SmtpReply.Step.values()) {
        assertPasses(phrase, "", new SmtpReply("450", "", step));
        assertPasses(phrase, "4.2.0", new SmtpReply("450", "4.2.0", step));
        assertPasses(phrase, "4.1.1", new SmtpReply("", "4.1.1", step));
      }
    }
  }

  private static void assertPasses(String phrase, String status, SmtpReply reply) {
    var reason = BounceRules.reasonOf(BouncePhrases.in(phrase), phrase, status, reply);
    assertThat(reason.filter(one -> one != BounceReason.NOT_ACCEPT).map(BounceReason::bounceClass))
        .as("%s with %s", phrase, reply)
        .isNotEqualTo(Optional.of(BounceClass.HARD));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "450 4.7.1 mailbox temporarily unavailable",
        "450 4.2.0 Requested mail action not taken: mailbox unavailable",
        "450 4.1.2 <ann@example.com>: Recipient address rejected: Domain not found",
        "451 4.4.3 Name service error for name=example.com type=MX: Host not found, SERVFAIL",
        "450 <ann@example.com>: User unknown in local recipient table",
      })
  void words_do_not_outweigh_a_passing_code(String words) {
    var reply = SmtpReply.in(words);
    var reason =
        BounceRules.reasonOf(BouncePhrases.in(words), words, reply.status(), reply)
            .or(() -> BounceRules.reasonOf(reply.status(), reply));

    assertThat(reason).isPresent();
    assertThat(reason.map(BounceReason::bounceClass)).isNotEqualTo(Optional.of(BounceClass.HARD));
  }

  @Test
  void a_lasting_code_with_the_same_words_is_believed() {
    var words = "550 5.1.1 <ann@example.com>: User unknown in local recipient table";

    assertThat(BounceRules.reasonOf(BouncePhrases.in(words), words, "5.1.1", SmtpReply.in(words)))
        .contains(BounceReason.USER_UNKNOWN);
  }
}
