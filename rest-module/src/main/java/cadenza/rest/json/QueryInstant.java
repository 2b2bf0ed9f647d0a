package cadenza.rest.json;

import cadenza.rest.json.WireJson.InstantText;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** A time in the query of an address. */
public final class QueryInstant {
  private QueryInstant() {}

  /**
   * @return null where there is none
   * @throws InvalidParameter where it is none, or before 1970
   */
  public static @Nullable Instant of(String parameter, @Nullable String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    try {
      var instant = DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
      if (instant.isBefore(Instant.EPOCH) || instant.isAfter(InstantText.LATEST)) {
        throw InvalidParameter.of(parameter, "out_of_range", "The years go from 1970 to 9999.");
      }
      return instant;
    } catch (DateTimeParseException e) {
      throw InvalidParameter.of(
          parameter, "invalid_instant", "This is not an instant such as 2026-01-05T09:00:00Z.");
    }
  }
}
