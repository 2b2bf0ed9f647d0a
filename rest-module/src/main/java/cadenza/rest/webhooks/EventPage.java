package cadenza.rest.webhooks;

import cadenza.kernel.api.Page;
import cadenza.rest.json.Paged;
import cadenza.webhooks.api.EventLog.LoggedEvent;
import cadenza.webhooks.api.EventLog.Part;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of the event log; {@link EventPageWriter} writes it, and {@link EventLogBody} describes
 * it.
 */
record EventPage(List<String> envelopes, @Nullable String nextCursor, long lookedThrough, int limit)
    implements Paged {
  /**
   * @param part one event more than the page takes where there are more
   */
  static EventPage of(Part part, int limit) {
    var events = part.events();
    var page = Page.of(events, limit, event -> Long.toString(event.sequence()));
    long through = events.size() > limit ? events.get(limit - 1).sequence() : part.lookedThrough();
    return new EventPage(page.map(LoggedEvent::envelope).results(), page.next(), through, limit);
  }

  static EventPage empty(long lookedThrough, int limit) {
    return new EventPage(List.of(), null, lookedThrough, limit);
  }

  @Override
  public EventPage continuedBy(String cursor) {
    return new EventPage(envelopes, cursor, lookedThrough, limit);
  }

  /** The envelopes are JSON already and go out byte for byte. */
  String toJson() {
    var json = new StringBuilder("{\"results\":[");
    json.append(String.join(",", envelopes)).append(']');
    if (nextCursor != null) {
      json.append(",\"next_cursor\":\"").append(nextCursor).append('"');
    }
    json.append(",\"looked_through\":").append(lookedThrough);
    return json.append(",\"limit\":").append(limit).append('}').toString();
  }
}
