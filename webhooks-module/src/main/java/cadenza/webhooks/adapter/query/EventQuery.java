package cadenza.webhooks.adapter.query;

import cadenza.kernel.api.UseCase;
import cadenza.webhooks.api.EventLog;
import cadenza.webhooks.domain.EventRows;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/** Reads the event log in the order of its numbers. */
@UseCase
class EventQuery implements EventLog {
  @Inject EventRows events;

  @Override
  public List<LoggedEvent> after(UUID workspaceId, long after, int limit) {
    return events.after(workspaceId, after, limit);
  }
}
