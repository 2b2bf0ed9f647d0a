package cadenza.webhooks.adapter.format;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.kernel.api.Ids;
import cadenza.messaging.api.Conversations.MessageCard;
import cadenza.testing.HandSetClocks;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mails that are longer than what a webhook may be. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LongMailsTest {
  final LongMails mails = new LongMails();
  final HandSetClocks clocks = new HandSetClocks();

  @BeforeEach
  void an_installation_with_a_public_address() {
    mails.clocks = clocks;
    mails.views = (id, until) -> Optional.of("https://cadenza.example/m/" + id + "/" + until);
  }

  @Test
  void what_is_short_stays_as_it_is() {
    var message = mail("x".repeat(80 * 1024), "<p>Hi</p>", null);

    assertThat(mails.bounded(message)).isSameAs(message);
  }

  @Test
  void in_the_place_of_long_words_stands_where_they_can_be_read_for_a_month() {
    var message = mail("Hi", "x".repeat(80 * 1024 + 1), "Yes.");

    var bounded = mails.bounded(message);

    assertThat(bounded.html())
        .isEqualTo(
            "https://cadenza.example/m/"
                + message.id()
                + "/"
                + clocks.real().plus(LongMails.READABLE_FOR));
    assertThat(bounded.text()).isEqualTo("Hi");
    assertThat(bounded.replyText()).isEqualTo("Yes.");
  }

  @Test
  void without_a_public_address_they_are_left_out() {
    mails.views = (id, until) -> Optional.empty();

    assertThat(mails.bounded(mail("x".repeat(100_000), null, null)).text()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "\"", "\\", "ü", "\u2028", "漢", "🎼", "\u0001", "\n"})
  void three_texts_of_whatever_characters_fit_into_256_kib(String character) {
    for (int length : new int[] {10_000, 13_000, 20_000, 27_000, 40_000, 60_000, 81_920}) {
      var text = character.repeat(length);
      var bounded = mails.bounded(mail(text, text, text));

      assertThat(
              Json.of(
                      Map.of(
                          "text", String.valueOf(bounded.text()),
                          "html", String.valueOf(bounded.html()),
                          "reply", String.valueOf(bounded.replyText())))
                  .getBytes(StandardCharsets.UTF_8))
          .hasSizeLessThan(250 * 1024);
    }
  }

  private static MessageCard mail(
      @Nullable String text, @Nullable String html, @Nullable String replyText) {
    return new MessageCard(
        Ids.next(),
        UUID.randomUUID(),
        Ids.next(),
        Ids.next(),
        "INBOUND",
        "REPLY",
        null,
        null,
        null,
        "zoe@example.com",
        "Zoë",
        "sales@cadenza.test",
        List.of(),
        List.of(),
        null,
        false,
        false,
        "Re: Hello",
        text,
        html,
        replyText,
        null,
        null,
        null,
        Instant.EPOCH,
        null,
        null,
        List.of());
  }
}
