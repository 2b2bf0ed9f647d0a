package cadenza.messaging.domain;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.TextStyle;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Dates as people write them in the languages of Europe: {@code 24 May}, {@code June 3rd, 2026},
 * {@code 24.05.}, {@code le 24 mai}, {@code 2026-05-24}, {@code Monday}. Where the year is missing
 * the next such date is meant.
 */
final class WrittenDates {
  /** A date and where it stands in the text. */
  record Found(LocalDate date, int from, int to) {}

  private static final List<Locale> LANGUAGES =
      List.of("en", "de", "fr", "es", "pt", "it", "nl", "sv", "pl", "da", "nb", "fi", "cs").stream()
          .map(Locale::forLanguageTag)
          .toList();

  private static final Map<String, Integer> MONTHS = months();
  private static final Map<String, DayOfWeek> WEEKDAYS = weekdays();

  private static final String WORD = "(\\p{L}{3,12})";
  private static final String YEAR = "(?:,?\\s{0,2}(?:de\\s|del\\s)?((?:19|20)\\d{2}))?";

  private static final Pattern YEAR_FIRST =
      Pattern.compile("(?<!\\d)(20\\d{2})[-/.](\\d{1,2})[-/.](\\d{1,2})(?!\\d)");
  private static final Pattern DAY_AND_NAME =
      Pattern.compile(
          "(?<!\\d)(\\d{1,2})(?:st|nd|rd|th|er|\\.|º|°|ª|:e)?\\s{0,2}(?:of\\s|de\\s|di\\s|den\\s)?"
              + WORD
              + "\\.?"
              + YEAR);
  private static final Pattern NAME_AND_DAY =
      Pattern.compile(
          WORD + "\\.?\\s{1,2}(?:the\\s)?(\\d{1,2})(?:st|nd|rd|th)?(?![\\d:]|\\.\\d)" + YEAR);
  private static final Pattern NUMBERS =
      Pattern.compile("(?<![\\d.:/])(\\d{1,2})([./-])(\\d{1,2})(?:\\2((?:20)?\\d{2})?)?(?![\\d:])");
  private static final Pattern NAME = Pattern.compile("(?<!\\p{L})(\\p{L}{4,14})(?!\\p{L})");

  private WrittenDates() {}

  /** All dates in the text that are not before the given day, in their order. */
  static List<Found> in(String text, LocalDate today) {
    var plain = plain(text);
    var found = new ArrayList<Found>();
    YEAR_FIRST.matcher(plain).results().forEach(hit -> add(found, hit, yearFirst(hit)));
    DAY_AND_NAME
        .matcher(plain)
        .results()
        .forEach(hit -> add(found, hit, named(hit.group(2), hit.group(1), hit.group(3), today)));
    NAME_AND_DAY
        .matcher(plain)
        .results()
        .forEach(hit -> add(found, hit, named(hit.group(1), hit.group(2), hit.group(3), today)));
    NUMBERS.matcher(plain).results().forEach(hit -> add(found, hit, numbers(hit, today)));
    NAME.matcher(plain).results().forEach(hit -> add(found, hit, weekday(hit.group(1), today)));
    found.removeIf(
        one ->
            WEEKDAYS.containsKey(plain.substring(one.from(), one.to()))
                && found.stream().anyMatch(other -> isPartOf(one, other)));
    return found.stream()
        .filter(one -> !one.date().isBefore(today))
        .filter(one -> one.date().isBefore(today.plusDays(400)))
        .sorted((a, b) -> Integer.compare(a.from(), b.from()))
        .toList();
  }

