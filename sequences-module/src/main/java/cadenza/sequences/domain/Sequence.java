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

  public void pause(Instant now) {
    status = Status.PAUSED;
    updatedAt = now;
  }

  public void resume(Instant now) {
    status = Status.ACTIVE;
    updatedAt = now;
  }

  public boolean isPaused() {
    return status == Status.PAUSED;
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
