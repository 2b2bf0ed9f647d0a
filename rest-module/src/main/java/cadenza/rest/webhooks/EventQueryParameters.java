package cadenza.rest.webhooks;

import cadenza.rest.json.InvalidParameter;
import cadenza.webhooks.application.EventTypes;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What may stand in a question to the event log. */
final class EventQueryParameters {
  private static final String TYPES = "types";
  private static final int LONGEST_WAIT = 30;

  private EventQueryParameters() {}

  /** The types asked for, by commas, by repeating the parameter, or both; none for all of them. */
  static Set<String> types(List<String> given) {
    var types = new TreeSet<String>();
    for (var some : given) {
      if (!some.isEmpty()) {
        for (var type : some.split(",", -1)) {
          types.add(known(type.strip()));
        }
      }
    }
    return types;
  }

  private static String known(String type) {
    if (!EventTypes.known(type)) {
      throw InvalidParameter.of(
          TYPES,
          "unknown_event_type",
          "There is no such event type; GET /v1/event_types lists them.");
    }
    return type;
  }

  static Duration wait(@Nullable String given) {
    if (given == null || given.isEmpty()) {
      return Duration.ZERO;
    }
    if (given.matches("[0-9]{1,2}") && Integer.parseInt(given) <= LONGEST_WAIT) {
      return Duration.ofSeconds(Integer.parseInt(given));
    }
    throw InvalidParameter.of("wait", "invalid_parameter", "Whole seconds, 0 to 30.");
  }

  /**
   * @param parameter it stands in
   */
  static long number(String parameter, String text) {
    if (!text.matches("[0-9]{1,18}")) {
      throw InvalidParameter.of(
          parameter, "invalid_parameter", "This is the number of an event, 0 or more.");
    }
    return Long.parseLong(text);
  }
}
