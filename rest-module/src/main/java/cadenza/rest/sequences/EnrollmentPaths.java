package cadenza.rest.sequences;

import cadenza.access.api.CurrentCaller;
import cadenza.access.api.Scopes;
import cadenza.access.application.DecideApproval;
import cadenza.kernel.api.InvalidField;
import cadenza.kernel.api.NotFound;
import cadenza.rest.approvals.ApprovalQueue;
import cadenza.rest.approvals.QueuedBody;
import cadenza.rest.idempotency.Idempotent;
import cadenza.rest.json.InvalidParameter;
import cadenza.rest.json.Listing;
import cadenza.rest.json.Paging;
import cadenza.rest.json.WireId;
import cadenza.rest.security.BoundTokens;
import cadenza.rest.security.InboxBinding;
import cadenza.rest.security.SendScope;
import cadenza.sequences.application.CancelEnrollment;
import cadenza.sequences.application.ExplainEnrollment;
import cadenza.sequences.application.MarkReplied;
import cadenza.sequences.application.PauseEnrollment;
import cadenza.sequences.application.ReadEnrollments;
import cadenza.sequences.application.ResumeEnrollment;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** What both addresses of the enrollments answer. */
@Produces(MediaType.APPLICATION_JSON)
public abstract class EnrollmentPaths {
  private static final Set<String> ACTIONS = Set.of("cancel", "mark_replied", "pause", "resume");
  private static final Set<String> STATUSES =
      Set.of("active", "sending", "paused", "awaiting_task", "finished");

  @Inject EnrollmentRequests requests;
  @Inject ApprovalQueue queue;
  @Inject CancelEnrollment cancelEnrollment;
  @Inject MarkReplied markReplied;
  @Inject PauseEnrollment pauseEnrollment;
  @Inject ResumeEnrollment resumeEnrollment;
  @Inject ReadEnrollments readEnrollments;
  @Inject ExplainEnrollment explainEnrollment;
  @Inject CurrentCaller currentCaller;

  protected EnrollmentPaths() {}

  @POST
  @Idempotent
  @Parameter(ref = "Idempotency-Key")
  @Consumes(MediaType.APPLICATION_JSON)
  @BoundTokens
  @RolesAllowed(Scopes.SEQUENCES_WRITE)
  @Operation(
      summary = "Enroll a contact in a sequence, or in e-mails of its own",
      description = "Needs the scopes sequences:write and email:send.")
  @APIResponse(
      responseCode = "201",
      description = "The enrollment",
      content = @Content(schema = @Schema(implementation = EnrollmentBody.class)))
  @APIResponse(
      responseCode = "200",
      description = "The contact is enrolled already: this one",
      content = @Content(schema = @Schema(implementation = EnrollmentBody.class)))
  @APIResponse(
      responseCode = "202",
      description = "The token requires approval: the request waits; Location names it",
      content = @Content(schema = @Schema(implementation = QueuedBody.class)))
  @APIResponse(responseCode = "403", description = "A scope is missing")
  @APIResponse(responseCode = "422", description = "The content does not fit")
  public Response enroll(@NotNull NewEnrollmentBody body) {
    var caller = currentCaller.caller();
    SendScope.require(caller);
    if (caller.requiresApproval()) {
      return queue.ask(requests, body, caller);
    }
    var enrolled = requests.enroll(body, caller);
    var card = enrolled.card();
    var answer = card == null ? one(enrolled.enrollmentId()) : EnrollmentBody.of(card);
    return enrolled.created()
        ? Response.created(URI.create("sequences/enrollments/" + answer.id() + "/"))
            .entity(answer)
            .build()
        : Response.ok(answer).build();
  }

