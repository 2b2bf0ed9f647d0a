package cadenza.webhooks.adapter.query;

import cadenza.kernel.api.UseCase;
import cadenza.webhooks.api.EventLog;
import cadenza.webhooks.domain.EventRows;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.UUID;

/** Reads the event log in the order of its numbers. */
@UseCase
class EventQuery implements EventLog {
  @Inject EventRows events;

  @Override
  public Part after(UUID workspaceId, long after, Set<String> types, int limit) {
    return events.after(workspaceId, after, types, limit);
  }

  @Override
  public long last(UUID workspaceId) {
    return events.last(workspaceId);
  }
}
