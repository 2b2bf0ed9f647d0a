package cadenza.messaging.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ReturnDateTest {
  private static final LocalDate MONDAY = LocalDate.of(2026, 5, 18);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "I will be back on Monday 3rd June | 2026-06-03",
        "I will return to the office on June 1. | 2026-06-01",
        "returning Wednesday | 2026-05-20",
        "back on 5/26 | 2026-05-26",
        "I will be back tomorrow | 2026-05-19",
        "Ab dem 27.05. bin ich wieder erreichbar. | 2026-05-27",
        "Ich bin ab Montag, 1. Juni wieder im Büro | 2026-06-01",
        "Ich bin am 1. Juni wieder da | 2026-06-01",
        "Je serai de retour le 1er juin 2026 | 2026-06-01",
        "Vuelvo el 1 de junio | 2026-06-01",
        "Estarei de volta em 1 de junho | 2026-06-01",
        "Rientrerò il 1 giugno 2026 | 2026-06-01",
        "Ik ben op 1 juni weer aanwezig | 2026-06-01",
        "Vanaf 1 juni ben ik terug | 2026-06-01",
        "Jag är tillbaka den 1 juni | 2026-06-01",
        "Wracam 1 czerwca 2026 | 2026-06-01",
      })
  void of_a_return_the_day_is_read(String words, LocalDate day) {
    assertThat(ReturnDate.backOn(words, MONDAY)).contains(day);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "I am out of the office until 24 May. | 2026-05-25",
        "I'm away through May 24th, 2026. | 2026-05-25",
        "I am out of office until 2026-05-24 | 2026-05-25",
        "I'm out of office from 18/05/2026 to 22/05/2026 | 2026-05-23",
        "Ich bin bis 24.05.2026 nicht im Büro. | 2026-05-25",
        "Ich bin bis einschließlich 24. Mai abwesend. | 2026-05-25",
        "Ich bin vom 18.05. bis 29.05.2026 im Urlaub | 2026-05-30",
        "Je suis absent jusqu'au 24 mai. | 2026-05-25",
        "absente du 18 au 22 mai inclus | 2026-05-23",
        "Estaré fuera de la oficina hasta el 24 de mayo de 2026 | 2026-05-25",
        "Estarei ausente até 24 de maio. | 2026-05-25",
        "Sono fuori ufficio fino al 24 maggio | 2026-05-25",
        "Ik ben afwezig tot en met 24 mei | 2026-05-25",
        "Jag är på semester till och med 24 maj | 2026-05-25",
        "Jestem nieobecny do 24 maja | 2026-05-25",
      })
  void of_an_absence_it_is_the_day_after_the_last_one(String words, LocalDate day) {
    assertThat(ReturnDate.backOn(words, MONDAY)).contains(day);
  }

  @Test
  void a_day_without_a_year_is_the_next_such_day() {
    assertThat(ReturnDate.backOn("on vacation until Jan 4", MONDAY))
        .contains(LocalDate.of(2027, 1, 5));
  }

  @Test
  void the_day_of_the_return_counts_and_no_other_one() {
    assertThat(ReturnDate.backOn("away from 20 May until 24 May, back on 27 May 2026", MONDAY))
        .contains(LocalDate.of(2026, 5, 27));
    assertThat(ReturnDate.backOn("Thanks for your mail of 3 May. I will be back on May 25", MONDAY))
        .contains(LocalDate.of(2026, 5, 25));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "I am out of the office. Please call 24 May Street",
        "I was away until 3 May 2026.",
        "I am back on the 45th of May",
        "Thank you for your message.",
        "",
      })
  void where_no_such_day_is_named_there_is_none(String words) {
    assertThat(ReturnDate.backOn(words, MONDAY)).isEmpty();
  }
}
