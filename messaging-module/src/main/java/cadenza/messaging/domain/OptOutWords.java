package cadenza.messaging.domain;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether somebody asks not to be written to again. Only the sender's own words count: what is
 * quoted holds our own line about unsubscribing.
 */
public final class OptOutWords {
  private static final int CHARS_AT_MOST = 2000;

  /** Up to so many words one of them may be all that is said. */
  private static final int FEW_WORDS = 5;

  private static final Set<String> ALONE =
      Set.of(
          "stop",
          "unsubscribe",
          "optout",
          "opt-out",
          "abmelden",
          "abbestellen",
          "austragen",
          "desinscrire",
          "desabonner",
          "desabonnement",
          "desinscription",
          "baja",
          "darmedebaja",
          "cancelar",
          "descadastrar",
          "remover",
          "cancellami",
          "cancellazione",
          "disiscrivimi",
          "uitschrijven",
          "afmelden",
          "avregistrera",
          "avprenumerera",
          "avmeld",
          "afmeld",
          "wypisz",
          "rezygnuje",
          "отписаться",
          "отпишите",
          "стоп",
          "退订",
          "配信停止");

  private static final Set<String> COURTESIES =
      Set.of(
          "please",
          "pls",
          "thanks",
          "thank",
          "you",
          "now",
          "it",
          "this",
          "all",
          "stop",
          "bitte",
          "danke",
          "merci",
          "por",
          "favor",
          "gracias",
          "obrigado",
          "grazie",
          "graag",
          "bedankt",
          "tack",
          "prosze",
          "dziekuje",
          "пожалуйста",
          "спасибо");

  private static final Pattern ASKED =
      Pattern.compile(
          "(?:please|pls|kindly|can you|could you|want to|wish to|like to)\\s(?:\\w{1,12}\\s)?"
              + "(?:unsubscribe|opt[ -]?out)|unsubscribe (?:me|us|please|from|my)|opt (?:me|us) out|^opt[ -]out\\W*$"
              + "|opting out"
              + "|(?:remove|delete) (?:me|us|my (?:e-?mail|address|name|data|details|contact))"
              + "|take (?:me|us|my \\w{1,12}) off"
              + "|(?:stop|quit|cease) (?:e-?mailing|mailing|contacting|messaging|spamming|sending"
              + "|writing(?: to)?|bothering|these e-?mails)"
              + "|(?:don'?t|do not|never) (?:ever )?(?:e-?mail|contact|write to|mail|message|spam) (?:me|us)"
              + "|no (?:more|further) (?:e-?mails|mails|messages|contact)\\b"
              + "|off your (?:mailing )?list"
              + "|(?:bitte )?(?:melden sie mich ab|tragen sie mich aus|nehmen sie mich aus|streichen sie mich)"
              + "|(?:keine|nicht) (?:weiteren? |mehr )?(?:e-?mails?|mails?|nachrichten|werbung|kontaktieren"
              + "|anschreiben)(?: mehr)?|aus (?:ihrem|dem|eurem) verteiler"
              + "|loschen sie (?:mich|meine)|mochte keine"
              + "|(?:me |nous )?desinscri(?:re|vez)|(?:me |nous )?desabonne[rz]"
              + "|ne (?:plus|me|m')\\s?\\w{0,12}\\s?(?:plus )?(?:ecrire|contacter|contactez|recevoir|ecrivez|envoyer)"
              + "|retire[rz](?:-| )(?:moi|mon adresse|nous)|supprime[rz](?:-| )(?:moi|mon adresse)"
              + "|dar(?:me)? de baja|denme de baja|no (?:me )?(?:envien|escriban|contacten|manden)"
              + "|no (?:quiero|deseo) (?:recibir|mas)|eliminen? mi|borren? mi"
              + "|nao (?:quero|desejo) (?:mais )?receber|(?:me )?remova(?:m)? (?:me|da|meu)|me descadastr"
              + "|nao me (?:envie|escreva|contate)m?"
              + "|non (?:voglio|desidero) (?:piu )?ricevere|non (?:scrivetemi|contattatemi|mandatemi)"
              + "|(?:cancellatemi|rimuovetemi|toglietemi|disiscrivetemi)"
              + "|schrijf (?:mij|me|ons) uit|geen (?:e-?mails?|mails?|berichten) meer|haal (?:mij|me) van"
              + "|verwijder (?:mij|me|mijn)|niet meer (?:mailen|contacteren|benaderen)"
              + "|ta bort mig|avregistrera mig|sluta (?:mejla|maila|kontakta|skicka)|inga fler (?:mejl|mail)"
              + "|prosze (?:mnie )?(?:wypisac|usunac)|(?:wypisz|usun)(?:cie)? mnie|prosze nie (?:pisac|wysylac|kontaktowac)"
              + "|nie zycze sobie"
              + "|(?:уберите|удалите|отпишите) меня|не (?:пишите|присылайте|беспокойте)");

  private static final Pattern NEGATED =
      Pattern.compile(
          "(?:don'?t|do not|never|won't|not going to|why would i|didn'?t) (?:\\w{1,10} )?"
              + "(?:unsubscribe|opt|remove|take me off)");

  private OptOutWords() {}

  /**
   * @param ownWords a reply without what it quotes, as {@link ReplyText#ownWords}
   */
  public static boolean isAsked(String ownWords) {
    var bounded =
        ownWords.length() <= CHARS_AT_MOST ? ownWords : ownWords.substring(0, CHARS_AT_MOST);
    var plain =
        WrittenDates.plain(bounded).toLowerCase(Locale.ROOT).replaceAll("\\s+", " ").strip();
    if (plain.isEmpty() || NEGATED.matcher(plain).find()) {
      return false;
    }
    return isOneWord(plain) || ASKED.matcher(plain).find();
  }

  /** {@code STOP!} or {@code Unsubscribe, thanks}, and not {@code stop by on Monday}. */
  private static boolean isOneWord(String plain) {
    var words = plain.split("[^\\p{L}\\p{N}-]+");
    int from = words.length > 0 && words[0].isEmpty() ? 1 : 0;
    if (words.length - from > FEW_WORDS || words.length == from) {
      return false;
    }
    return ALONE.contains(words[from]) && isCourtesy(words, from + 1);
  }

  private static boolean isCourtesy(String[] words, int from) {
    for (int i = from; i < words.length; i++) {
      if (!COURTESIES.contains(words[i])) {
        return false;
      }
    }
    return true;
  }
}
