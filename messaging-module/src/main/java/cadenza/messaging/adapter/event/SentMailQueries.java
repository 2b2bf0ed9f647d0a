package cadenza.messaging.adapter.event;

import cadenza.messaging.api.SentMail;
import cadenza.messaging.domain.SentMessages;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers of this module about what was sent. */
@ApplicationScoped
class SentMailQueries implements SentMail {
  @Inject SentMessages messages;

  @Override
  public List<Sent> latest(UUID workspaceId, Instant since, @Nullable Sent after, int atMost) {
    return messages.latest(workspaceId, since, after, atMost);
  }

  @Override
  public List<Sent> latestOf(
      UUID workspaceId, Collection<UUID> enrollments, Instant since, int atMost) {
    return messages.latestOf(workspaceId, enrollments, since, atMost);
  }

  @Override
  public Map<UUID, Instant> takenAt(UUID workspaceId, Collection<UUID> messageIds) {
    return messages.takenAt(workspaceId, messageIds);
  }
}
