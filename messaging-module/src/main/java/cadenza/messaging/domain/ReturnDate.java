package cadenza.messaging.domain;

import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * When somebody who is away will be there again, by what the automatic reply says, in English,
 * German, French, Spanish, Portuguese, Italian, Dutch, Swedish and Polish.
 */
public final class ReturnDate {
  private static final int CHARS_AT_MOST = 4000;

  /** How far a date may stand from the words that give it its meaning. */
  private static final int NEAR = 60;

  /** The date that follows is the day they are back. Accents are gone from the text. */
  private static final Pattern BACK =
      Pattern.compile(
          "\\b(?:back|return(?:s|ing)?|resum(?:e|es|ing)|available again|reachable again"
              + "|in the office again|zuruck|wieder|ab dem|ab|erreiche\\w* mich"
              + "|de retour|retour|serai disponible|a partir du|a compter du|reviens|reviendrai"
              + "|rentre(?:rai)?"
              + "|vuelvo|volvere|vuelta|regreso|regresare|reincorporo|reincorporare|a partir del"
              + "|de volta|volto|voltarei|regressarei|retorno|retornarei|a partir de"
              + "|torno|tornero|rientro|rientrero|di ritorno|a partire dal|di nuovo"
              + "|terug|weer (?:aanwezig|bereikbaar|op kantoor)|vanaf"
              + "|tillbaka|ater|fran och med|fr\\.o\\.m"
              + "|wracam|wroce|powrot\\w*|z powrotem|bede dostepn\\w*|od dnia)\\b");

  /** The date that follows is the last day they are away. */
  private static final Pattern UNTIL =
      Pattern.compile(
          "\\b(?:until|till|til|through|thru|up to(?: and including)?|to(?= $)"
              + "|bis(?: zum| einschliesslich| inkl\\.?| einschl\\.?)?"
              + "|jusqu'?\\s?(?:au|a)|au|hasta|al|ate|fino(?: al)?|al"
              + "|tot(?: en met)?|t/m|till och med|t\\.?o\\.?m|do(?: dnia)?)\\b|\\d\\s?-\\s?(?=\\d)");

  /** Behind a date they give it the first meaning. */
  private static final Pattern BACK_AFTER =
      Pattern.compile(
          "^[^.!?\\d]{0,40}?\\b(?:wieder|weer|zuruck|back|de retour|terug|tillbaka|ater|z powrotem|di nuovo"
              + "|de vuelta|de volta|again)\\b");

  private static final Pattern AWAY_AFTER =
      Pattern.compile("^\\W{0,3}(?:nicht|not |im urlaub|abwesend|absent|away|out of)");

  private static final Pattern TOMORROW =
      Pattern.compile(
          "\\b(?:back|return|zuruck|wieder|de retour|terug|tillbaka)\\b.{0,20}?"
              + "\\b(?:tomorrow|morgen|demain|imorgon|i morgon)\\b");

  private ReturnDate() {}

  /**
   * The first day on which somebody is there again; empty when the text does not say it, or names
   * no day after that of the mail, or one more than a year away.
   *
   * @param sent the day of the mail, where it was written
   */
  public static Optional<LocalDate> backOn(String text, LocalDate sent) {
    var bounded = text.length() <= CHARS_AT_MOST ? text : text.substring(0, CHARS_AT_MOST);
    var plain = WrittenDates.plain(bounded);
    var dates = WrittenDates.in(bounded, sent);
    LocalDate lastAway = null;
    for (var found : dates) {
      var before = plain.substring(Math.max(0, found.from() - NEAR), found.from());
      var after = plain.substring(endOf(found, plain));
      int back = lastOf(BACK, before);
      int until = lastOf(UNTIL, before);
      boolean away = AWAY_AFTER.matcher(after).find();
      if (!away && (back > until || (until < 0 && BACK_AFTER.matcher(after).find()))) {
        return future(found.date(), sent);
      }
      if (until >= 0 && (lastAway == null || found.date().isAfter(lastAway))) {
        lastAway = found.date();
      }
    }
    if (lastAway != null) {
      return future(lastAway.plusDays(1), sent);
    }
    return TOMORROW.matcher(plain).find() ? Optional.of(sent.plusDays(1)) : Optional.empty();
  }

  /** A full stop behind a month may end the sentence. */
  private static int endOf(WrittenDates.Found found, String plain) {
    return plain.charAt(found.to() - 1) == '.' ? found.to() - 1 : found.to();
  }

  private static Optional<LocalDate> future(LocalDate date, LocalDate sent) {
    return date.isAfter(sent) && date.isBefore(sent.plusYears(1))
        ? Optional.of(date)
        : Optional.empty();
  }

  /** Where the last of such words stands, in the same sentence. */
  private static int lastOf(Pattern words, String before) {
    int sentence = lastSentence(before);
    return words
        .matcher(before)
        .results()
        .map(hit -> hit.start())
        .filter(at -> at > sentence)
        .reduce((first, second) -> second)
        .orElse(-1);
  }

  private static int lastSentence(String before) {
    int end = Math.max(before.lastIndexOf("! "), before.lastIndexOf("? "));
    int dot = before.lastIndexOf(". ");
    boolean ends = dot > 0 && !Character.isDigit(before.charAt(dot - 1));
    return ends ? Math.max(end, dot) : end;
  }
}
