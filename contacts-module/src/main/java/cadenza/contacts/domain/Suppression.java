package cadenza.contacts.domain;

import cadenza.contacts.api.OptOuts;
import cadenza.contacts.api.SuppressionAdded;
import cadenza.contacts.api.SuppressionCard;
import cadenza.contacts.api.SuppressionDraft;
import cadenza.contacts.api.SuppressionLifted;
import cadenza.contacts.domain.SuppressionSubject.Kind;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.InvalidField;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who nobody may write to, from its first instant until it expires or somebody lifts it. */
@Entity
public class Suppression {
  @Id private UUID id;
  private UUID workspaceId;

  @Enumerated(EnumType.STRING)
  private Kind kind;

  private @Nullable String subject;
  private String subjectHash;
  private @Nullable String channel;
  private String reason;
  private @Nullable String evidence;
  private Instant since;
  private @Nullable Instant expiresAt;
  private @Nullable Instant liftedAt;
  private @Nullable String liftedBy;
  private @Nullable String liftEvidence;
  @Version private long version;

  protected Suppression() {}

  public static Suppression of(
      UUID workspaceId,
      SuppressionSubject subject,
      String subjectHash,
      SuppressionDraft draft,
      Instant since) {
    if (draft.expiresAt() != null && !draft.expiresAt().isAfter(since)) {
      throw new InvalidField("/expires_at", "past", "This time is over.");
    }
    var suppression = new Suppression();
    suppression.id = Ids.next();
    suppression.workspaceId = workspaceId;
    suppression.kind = subject.kind();
    suppression.subject = subject.text();
    suppression.subjectHash = subjectHash;
    suppression.channel = subject.channel();
    suppression.reason = draft.reason();
    suppression.evidence = draft.evidence();
    suppression.since = since;
    suppression.expiresAt = draft.expiresAt();
    return suppression;
  }

  /** Of an address that nothing but its hash shall be left of. */
  public static Suppression ofErased(UUID workspaceId, String subjectHash, Instant since) {
    var suppression = new Suppression();
    suppression.id = Ids.next();
    suppression.workspaceId = workspaceId;
    suppression.kind = Kind.ADDRESS;
    suppression.subjectHash = subjectHash;
    suppression.reason = "erased";
    suppression.since = since;
    return suppression;
  }

  public boolean isOver(Instant at) {
    return liftedAt != null || (expiresAt != null && !expiresAt.isAfter(at));
  }

  /** The subject's own word, for ever. */
  public boolean isOptOut() {
    return reason.equals(OptOuts.REASON) && expiresAt == null && liftedAt == null;
  }

  /** Makes room for another one of the same subject. */
  public void close() {
    liftedAt = expiresAt;
  }

  public SuppressionAdded added(@Nullable UUID contactId) {
    return new SuppressionAdded(
        Ids.next(), workspaceId, since, address(), domain(), channel, reason, contactId);
  }

  /**
   * @param by who lifts it
   */
  public SuppressionLifted lift(Instant at, @Nullable String by, @Nullable String because) {
    liftedAt = at;
    liftedBy = by;
    liftEvidence = because;
    return new SuppressionLifted(Ids.next(), workspaceId, at, address(), domain(), channel);
  }

  public @Nullable String subject() {
    return subject;
  }

  UUID id() {
    return id;
  }

  UUID workspaceId() {
    return workspaceId;
  }

  Kind kind() {
    return kind;
  }

  String subjectHash() {
    return subjectHash;
  }

  @Nullable String channel() {
    return channel;
  }

  String reason() {
    return reason;
  }

  @Nullable String evidence() {
    return evidence;
  }

  Instant since() {
    return since;
  }

  @Nullable Instant expiresAt() {
    return expiresAt;
  }

  private @Nullable String address() {
    return kind == Kind.DOMAIN ? null : subject;
  }

  private @Nullable String domain() {
    return kind == Kind.DOMAIN ? subject : null;
  }

  public SuppressionCard card() {
    return new SuppressionCard(
        id,
        kind.name(),
        address(),
        domain(),
        channel,
        reason,
        evidence,
        since,
        expiresAt,
        liftedAt,
        liftedBy,
        liftEvidence);
  }
}
