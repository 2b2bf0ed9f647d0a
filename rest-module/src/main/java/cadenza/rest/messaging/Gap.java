package cadenza.rest.messaging;

import cadenza.kernel.api.InvalidField;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** The minimum gap as it stands on the wire. */
final class Gap {
  private Gap() {}

  static long millis(@Nullable String iso) {
    if (iso == null) {
      return 0;
    }
    try {
      return Duration.parse(iso).toMillis();
    } catch (DateTimeParseException | ArithmeticException notADuration) {
      throw new InvalidField("/minimum_gap", "An ISO 8601 duration, as in PT30S.");
    }
  }

  static String iso(long millis) {
    return Duration.ofMillis(millis).toString();
  }
}
