package cadenza.access.api;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request that waits, or waited, for somebody's word.
 *
 * @param kind what was asked for, as the interface names it
 * @param request the body of the request, JSON; null in a list, as the result is
 * @param reaches whom it reached when it was written, JSON; null in a list
 * @param result what came of it, JSON; null unless it was approved
 * @param reason of a refusal, in the words of whoever refused
 * @param tokenId who asked
 * @param inboxId what that token is bound to; null where it is bound to none
 * @param decidedBy a token or a user; null while nobody has decided
 * @param byPerson whether it was a user
 * @param editedBy who has changed it last, a token or a user; null while it is as it was asked for
 * @param editedByPerson whether that was a user
 */
public record ApprovalCard(
    UUID id,
    UUID workspaceId,
    String kind,
    ApprovalStatus status,
    @Nullable String request,
    @Nullable String reaches,
    @Nullable String result,
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
    long version) {}
