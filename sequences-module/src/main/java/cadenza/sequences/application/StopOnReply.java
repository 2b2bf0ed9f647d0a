package cadenza.sequences.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.UseCase;
import cadenza.messaging.api.ReplyReceived;
import cadenza.sequences.api.FinishReason;
import cadenza.sequences.domain.Enrollment;
import cadenza.sequences.domain.Enrollments;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Ends what a person has answered, whatever step is on its way. */
@UseCase
public class StopOnReply {
  @Inject Enrollments enrollments;
  @Inject StopLock stopLock;
  @Inject FinishEnrollments finishEnrollments;
  @Inject EngineMeter meter;
  @Inject Clocks clocks;

  public void stop(ReplyReceived reply) {
    var workspace = reply.workspaceId();
    var ids = answered(reply).stream().filter(Enrollment::exitOnReply).map(Enrollment::id).toList();
    if (ids.isEmpty()) {
      return;
    }
    var now = clocks.of(workspace);
    var stopped = stopLock.stop(workspace, ids, "replied", now);
    if (finishEnrollments.finish(stopped, FinishReason.REPLIED, now) > 0) {
      meter.stopped(Duration.between(reply.occurredAt(), clocks.of(workspace)));
    }
  }

  /**
   * The enrollment whose message was answered and those of the same thread; where the reply names
   * neither, what runs for this person from this sender account.
   */
  private List<Enrollment> answered(ReplyReceived reply) {
    var answered = new ArrayList<Enrollment>();
    if (reply.enrollmentId() != null) {
      enrollments.withId(reply.workspaceId(), reply.enrollmentId()).ifPresent(answered::add);
    }
    var ofContact = ofContact(reply);
    ofContact.stream()
        .filter(one -> reply.threadId().equals(one.standing().threadId()))
        .filter(one -> !one.id().equals(reply.enrollmentId()))
        .forEach(answered::add);
    if (answered.isEmpty()) {
      ofContact.stream()
          .filter(one -> one.senderAccountId().equals(reply.senderAccountId()))
          .forEach(answered::add);
    }
    return answered;
  }

  private List<Enrollment> ofContact(ReplyReceived reply) {
    UUID contact = reply.contactId();
    return contact == null ? List.of() : enrollments.allOpenOf(reply.workspaceId(), contact);
  }
}
