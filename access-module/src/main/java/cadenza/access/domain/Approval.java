package cadenza.access.domain;

import cadenza.access.api.ApprovalCard;
import cadenza.access.api.ApprovalStatus;
import cadenza.access.api.Caller;
import cadenza.kernel.api.Ids;
import jakarta.persistence.Entity;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A request that a token may not do by itself. What nobody approves in time is refused. */
@Entity
public class Approval extends ApprovalFacts {
  private String request;
  private String reaches;
  private @Nullable String result;

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

  public UUID tokenId() {
    return tokenId;
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
    return card(now, request, reaches, result);
  }
}
