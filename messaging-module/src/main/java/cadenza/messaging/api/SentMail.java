package cadenza.messaging.api;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a workspace has sent. */
public interface SentMail {
  /** A message of a step that a provider took. */
  record Sent(UUID messageId, UUID enrollmentId, Instant at) {}

  /**
   * Messages of steps, latest first.
   *
   * @param since what was taken earlier is left out
   * @param after the last one that was read; null for the start
   */
  List<Sent> latest(UUID workspaceId, Instant since, @Nullable Sent after, int atMost);

  /** The same of these enrollments alone. */
  List<Sent> latestOf(UUID workspaceId, Collection<UUID> enrollments, Instant since, int atMost);

  /** When these were taken; what never was is not in it. */
  Map<UUID, Instant> takenAt(UUID workspaceId, Collection<UUID> messageIds);
}
