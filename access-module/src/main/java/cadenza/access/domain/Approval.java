package cadenza.access.domain;

import cadenza.access.api.ApprovalCard;
import cadenza.access.api.ApprovalStatus;
import cadenza.access.api.Caller;
import cadenza.kernel.api.Ids;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A request that a token may not do by itself. What nobody approves in time is refused. */
@Entity
public class Approval {
  @Id private UUID id;
  private UUID workspaceId;
  private String kind;
  private String request;
  private String reaches;
  private UUID tokenId;
  private @Nullable UUID inboxId;

  @Enumerated(EnumType.STRING)
  private ApprovalStatus state;

  private @Nullable String result;
  private @Nullable String reason;
  private Instant createdAt;
  private Instant expiresAt;
  private @Nullable Instant decidedAt;
  private @Nullable UUID decidedBy;
  private boolean byPerson;
  private @Nullable Instant editedAt;
  private @Nullable UUID editedBy;
  private boolean editedByPerson;
  @Version private long version;

  protected Approval() {}

  public static Approval ask(
      Caller caller, String kind, String request, String reaches, Instant now, Duration patience) {
    var approval = new Approval();
    approval.id = Ids.next();
    approval.workspaceId = caller.workspaceId();
    approval.kind = kind;
    approval.request = request;
    approval.reaches = reaches;
    approval.tokenId = caller.tokenId();
    approval.inboxId = caller.boundInbox();
    approval.state = ApprovalStatus.PENDING;
    approval.createdAt = now;
    approval.expiresAt = now.plus(patience);
    return approval;
  }

  public UUID id() {
    return id;
  }

  public UUID tokenId() {
    return tokenId;
  }

  /** Time runs out whether anybody looks or not. */
  public ApprovalStatus status(Instant now) {
    return status(state, expiresAt, now);
  }

  static ApprovalStatus status(ApprovalStatus state, Instant expiresAt, Instant now) {
    return state == ApprovalStatus.PENDING && !now.isBefore(expiresAt)
        ? ApprovalStatus.EXPIRED
        : state;
  }

  /** Throws {@link ApprovalOver} where there is nothing left to decide. */
  public void requirePending(Instant now) {
    var status = status(now);
    if (status != ApprovalStatus.PENDING) {
      throw new ApprovalOver(status);
    }
  }

  /**
   * @param expected the version that the caller has read; null for any
   */
  public void requireVersion(@Nullable Long expected) {
    if (expected != null && expected != version) {
      throw new ChangedMeanwhile();
    }
  }

  /** It is another request from now on; who asked stays. */
  public void edit(String request, String reaches, Caller by, Instant now) {
    requirePending(now);
    this.request = request;
    this.reaches = reaches;
    editedAt = now;
    editedBy = by.maker();
    editedByPerson = by.userId() != null;
  }

  public void approve(String result, Caller by, Instant now) {
    decide(ApprovalStatus.APPROVED, by, now);
    this.result = result;
  }

  public void refuse(@Nullable String reason, Caller by, Instant now) {
    decide(ApprovalStatus.REFUSED, by, now);
    this.reason = reason;
  }

  private void decide(ApprovalStatus decision, Caller by, Instant now) {
    requirePending(now);
    state = decision;
    decidedBy = by.maker();
    byPerson = by.userId() != null;
    decidedAt = now;
  }

  public ApprovalCard card(Instant now) {
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
