package cadenza.messaging.application;

import cadenza.kernel.api.UseCase;
import cadenza.messaging.api.MailTrail;
import cadenza.messaging.domain.MailTrails;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/** Answers what belongs to which message. */
@UseCase
class ReadMailTrail implements MailTrail {
  @Inject MailTrails trails;

  @Override
  public Map<UUID, Answer> answers(UUID workspaceId, Collection<UUID> inboundIds) {
    return inboundIds.isEmpty() ? Map.of() : trails.answers(workspaceId, inboundIds);
  }

  @Override
  public Map<UUID, Report> reportsOf(UUID workspaceId, Collection<UUID> bouncedIds) {
    return bouncedIds.isEmpty() ? Map.of() : trails.reports(workspaceId, bouncedIds);
  }

  @Override
  public Map<UUID, Account> accounts(UUID workspaceId, Collection<UUID> senderAccountIds) {
    return senderAccountIds.isEmpty() ? Map.of() : trails.accounts(workspaceId, senderAccountIds);
  }

  @Override
  public Map<UUID, UUID> lastSent(UUID workspaceId, Collection<UUID> enrollmentIds) {
    return enrollmentIds.isEmpty() ? Map.of() : trails.lastSent(workspaceId, enrollmentIds);
  }
}
