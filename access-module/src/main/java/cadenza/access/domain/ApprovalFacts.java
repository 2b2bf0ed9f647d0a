package cadenza.access.domain;

import cadenza.access.api.ApprovalCard;
import cadenza.access.api.ApprovalStatus;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is short of an approval: who asked for what kind of thing, and what was decided. */
@MappedSuperclass
abstract class ApprovalFacts {
  @Id UUID id;
  UUID workspaceId;
  String kind;
  UUID tokenId;
  @Nullable UUID inboxId;

  @Enumerated(EnumType.STRING)
  ApprovalStatus state;

  @Nullable String reason;
  Instant createdAt;
  Instant expiresAt;
  @Nullable Instant decidedAt;
  @Nullable UUID decidedBy;
  boolean byPerson;
  @Nullable Instant editedAt;
  @Nullable UUID editedBy;
  boolean editedByPerson;
  @Version long version;

  public UUID id() {
    return id;
  }

  /** Time runs out whether anybody looks or not. */
  public ApprovalStatus status(Instant now) {
    return state == ApprovalStatus.PENDING && !now.isBefore(expiresAt)
        ? ApprovalStatus.EXPIRED
        : state;
  }

  /**
   * @param request what was asked for; null in a list, as are the two others
   */
  ApprovalCard card(
      Instant now, @Nullable String request, @Nullable String reaches, @Nullable String result) {
    return new ApprovalCard(
        id,
        workspaceId,
        kind,
        status(now),
        request,
        reaches,
        result,
        reason,
        tokenId,
        inboxId,
        createdAt,
        expiresAt,
        decidedAt,
        decidedBy,
        byPerson,
        editedAt,
        editedBy,
        editedByPerson,
        version);
  }
}
