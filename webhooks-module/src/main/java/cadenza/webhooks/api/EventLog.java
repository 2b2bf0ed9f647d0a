package cadenza.webhooks.api;

import java.util.List;
import java.util.UUID;

/** What happened in a workspace, by number: rising, gapless, never given twice. */
public interface EventLog {
  /**
   * @param envelope JSON, byte for byte as endpoints are told
   */
  record LoggedEvent(long sequence, UUID id, String type, String envelope) {}

  /**
   * @param after the last number already known, 0 for none
   */
  List<LoggedEvent> after(UUID workspaceId, long after, int limit);
}