  /** Lower case and without accents; every character stays where it was. */
  static String plain(String text) {
    var plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      var letter = Normalizer.normalize(text.substring(i, i + 1), Normalizer.Form.NFD);
      char c = letter.isEmpty() ? ' ' : Character.toLowerCase(letter.charAt(0));
      plain.append(c == '\u00a0' || c == '\n' || c == '\r' || c == '\t' ? ' ' : c);
    }
    return plain.toString().replace('ł', 'l').replace('’', '\'').replace('–', '-');
  }

  /** As in {@code Monday, 3 June}. */
  private static boolean isPartOf(Found weekday, Found date) {
    return date.from() > weekday.from() && date.from() - weekday.to() <= 8;
  }

  /** What was found first is longer. */
  private static void add(List<Found> found, MatchResult hit, Optional<LocalDate> date) {
    if (date.isPresent()
        && found.stream().noneMatch(one -> one.from() < hit.end() && hit.start() < one.to())) {
      found.add(new Found(date.get(), hit.start(), hit.end()));
    }
  }

  private static Optional<LocalDate> yearFirst(MatchResult hit) {
    return dateOf(number(hit.group(1)), number(hit.group(2)), number(hit.group(3)));
  }

  private static Optional<LocalDate> named(
      String name, String day, @Nullable String year, LocalDate today) {
    var month = MONTHS.get(name);
    if (month == null) {
      return Optional.empty();
    }
    return year == null
        ? next(month, number(day), today)
        : dateOf(number(year), month, number(day));
  }

  private static Optional<LocalDate> numbers(MatchResult hit, LocalDate today) {
    int first = number(hit.group(1));
    int second = number(hit.group(3));
    var year = hit.group(4);
    if (hit.group(2).equals("-") && year == null) {
      return Optional.empty(); // a range of hours or days
    }
    if (hit.group(2).equals("/") && first <= 12 && second <= 12) {
      return sooner(of(first, second, year, today), of(second, first, year, today));
    }
    return first > 12 || !hit.group(2).equals("/")
        ? of(first, second, year, today)
        : of(second, first, year, today);
  }

  /** In one country 5/6 is in May, in another in June: absences are short. */
  private static Optional<LocalDate> sooner(Optional<LocalDate> one, Optional<LocalDate> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.or(() -> other);
    }
    return one.get().isAfter(other.get()) ? other : one;
  }

  private static Optional<LocalDate> of(
      int day, int month, @Nullable String year, LocalDate today) {
    if (year == null) {
      return next(month, day, today);
    }
    return dateOf(year.length() == 2 ? 2000 + number(year) : number(year), month, day);
  }

  private static Optional<LocalDate> next(int month, int day, LocalDate today) {
    var date = dateOf(today.getYear(), month, day);
    return date.isPresent() && date.get().isBefore(today)
        ? dateOf(today.getYear() + 1, month, day)
        : date;
  }

  private static Optional<LocalDate> weekday(String word, LocalDate today) {
    return Optional.ofNullable(WEEKDAYS.get(word))
        .map(day -> today.with(TemporalAdjusters.next(day)));
  }

  private static Optional<LocalDate> dateOf(int year, int month, int day) {
    try {
      return Optional.of(LocalDate.of(year, month, day));
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }

  /** Names and abbreviations of all languages; what means two months means none. */
  private static Map<String, Integer> months() {
    var names = new HashMap<String, Integer>();
    for (var language : LANGUAGES) {
      for (var month : Month.values()) {
        for (var style :
            List.of(
                TextStyle.FULL,
                TextStyle.FULL_STANDALONE,
                TextStyle.SHORT,
                TextStyle.SHORT_STANDALONE)) {
          var name = plain(month.getDisplayName(style, language)).replace(".", "");
          if (name.length() >= 3) {
            names.merge(name, month.getValue(), (a, b) -> a.equals(b) ? a : 0);
          }
        }
      }
    }
    names.put("sept", 9);
    names.put("mrt", 3);
    names.values().removeIf(month -> month == 0);
    return Map.copyOf(names);
  }

  private static Map<String, DayOfWeek> weekdays() {
    var names = new HashMap<String, DayOfWeek>();
    for (var language : LANGUAGES) {
      for (var day : DayOfWeek.values()) {
        var name = plain(day.getDisplayName(TextStyle.FULL, language));
        if (name.length() >= 4 && !name.contains("-")) {
          names.putIfAbsent(name, day);
        }
      }
    }
    names.put("segunda", DayOfWeek.MONDAY);
    names.put("quarta", DayOfWeek.WEDNESDAY);
    names.put("quinta", DayOfWeek.THURSDAY);
    names.put("srode", DayOfWeek.WEDNESDAY);
    return Map.copyOf(names);
  }
}
