package cadenza.rest.webhooks;

import cadenza.kernel.api.Page;
import cadenza.rest.json.Paged;
import cadenza.webhooks.api.EventLog.LoggedEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of the event log; {@link EventPageWriter} writes it, and {@link EventLogBody} describes
 * it.
 */
record EventPage(List<String> envelopes, @Nullable String nextCursor, int limit) implements Paged {
  /**
   * @param events one more than the page takes where there are more
   */
  static EventPage of(List<LoggedEvent> events, int limit) {
    var page = Page.of(events, limit, event -> Long.toString(event.sequence()));
    return new EventPage(page.map(LoggedEvent::envelope).results(), page.next(), limit);
  }

  @Override
  public EventPage continuedBy(String cursor) {
    return new EventPage(envelopes, cursor, limit);
  }

  /** The envelopes are JSON already and go out byte for byte. */
  String toJson() {
    var json = new StringBuilder("{\"results\":[");
    json.append(String.join(",", envelopes)).append(']');
    if (nextCursor != null) {
      json.append(",\"next_cursor\":\"").append(nextCursor).append('"');
    }
    return json.append(",\"limit\":").append(limit).append('}').toString();
  }
}
