package cadenza.access.domain;

import cadenza.access.api.ApprovalCard;
import cadenza.access.api.ApprovalStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One of many, without what was asked for and what came of it: those are as long as a request. */
public record ListedApproval(
    UUID id,
    UUID workspaceId,
    String kind,
    ApprovalStatus state,
    @Nullable String reason,
    UUID tokenId,
    @Nullable UUID inboxId,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Instant decidedAt,
    @Nullable UUID decidedBy,
    boolean byPerson,
    @Nullable Instant editedAt,
    @Nullable UUID editedBy,
    boolean editedByPerson,
    long version) {
  static final String COLUMNS =
      "id, workspaceId, kind, state, reason, tokenId, inboxId, createdAt, expiresAt, decidedAt,"
          + " decidedBy, byPerson, editedAt, editedBy, editedByPerson, version";

  public ApprovalCard card(Instant now) {
    return new ApprovalCard(
        id,
        workspaceId,
        kind,
        Approval.status(state, expiresAt, now),
        null,
        null,
        null,
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
