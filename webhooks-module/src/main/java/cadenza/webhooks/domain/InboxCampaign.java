package cadenza.webhooks.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What has come of a sequence up to an event of the log.
 *
 * @param targets enrollments in it
 * @param contacted those that were written to; a follow-up does not raise it
 * @param replies those that a person answered
 * @param pausedAt null while it runs
 */
public record InboxCampaign(
    UUID sequenceId,
    long targets,
    long contacted,
    long replies,
    @Nullable Instant startedAt,
    @Nullable Instant pausedAt,
    @Nullable Instant completedAt) {
  public InboxCampaign targeted() {
    return counting(targets + 1, contacted, replies);
  }

  public InboxCampaign withContacted() {
    return counting(targets, contacted + 1, replies);
  }

  public InboxCampaign withReply() {
    return counting(targets, contacted, replies + 1);
  }

  private InboxCampaign counting(long targeted, long written, long answered) {
    return new InboxCampaign(
        sequenceId, targeted, written, answered, startedAt, pausedAt, completedAt);
  }

  public InboxCampaign started(Instant at) {
    return new InboxCampaign(sequenceId, targets, contacted, replies, at, null, null);
  }

  public InboxCampaign paused(Instant at) {
    return new InboxCampaign(sequenceId, targets, contacted, replies, startedAt, at, null);
  }

  public InboxCampaign completed(Instant at) {
    return new InboxCampaign(sequenceId, targets, contacted, replies, startedAt, null, at);
  }
}