  @GET
  @BoundTokens
  @RolesAllowed(Scopes.SEQUENCES_READ)
  @Operation(summary = "List enrollments, newest first")
  @APIResponse(responseCode = "200", description = "One page of enrollments")
  public Listing<EnrollmentBody> list(
      @BeanParam Paging paging,
      @QueryParam("sequence_id") @Nullable String sequenceId,
      @QueryParam("contact_id") @Nullable String contactId,
      @Parameter(description = "active, sending, paused, awaiting_task or finished")
          @QueryParam("status")
          @Nullable String status) {
    var caller = currentCaller.caller();
    return Listing.of(
        readEnrollments.list(
            caller.workspaceId(),
            caller.boundInbox(),
            filter("seq", "sequence_id", sequenceId),
            filter("ctc", "contact_id", contactId),
            status(status),
            paging.afterId(),
            paging.limit()),
        EnrollmentBody::of);
  }

  private static @Nullable String status(@Nullable String status) {
    if (status == null || STATUSES.contains(status.toLowerCase(Locale.ROOT))) {
      return status == null ? null : status.toUpperCase(Locale.ROOT);
    }
    throw InvalidParameter.of("status", "invalid_parameter", "There is no such status.");
  }

  private static @Nullable UUID filter(String prefix, String parameter, @Nullable String id) {
    if (id == null) {
      return null;
    }
    return WireId.inQuery(prefix, parameter, id);
  }

  @GET
  @Path("{id}")
  @BoundTokens
  @RolesAllowed(Scopes.SEQUENCES_READ)
  @Operation(summary = "Read one enrollment")
  @APIResponse(responseCode = "200", description = "The enrollment")
  @APIResponse(responseCode = "404", description = "No enrollment has this id")
  public EnrollmentBody read(@PathParam("id") String id) {
    return one(idOf(id));
  }

  @PATCH
  @Path("{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @BoundTokens
  @RolesAllowed(Scopes.SEQUENCES_WRITE)
  @Operation(
      summary = "Cancel, pause or resume an enrollment, or say that its person has replied",
      description =
          "From the answer on, nothing of a cancelled or paused enrollment begins;"
              + " message_in_flight names what had begun before.")
  @APIResponse(responseCode = "200", description = "The enrollment")
  @APIResponse(responseCode = "404", description = "No enrollment has this id")
  @APIResponse(responseCode = "409", description = "The enrollment is over")
  public EnrollmentBody act(@PathParam("id") String id, @NotNull ActionBody body) {
    var workspace = currentCaller.caller().workspaceId();
    var enrollment = idOf(id);
    var action = String.valueOf(body.action());
    if (!ACTIONS.contains(action)) {
      throw new InvalidField("/action", "cancel, mark_replied, pause or resume.");
    }
    one(enrollment);
    if (action.equals("resume")) {
      DecideApproval.refuseUnderApproval(currentCaller.caller());
    }
    switch (action) {
      case "cancel" -> cancelEnrollment.cancel(workspace, enrollment);
      case "mark_replied" -> markReplied.mark(workspace, enrollment);
      case "pause" -> pauseEnrollment.pause(workspace, enrollment);
      default -> resumeEnrollment.resume(workspace, enrollment);
    }
    return one(enrollment);
  }

  @GET
  @Path("{id}/explain")
  @BoundTokens
  @RolesAllowed(Scopes.SEQUENCES_READ)
  @Operation(summary = "Tell why the next step leaves when it does, gate by gate")
  @APIResponse(responseCode = "200", description = "Every gate with its value and verdict")
  @APIResponse(responseCode = "404", description = "No enrollment has this id")
  public ExplanationBody explain(@PathParam("id") String id) {
    var enrollment = idOf(id);
    one(enrollment);
    return ExplanationBody.of(
        explainEnrollment.explain(currentCaller.caller().workspaceId(), enrollment));
  }

  private static UUID idOf(String id) {
    return WireId.inPath("enr", "enrollment", id);
  }

  private EnrollmentBody one(UUID id) {
    return readEnrollments
        .find(currentCaller.caller().workspaceId(), id)
        .filter(card -> InboxBinding.covers(currentCaller.caller(), card.senderAccountId()))
        .map(EnrollmentBody::of)
        .orElseThrow(() -> new NotFound("enrollment"));
  }
}
