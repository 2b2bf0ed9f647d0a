package cadenza.messaging.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ReplyTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "On Mon, 2 Mar 2026 at 10:00, Ann Example <ann@example.com> wrote:",
        "On Mon, 2 Mar 2026 at 10:00, Ann Example <\nann@example.com> wrote:",
        "Am 02.03.2026 um 10:00 schrieb Ann Example <ann@example.com>:",
        "Le lun. 2 mars 2026 à 10:00, Ann Example <ann@example.com> a écrit :",
        "El lun, 2 mar 2026 a las 10:00, Ann Example (<ann@example.com>) escribió:",
        "Em seg., 2 de mar. de 2026 às 10:00, Ann <ann@example.com> escreveu:",
        "Il giorno lun 2 mar 2026 alle ore 10:00 Ann <ann@example.com> ha scritto:",
        "Op ma 2 mrt 2026 om 10:00 schreef Ann Example <ann@example.com>:",
        "Den mån 2 mars 2026 kl 10:00 skrev Ann Example <ann@example.com>:",
        "W dniu 2.03.2026 o 10:00, Ann Example pisze:",
        "пн, 2 мар. 2026 г. в 10:00, Ann Example <ann@example.com>:",
        "2026年3月2日(月) 10:00 Ann Example <ann@example.com>:",
        "-----Original Message-----\nFrom: Ann",
        "-----Ursprüngliche Nachricht-----\nVon: Ann",
        "---------- Forwarded message ---------\nFrom: Ann",
        "________________________________\nFrom: Ann <ann@example.com>",
        "From: Ann <ann@example.com>\nSent: Monday, 2 March 2026 10:00\nTo: Bob\nSubject: Hi",
        "Von: Ann <ann@example.com>\nGesendet: Montag, 2. März 2026\nAn: Bob\nBetreff: Hi",
        "De : Ann <ann@example.com>\nEnvoyé : lundi 2 mars 2026\nÀ : Bob\nObjet : Hi",
        "*From:* Ann <ann@example.com>\n*Date:* Monday\n*To:* Bob\n*Subject:* Hi",
        "-- \nBob",
        "Sent from my iPhone",
        "Von meinem iPhone gesendet",
        "Envoyé de mon iPhone",
      })
  void what_follows_is_not_new(String mark) {
    assertThat(ReplyText.of("Sounds good.\nCall me.\n\n" + mark + "\n\n> Hello\n> there\n"))
        .isEqualTo("Sounds good.\nCall me.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "On the one hand: yes.\nOn the other: no.",
        "I wrote to you on Monday:\nplease answer.",
        "From: where I stand it looks good.",
        "Prices:\n- 10 EUR\n- 20 EUR",
        "Am 3. Mai bin ich zurück.",
        "1. first\n2. second",
      })
  void words_that_only_look_like_a_mark_stay(String words) {
    assertThat(ReplyText.of(words)).isEqualTo(words);
  }

  @Nested
  class An_answer_between_quoted_pieces {
    private static final String MAIL =
        "> When?\n\nOn Monday.\n\n> Where? To unsubscribe click here.\n\nHere.\n\n> Bye\n";

    @Test
    void stays_with_what_it_answers() {
      assertThat(ReplyText.of(MAIL))
          .isEqualTo("> When?\n\nOn Monday.\n\n> Where? To unsubscribe click here.\n\nHere.");
    }

    @Test
    void is_all_that_is_the_sender_s_own() {
      assertThat(ReplyText.ownWords(MAIL)).isEqualTo("On Monday.\n\nHere.");
    }
  }

  @Test
  void an_answer_below_the_quotation_is_found() {
    assertThat(ReplyText.of("On Mon, 2 Mar 2026, Ann <ann@example.com> wrote:\n> Hi\n\nYes!"))
        .isEqualTo("Yes!");
  }

  @Nested
  class An_answer_without_words {
    private static final String OURS =
        "From: Ann <ann@example.com>\nSent: Monday, 2 March 2026 10:00\nTo: Bob\n"
            + "Subject: Proposal\n\nHello Bob\n\n"
            + "No more emails? Please unsubscribe me: https://example.com/u\n";

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "\n\n",
          "________________________________\n",
          "-----Original Message-----\n",
          "Sent from my iPhone\n\n",
          "Sent from my iPhone\n\n-----Ursprüngliche Nachricht-----\n",
          "Get Outlook for iOS\n________________________________\n",
          "```\n",
          "On Mon, 2 Mar 2026 at 10:00, Ann Example <ann@example.com> wrote:\n\n",
        })
    void has_none_of_its_own_above_what_it_quotes(String above) {
      assertThat(ReplyText.ownWords(above + OURS).replace("```", "")).isEmpty();
      assertThat(OptOutWords.isAsked(ReplyText.ownWords(above + OURS))).isFalse();
    }

    @Test
    void is_shown_to_people_with_all_that_is_there() {
      assertThat(ReplyText.of(OURS)).contains("Hello Bob");
    }
  }

  @Test
  void code_does_not_hide_where_the_quotation_begins() {
    assertThat(ReplyText.ownWords("Look:\n```\nx\n\n-----Original Message-----\nBye"))
        .isEqualTo("Look:\n```\nx");
  }

  @Test
  void nothing_takes_long() {
    for (var part :
        List.of(
            ">", "> ", ">\n", "bq", "On 1 wrote\n", "Am 1.1.2026 <\n", "From: a\n", "-", "a@")) {
      var text = part.repeat(1_000_000 / part.length());
      long before = System.nanoTime();
      ReplyText.of(text);
      assertThat(Duration.ofNanos(System.nanoTime() - before))
          .as(part)
          .isLessThan(Duration.ofSeconds(1));
    }
  }
}
