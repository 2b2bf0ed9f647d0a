package cadenza.messaging.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class OptOutWordsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "STOP",
        "Stop, please",
        "Unsubscribe",
        "unsubscribe, thanks",
        "Opt out",
        "Please unsubscribe me",
        "I would like to unsubscribe",
        "Remove me from your list",
        "take me off your mailing list please",
        "Please stop emailing me.",
        "Do not contact me again",
        "don't email me",
        "No more emails!",
        "Abmelden",
        "Bitte tragen Sie mich aus Ihrem Verteiler aus",
        "Bitte keine weiteren E-Mails mehr",
        "Désinscription",
        "Merci de ne plus me contacter",
        "Por favor denme de baja",
        "Não quero receber mais e-mails",
        "Non desidero ricevere altre email",
        "Schrijf mij uit",
        "Ta bort mig från listan",
        "Proszę mnie usunąć",
        "удалите меня",
      })
  void somebody_asks_for_no_more(String words) {
    assertThat(OptOutWords.isAsked(words)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Yes, sounds good",
        "I'm not interested",
        "Could you stop by on Monday?",
        "stop the presses, this is great",
        "We don't want to remove this option",
        "I won't unsubscribe, your mails are great",
        "How does your unsubscribe feature compare?",
        "Please remove item 3 from the quote",
        "Let's remove the second option",
        "Nicht schlecht, mehr Infos bitte",
        "no further questions",
      })
  void nobody_does(String words) {
    assertThat(OptOutWords.isAsked(words)).isFalse();
  }
}
