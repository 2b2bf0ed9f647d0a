package cadenza.rest.json;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.JsonbException;
import jakarta.json.bind.adapter.JsonbAdapter;
import jakarta.json.bind.config.PropertyNamingStrategy;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/**
 * The one JSON form of the native interface: snake_case, absent instead of null, instants in UTC to
 * the millisecond. Fields that a body does not know are ignored.
 */
public final class WireJson {
  private static final DateTimeFormatter MILLIS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  private static final Jsonb JSONB =
      JsonbBuilder.create(
          new JsonbConfig()
              .withPropertyNamingStrategy(PropertyNamingStrategy.LOWER_CASE_WITH_UNDERSCORES)
              .withAdapters(new InstantText()));

  private WireJson() {}

  public static Jsonb jsonb() {
    return JSONB;
  }

  public static String write(Object value) {
    return JSONB.toJson(value);
  }

  /** The wire name of a Java name: {@code nextCursor} is {@code next_cursor}. */
  public static String snake(String name) {
    var snake = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isUpperCase(c) && i > 0) {
        snake.append('_');
      }
      snake.append(c);
    }
    return snake.toString().toLowerCase(Locale.ROOT);
  }

  /** Instants as {@code 2026-01-05T09:00:00.000Z}; any offset is read. */
  public static final class InstantText implements JsonbAdapter<Instant, String> {
    private static final Instant EARLIEST = Instant.EPOCH;

    /** The wire form has years of four digits. */
    public static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    @Override
    public String adaptToJson(Instant instant) {
      return instant.isBefore(EARLIEST) || instant.isAfter(LATEST)
          ? MILLIS.format(instant)
          : text(instant.atOffset(ZoneOffset.UTC));
    }

    /** Digit by digit: a list has hundreds of them, and a formatter takes several times as long. */
    private static String text(OffsetDateTime time) {
      var digits = "0000-00-00T00:00:00.000Z".toCharArray();
      put(digits, 3, time.getYear());
      put(digits, 6, time.getMonthValue());
      put(digits, 9, time.getDayOfMonth());
      put(digits, 12, time.getHour());
      put(digits, 15, time.getMinute());
      put(digits, 18, time.getSecond());
      put(digits, 22, time.getNano() / 1_000_000);
      return new String(digits);
    }

    /** Ends there. */
    private static void put(char[] digits, int end, int number) {
      int at = end;
      for (int rest = number; rest > 0; rest /= 10) {
        digits[at--] = (char) ('0' + rest % 10);
      }
    }

    @Override
    public Instant adaptFromJson(String text) {
      try {
        var read = DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
        if (read.isBefore(EARLIEST) || read.isAfter(LATEST)) {
          throw new DateTimeParseException("Outside the years 1970 to 9999", text, 0);
        }
        return read;
      } catch (DateTimeParseException e) {
        throw new JsonbException("Not an instant in ISO 8601", e);
      }
    }
  }
}
