package cadenza.sequences.domain;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A plan of touches; what is walked is one of its published versions. */
@Entity
@IdClass(WorkspaceKey.class)
public class Sequence {
  /** Whether its enrollments move. */
  public enum Status {
    ACTIVE,
    PAUSED
  }

  @Id private UUID workspaceId;
  @Id private UUID id;
  private String name;

  @Enumerated(EnumType.STRING)
  private Status status;

  private @Nullable String pauseReason;
  private @Nullable Instant bouncesSince;

  private UUID senderAccountId;
  private @Nullable String adHocKey;
  private @Nullable UUID latestVersionId;
  private @Nullable Integer latestNumber;
  private Instant createdAt;
  private Instant updatedAt;
  @Version private long version;

  protected Sequence() {}

  public static Sequence define(
      UUID workspaceId,
      UUID id,
      String name,
      UUID senderAccountId,
      @Nullable String adHocKey,
      Instant now) {
    var sequence = new Sequence();
    sequence.workspaceId = workspaceId;
    sequence.id = id;
    sequence.name = name;
    sequence.status = Status.ACTIVE;
    sequence.senderAccountId = senderAccountId;
    sequence.adHocKey = adHocKey;
    sequence.createdAt = now;
    sequence.updatedAt = now;
    return sequence;
  }

  /** Makes a version the one that new enrollments follow, and answers its number. */
  public int publish(UUID versionId, Instant now) {
    latestNumber = (latestNumber == null ? 0 : latestNumber) + 1;
    latestVersionId = versionId;
    updatedAt = now;
    return latestNumber;
  }

  /** By a person, who takes over from a guard. */
  public void pause(Instant now) {
    status = Status.PAUSED;
    pauseReason = null;
    updatedAt = now;
  }

  /** By a guard; only a person lets it go on. */
  public void stop(String reason, Instant now) {
    status = Status.PAUSED;
    pauseReason = reason;
    bouncesSince = now;
    updatedAt = now;
  }

  /** What has bounced until now counts no more. */
  public void resume(Instant now) {
    if (bouncesSince != null || pauseReason != null) {
      bouncesSince = now;
    }
    status = Status.ACTIVE;
    pauseReason = null;
    updatedAt = now;
  }

  public boolean isPaused() {
    return status == Status.PAUSED;
  }

  /** Why it rests, where no person has paused it. */
  public @Nullable String pauseReason() {
    return pauseReason;
  }

  public @Nullable Instant bouncesSince() {
    return bouncesSince;
  }

  public boolean isAdHoc() {
    return adHocKey != null;
  }

  public UUID workspaceId() {
    return workspaceId;
  }

  public UUID id() {
    return id;
  }

  public String name() {
    return name;
  }

  public Status status() {
    return status;
  }

  public UUID senderAccountId() {
    return senderAccountId;
  }

  public @Nullable UUID latestVersionId() {
    return latestVersionId;
  }

  public Instant createdAt() {
    return createdAt;
  }

  public Instant updatedAt() {
    return updatedAt;
  }
}
