package cadenza.messaging.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
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
        "I never opted in to this. Please unsubscribe me.",
        "I didn't opt in to your list, remove me",
        "Unsubscribe me. I do not opt in to such lists",
        "Don't remove the option. Remove me from your list",
        "please stop emailing me",
        "no more emails please",
        "Please stop",
        "Remove",
        "remove me",
        "take me off your list",
        "Unsubscribe\nBob Smith\nExample Inc.",
        "Hi Ann,\n\nplease remove me from your mailing list.\n\nThanks,\nBob",
        "Hello, could you please take my address off this\nmailing list? Thank you.",
        "I no longer wish to receive emails from you.",
        "How do I unsubscribe?",
        "Ich möchte keine weiteren E-Mails erhalten.",
        "Bitte kontaktieren Sie mich nicht mehr",
        "Bitte löschen Sie meine Daten",
        "Je ne souhaite plus recevoir vos e-mails",
        "No quiero recibir más correos",
        "Non scrivetemi più",
        "Graag geen mails meer",
        "Sluta mejla mig",
        "Не пишите мне больше",
        "не беспокойте",
        "UNSUBSCRIBE ME NOW",
        "Would you mind removing me from your list?",
        "Merci de me retirer de votre liste",
        "Отпишите меня от рассылки",
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
        "Is that 20% off your list price?",
        "Can you opt out of the contract after a year?",
        "What does opting out cost?",
        "Ich habe keine E-Mail erhalten, bitte nochmal schicken",
        "Ich möchte keine Zeit verlieren, wann passt es?",
        "Please don't email me the contract, send it via DocuSign",
        "Queremos dar de baja el contrato actual",
        "How do customers unsubscribe from your newsletters?",
        "We want to stop sending invoices by paper, tell me more",
        "please remove me (to bcc) and add Jane",
        "Please remove me from this thread and add Jane",
        "Please do not remove me from your list",
        "Don't email me, call me on Monday",
        "Please don't contact me until June",
        "I opted in to this",
        "Does it work when somebody answers \"remove me from your list\"?",
        "How do we make vendors stop emailing us?",
        "Ik krijg geen mails meer van mijn oude leverancier, kan dat beter?",
        "Ne me retirez pas de votre liste",
        "Proszę usunąć punkt 3",
        "Bitte keine Mail an Herrn Maier",
        "Could you remove me as admin and make Jane the owner?",
        "You don't need to email me again, the contract is signed",
        "Would you stop emailing us once we sign?",
        "please unsubscribe Jane, she left; I take over",
        "I asked your competitor to remove me from their list. You are better.",
      })
  void nobody_does(String words) {
    assertThat(OptOutWords.isAsked(words)).isFalse();
  }

  @Test
  void a_long_letter_is_left_to_a_person_unless_it_begins_with_it() {
    var long60 = "we looked at the offer and the price is fine for all of us ".repeat(6);

    assertThat(OptOutWords.isAsked("Hi, " + long60 + ". You may remove me from your list."))
        .isFalse();
    assertThat(OptOutWords.isAsked("Hi Ann,\n\nremove me from your list. Why: " + long60)).isTrue();
  }

  @Test
  void nothing_takes_long() {
    for (var part : List.of("stop ", "remove me from your ", "a", " ", "no more ", "please ")) {
      assertTimeout(
          Duration.ofSeconds(1),
          () -> OptOutWords.isAsked(part.repeat(100_000 / part.length())),
          part);
    }
  }
}
