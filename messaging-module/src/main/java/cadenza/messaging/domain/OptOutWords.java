package cadenza.messaging.domain;

import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Whether somebody asks not to be written to again. Only the sender's own words count: what is
 * quoted holds our own line about unsubscribing. The wish has to be about the writer and about
 * mail, and to be said in so many words; in doubt nobody asks, and a person reads the answer.
 */
public final class OptOutWords {
  private static final int CHARS_AT_MOST = 2000;

  /** Up to so many words one of them may be all that is said. */
  private static final int FEW_WORDS = 5;

  private static final Set<String> ALONE =
      Set.of(
          "stop",
          "unsubscribe",
          "remove",
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

  /** In front of a wish it turns it into its opposite. */
  private static final Pattern NEGATED =
      Pattern.compile(
          "(?:\\b(?:don'?t|do not|never|won'?t|will not|not|didn'?t|did not|can'?t|cannot|no need to"
              + "|why (?:would|should) (?:i|we|you))"
              + "(?: (?:ever|want to|wish to|need to|have to|going to|just|please|you|to|yet|like to"
              + "|would)){0,2}|\\b(?:ne|nie|non|nao|не)|[\"“„«])\\s?$",
          Pattern.UNICODE_CHARACTER_CLASS);

  /** A wish of somebody else, or on a condition. */
  private static final Pattern SUPPOSED =
      Pattern.compile(
          "\\b(?:if|when|whether|once|after)"
              + " (?!you (?:can|could|would|please))(?:i|we|you|they|he|she|it|some\\w{3,4}|any\\w{3,4}"
              + "|people|our|my|your|a|the|customers|users|contacts)\\b[^,]*$");

  /** Behind a wish it makes another one of it. */
  private static final Pattern QUALIFIED =
      Pattern.compile(
          "\\b(?:b?cc|thread|loop|add|instead|until|till|unless|during|for now|but|call|phone|ring"
              + "|text me|whatsapp|docusign|send (?:it|them|the|that))\\b");

  private static final Pattern QUESTION =
      Pattern.compile(
          "^(?:(?:and|so|but|also) )?(?:how|what|when|where|which|who|does|do(?! not)|did|is|are|wie"
              + "|was|wann|comment|como|come|hoe)\\b.*\\?");

  private static final Pattern HOW_TO_LEAVE = Pattern.compile("^how (?:do|can) i unsubscribe\\b");

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}'-]*");

  /** After a sentence, and where a line that is not wrapped ends. */
  private static final Pattern SENTENCE_ENDS =
      Pattern.compile(
          "(?<=[.!?;…])[ \\t]+|(?<=[.!?;…,:])\\n|\\n[ \\t]*\\n|(?<![^\\n]{60})\\n(?=[ \\t]*[^\\p{Ll}\\s])");

  private static final int LETTER_WORDS = 60;
  private static final int GREETING_WORDS = 4;

  private OptOutWords() {}

  /**
   * @param ownWords a reply without what it quotes, as {@link ReplyText#ownWords}
   */
  public static boolean isAsked(String ownWords) {
    var bounded =
        ownWords.length() <= CHARS_AT_MOST ? ownWords : ownWords.substring(0, CHARS_AT_MOST);
    if (isOneWord(plain(bounded))) {
      return true;
    }
    var sentences =
        SENTENCE_ENDS
            .splitAsStream(bounded.strip())
            .map(OptOutWords::plain)
            .filter(sentence -> !sentence.isEmpty())
            .toList();
    if (words(bounded) > LETTER_WORDS) {
      // A letter is read by a person, unless it begins with the wish.
      int first = sentences.size() > 1 && isGreeting(sentences.get(0)) ? 1 : 0;
      return isSaid(sentences.get(first));
    }
    return isFirstLine(bounded) || sentences.stream().anyMatch(OptOutWords::isSaid);
  }

  private static String plain(String text) {
    return WrittenDates.plain(text).toLowerCase(Locale.ROOT).replaceAll("\\s+", " ").strip();
  }

  private static long words(String text) {
    return WORD.matcher(text).results().count();
  }

  private static boolean isGreeting(String sentence) {
    return words(sentence) <= GREETING_WORDS;
  }

  /** One word, and a name below it. */
  private static boolean isFirstLine(String text) {
    var lines = text.lines().map(OptOutWords::plain).filter(line -> !line.isEmpty()).toList();
    int first = lines.size() > 1 && lines.get(0).endsWith(",") && isGreeting(lines.get(0)) ? 1 : 0;
    return first < lines.size() && text.indexOf('?') < 0 && isOneWord(lines.get(first));
  }

  private static boolean isSaid(String sentence) {
    if (QUESTION.matcher(sentence).find() && !HOW_TO_LEAVE.matcher(sentence).find()) {
      return false;
    }
    return OptOutPhrases.ASKED
        .matcher(sentence)
        .results()
        .anyMatch(
            hit -> {
              var before = sentence.substring(0, hit.start());
              return !NEGATED.matcher(before).find()
                  && !SUPPOSED.matcher(before).find()
                  && !QUALIFIED.matcher(sentence.substring(hit.end())).find();
            });
  }

  /** {@code STOP!} or {@code Please unsubscribe, thanks}, and not {@code stop by on Monday}. */
  private static boolean isOneWord(String plain) {
    var words = WORD.matcher(plain).results().map(MatchResult::group).limit(FEW_WORDS + 1).toList();
    return words.size() <= FEW_WORDS
        && words.stream().anyMatch(ALONE::contains)
        && words.stream().allMatch(word -> ALONE.contains(word) || COURTESIES.contains(word));
  }
}
