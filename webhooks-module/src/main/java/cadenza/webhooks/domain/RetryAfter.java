package cadenza.webhooks.domain;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Until when an endpoint asks to be left alone, as RFC 9110 section 10.2.3 lets it say so. */
public final class RetryAfter {
  private static final String NAME = "retry-after:";
  private static final Duration LONGEST = Duration.ofHours(24);

  /** What asks for more than a year is no number of seconds. */
  private static final String SECONDS = "[0-9]{1,8}";

  private static final Duration BELIEVED = Duration.ofDays(365);

  /** The three spellings of a date that RFC 9110 section 5.6.7 has a recipient know. */
  private static final List<DateTimeFormatter> DATES =
      List.of(
          format("EEE, dd MMM uuuu HH:mm:ss 'GMT'"),
          new DateTimeFormatterBuilder()
              .appendPattern("EEEE, dd-MMM-")
              .appendValueReduced(ChronoField.YEAR, 2, 2, 2000)
              .appendPattern(" HH:mm:ss 'GMT'")
              .toFormatter(Locale.ENGLISH)
              .withZone(ZoneOffset.UTC),
          format("EEE MMM ppd HH:mm:ss uuuu"));

  private RetryAfter() {}

  /**
   * @param status of the answer; 429 and 503 are listened to
   * @param headers one {@code name: value} a line
   * @param at when the answer came
   * @return a time at most 24 hours away, or empty where nothing sensible is asked for
   */
  public static Optional<Instant> of(
      @Nullable Integer status, @Nullable String headers, Instant at) {
    if (status == null || (status != 429 && status != 503) || headers == null) {
      return Optional.empty();
    }
    return headers
        .lines()
        .filter(line -> line.regionMatches(true, 0, NAME, 0, NAME.length()))
        .findFirst()
        .map(line -> line.substring(NAME.length()).strip())
        .flatMap(value -> asked(value, at))
        .filter(asked -> asked.isAfter(at) && asked.isBefore(at.plus(BELIEVED)))
        .map(asked -> asked.isAfter(at.plus(LONGEST)) ? at.plus(LONGEST) : asked);
  }

  private static Optional<Instant> asked(String value, Instant at) {
    return value.matches(SECONDS)
        ? Optional.of(at.plusSeconds(Long.parseLong(value)))
        : DATES.stream().flatMap(format -> date(value, format).stream()).findFirst();
  }

  private static Optional<Instant> date(String value, DateTimeFormatter format) {
    try {
      return Optional.of(ZonedDateTime.parse(value, format).toInstant());
    } catch (DateTimeException otherwiseSpelt) {
      return Optional.empty();
    }
  }

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
  }
}
