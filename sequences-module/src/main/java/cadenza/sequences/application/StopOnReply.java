package cadenza.sequences.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.UseCase;
import cadenza.messaging.api.ReplyMatched;
import cadenza.messaging.api.ReplyReceived;
import cadenza.sequences.api.FinishReason;
import cadenza.sequences.domain.Enrollment;
import cadenza.sequences.domain.Enrollments;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Ends what a person has answered, whatever step is on its way. */
@UseCase
public class StopOnReply {
  @Inject Enrollments enrollments;
  @Inject StopLock stopLock;
  @Inject FinishEnrollments finishEnrollments;
  @Inject EngineMeter meter;
  @Inject Clocks clocks;

  /** A reply, whenever it became known what it answers. */
  private record Reply(
      UUID workspaceId,
      Instant occurredAt,
      UUID senderAccountId,
      UUID threadId,
      @Nullable UUID contactId,
      @Nullable UUID enrollmentId) {}

  public void stop(ReplyReceived reply) {
    stop(
        new Reply(
            reply.workspaceId(),
            reply.occurredAt(),
            reply.senderAccountId(),
            reply.threadId(),
            reply.contactId(),
            reply.enrollmentId()));
  }

  public void stop(ReplyMatched reply) {
    stop(
        new Reply(
            reply.workspaceId(),
            reply.occurredAt(),
            reply.senderAccountId(),
            reply.threadId(),
            reply.contactId(),
            reply.enrollmentId()));
  }

  private void stop(Reply reply) {
    var ids = exiting(reply);
    if (!ids.isEmpty() && end(reply, ids) == 0) {
      // what was answered ended while we waited for its rows, perhaps since two contacts became one
      var now = new ArrayList<>(exiting(reply));
      now.removeAll(ids);
      end(reply, now);
    }
  }

  private List<UUID> exiting(Reply reply) {
    return answered(reply).stream().filter(Enrollment::exitOnReply).map(Enrollment::id).toList();
  }

  private int end(Reply reply, List<UUID> ids) {
    var now = clocks.of(reply.workspaceId());
    var stopped = stopLock.stop(reply.workspaceId(), ids, "replied", now);
    int ended = finishEnrollments.finish(stopped, FinishReason.REPLIED, now);
    if (ended > 0) {
      meter.stopped(Duration.between(reply.occurredAt(), clocks.of(reply.workspaceId())));
    }
    return ended;
  }

  /**
   * The enrollment whose message was answered and those of the same thread. Where that one is over,
   * also what the person is on now of the same series: two contacts may have become one. In a
   * conversation that began before any step, that is what was enrolled with it, whoever writes
   * there. Where no enrollment's message is named, it is also what runs for this person from this
   * sender account.
   */
  private Collection<Enrollment> answered(Reply reply) {
    var workspace = reply.workspaceId();
    var answered = new LinkedHashMap<UUID, Enrollment>();
    if (reply.enrollmentId() != null) {
      enrollments
          .withId(workspace, reply.enrollmentId())
          .ifPresent(one -> answered.put(one.id(), one));
    }
    var ofContact = ofContact(reply);
    ofContact.stream()
        .filter(one -> reply.threadId().equals(one.standing().threadId()))
        .forEach(one -> answered.putIfAbsent(one.id(), one));
    if (answered.values().stream().allMatch(Enrollment::isOver)) {
      enrollments
          .openFromThread(workspace, reply.threadId())
          .forEach(one -> answered.put(one.id(), one));
      ofTheSameSeries(workspace, List.copyOf(answered.values()))
          .forEach(one -> answered.putIfAbsent(one.id(), one));
    }
    if (reply.enrollmentId() == null) {
      ofContact.stream()
          .filter(one -> one.senderAccountId().equals(reply.senderAccountId()))
          .forEach(one -> answered.putIfAbsent(one.id(), one));
    }
    return answered.values();
  }

  private List<Enrollment> ofTheSameSeries(UUID workspace, List<Enrollment> over) {
    return over.stream()
        .filter(Enrollment::isOver)
        .flatMap(
            ended ->
                enrollments.allOpenOf(workspace, ended.contactId()).stream()
                    .filter(one -> one.sequenceId().equals(ended.sequenceId())))
        .toList();
  }

  private List<Enrollment> ofContact(Reply reply) {
    UUID contact = reply.contactId();
    return contact == null ? List.of() : enrollments.allOpenOf(reply.workspaceId(), contact);
  }
}
