package cadenza.sequences.domain;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A published state of a sequence; never changed again. */
@Entity
@IdClass(WorkspaceKey.class)
public class SequenceVersion {
  @Id private UUID workspaceId;
  @Id private UUID id;
  private UUID sequenceId;
  private int number;
  private boolean exitOnReply;
  private boolean track;
  private @Nullable String exitConditionPrompt;
  private @Nullable String zone;
  private @Nullable String windows;
  private int jitterSeconds;
  private Instant publishedAt;

  protected SequenceVersion() {}

  public static SequenceVersion publish(
      UUID workspaceId, UUID id, UUID sequenceId, int number, DraftPlan draft, Instant now) {
    var version = new SequenceVersion();
    version.workspaceId = workspaceId;
    version.id = id;
    version.sequenceId = sequenceId;
    version.number = number;
    version.exitOnReply = draft.exitOnReply();
    version.track = draft.track();
    version.exitConditionPrompt = draft.exitConditionPrompt();
    version.zone = draft.zone() == null ? null : draft.zone().getId();
    version.windows = draft.calendar().hasWindows() ? draft.calendar().windowsText() : null;
    version.jitterSeconds = (int) draft.calendar().jitter().toSeconds();
    version.publishedAt = now;
    return version;
  }

  /** Ready to be walked. */
  public Plan plan(List<PublishedStep> steps) {
    return new Plan(
        id,
        workspaceId,
        sequenceId,
        number,
        exitOnReply,
        track,
        exitConditionPrompt,
        zone == null ? null : ZoneId.of(zone),
        windows == null
            ? SendingCalendar.always()
            : SendingCalendar.read(windows, Duration.ofSeconds(jitterSeconds)),
        steps.stream().map(PublishedStep::step).toList());
  }

  public UUID id() {
    return id;
  }

  public Instant publishedAt() {
    return publishedAt;
  }
}
