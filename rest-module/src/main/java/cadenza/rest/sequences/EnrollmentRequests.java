package cadenza.rest.sequences;

import cadenza.access.api.Caller;
import cadenza.access.api.Scopes;
import cadenza.contacts.api.ContactDirectory;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.InvalidField;
import cadenza.rest.approvals.Approvable;
import cadenza.rest.approvals.ReachBody;
import cadenza.rest.approvals.ReachBody.ReachedBody;
import cadenza.rest.json.WireId;
import cadenza.sequences.api.EnrollmentSource;
import cadenza.sequences.api.NewEnrollment;
import cadenza.sequences.application.EnrollContact;
import cadenza.sequences.application.EnrollContact.Enrolled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.UUID;

/** Reads what shall be enrolled, and does it now or once it is approved. */
@ApplicationScoped
public class EnrollmentRequests implements Approvable<NewEnrollmentBody> {
  @Inject EnrollContact enrollContact;
  @Inject ContactDirectory directory;

  Enrolled enroll(NewEnrollmentBody body, Caller caller) {
    return enrollContact.enroll(read(body, caller));
  }

  @Override
  public String kind() {
    return "enrollment";
  }

  @Override
  public String scope() {
    return Scopes.SEQUENCES_WRITE;
  }

  @Override
  public Class<NewEnrollmentBody> body() {
    return NewEnrollmentBody.class;
  }

  /** Whether all that it names is there shows when it is done. */
  @Override
  public void check(NewEnrollmentBody body, Caller asker) {
    enrollContact.check(read(body, asker));
  }

  /** A contact that was merged is written to where the other one is. */
  @Override
  public ReachBody reaches(NewEnrollmentBody body, UUID workspaceId) {
    var recipient = body.recipient();
    var contactId = recipient == null ? null : recipient.contactId();
    if (contactId == null) {
      return ReachBody.nobodyElse();
    }
    return ReachBody.of(
        Ids.read("ctc", contactId)
            .flatMap(id -> directory.holdRecipient(workspaceId, id))
            .map(found -> new ReachedBody(contactId, found.address()))
            .stream()
            .toList());
  }

  @Override
  public JsonObject perform(NewEnrollmentBody body, Caller asker) {
    var enrolled = enroll(body, asker);
    return Json.createObjectBuilder()
        .add("enrollment_id", Ids.wire("enr", enrolled.enrollmentId()))
        .add("created", enrolled.created())
        .build();
  }

  private static NewEnrollment read(NewEnrollmentBody body, Caller caller) {
    var recipient = body.recipient();
    boolean ownSteps = body.emails() != null || body.steps() != null;
    return new NewEnrollment(
        caller.workspaceId(),
        caller.boundInbox(),
        WireId.inBodyOrNull("inb", "/inbox_id", body.inboxId()),
        WireId.inBodyOrNull("seq", "/sequence_id", body.sequenceId()),
        ownSteps
            ? PlanBodies.plan(
                body.exitOnReply(),
                null,
                body.emails(),
                body.steps(),
                body.exitConditionPrompt(),
                body.calendar())
            : null,
        PlanBodies.pointer(body.steps()),
        recipient == null
            ? null
            : WireId.inBodyOrNull("ctc", "/recipient/contact_id", recipient.contactId()),
        recipient == null ? null : recipient.email(),
        body.exitOnReply(),
        body.source() == null ? null : source(body.source()));
  }

  private static EnrollmentSource source(SourceBody source) {
    var type = source.type() == null ? "email" : source.type();
    if (!type.equals("email")) {
      throw new InvalidField("/source/type", "A source is an email.");
    }
    return new EnrollmentSource(
        type,
        WireId.inBodyOrNull("msg", "/source/message_id", source.messageId()),
        WireId.inBodyOrNull("thr", "/source/thread_id", source.threadId()),
        source.subject(),
        source.fromAddress());
  }
}
