package cadenza.rest.sequences;

import cadenza.access.api.CurrentCaller;
import cadenza.access.api.Scopes;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.NotFound;
import cadenza.rest.idempotency.Idempotent;
import cadenza.rest.json.Listing;
import cadenza.rest.json.Paging;
import cadenza.rest.json.WireId;
import cadenza.rest.security.BoundTokens;
import cadenza.rest.security.InboxBinding;
import cadenza.rest.security.LetsMailGo;
import cadenza.sequences.application.DefineSequence;
import cadenza.sequences.application.PauseSequence;
import cadenza.sequences.application.ReadSequences;
import cadenza.sequences.application.ResumeSequence;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("sequences")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Sequences", description = "Plans of timed touches")
public class SequencesResource {
  @Inject DefineSequence defineSequence;
  @Inject ReadSequences readSequences;
  @Inject PauseSequence pauseSequence;
  @Inject ResumeSequence resumeSequence;
  @Inject CurrentCaller currentCaller;

  @POST
  @Idempotent
  @Parameter(ref = "Idempotency-Key")
  @Consumes(MediaType.APPLICATION_JSON)
  @BoundTokens
  @RolesAllowed(Scopes.SEQUENCES_WRITE)
  @Operation(summary = "Make a sequence and publish its first version")
  @APIResponse(
      responseCode = "201",
      description = "The sequence",
      content = @Content(schema = @Schema(implementation = SequenceBody.class)))
  @APIResponse(responseCode = "422", description = "The content does not fit")
  public Response create(@NotNull NewSequenceBody body) {
    var caller = currentCaller.caller();
    var id =
        defineSequence.define(
            caller.workspaceId(),
            caller.boundInbox(),
            Objects.requireNonNullElse(body.name(), ""),
            WireId.inBodyOrNull("inb", "/sender_inbox_id", body.senderInboxId()),
            PlanBodies.plan(
                body.exitOnReply(),
                body.track(),
                body.emails(),
                body.steps(),
                body.exitConditionPrompt(),
                body.calendar()),
            PlanBodies.pointer(body.steps()));
    return Response.created(URI.create("sequences/" + Ids.wire("seq", id) + "/"))
        .entity(one(id))
        .build();
  }

  @GET
  @BoundTokens
  @RolesAllowed(Scopes.SEQUENCES_READ)
  @Operation(summary = "List the sequences, newest first")
  @APIResponse(responseCode = "200", description = "One page of sequences")
  public Listing<SequenceBody> list(@BeanParam Paging paging) {
    var caller = currentCaller.caller();
    return Listing.of(
        readSequences.list(
            caller.workspaceId(), caller.boundInbox(), paging.afterId(), paging.limit()),
        PlanBodies::body);
  }

  @GET
  @Path("{id}")
  @BoundTokens
  @RolesAllowed(Scopes.SEQUENCES_READ)
  @Operation(summary = "Read one sequence with its latest version")
  @APIResponse(responseCode = "200", description = "The sequence")
  @APIResponse(responseCode = "404", description = "No sequence has this id")
  public SequenceBody read(@PathParam("id") String id) {
    return one(idOf(id));
  }

  @POST
  @Idempotent
  @Parameter(ref = "Idempotency-Key")
  @Path("{id}/pause")
  @BoundTokens
  @RolesAllowed(Scopes.SEQUENCES_WRITE)
  @Operation(summary = "Pause a sequence: from the answer on, none of its steps begins")
  @APIResponse(responseCode = "200", description = "The paused sequence")
  @APIResponse(responseCode = "404", description = "No sequence has this id")
  public SequenceBody pause(@PathParam("id") String id) {
    var sequence = idOf(id);
    one(sequence);
    pauseSequence.pause(currentCaller.caller().workspaceId(), sequence);
    return one(sequence);
  }

  @POST
  @Idempotent
  @Parameter(ref = "Idempotency-Key")
  @Path("{id}/resume")
  @LetsMailGo
  @BoundTokens
  @RolesAllowed(Scopes.SEQUENCES_WRITE)
  @Operation(summary = "Resume a sequence; slots that were missed are resolved anew")
  @APIResponse(responseCode = "200", description = "The sequence")
  @APIResponse(responseCode = "404", description = "No sequence has this id")
  public SequenceBody resume(@PathParam("id") String id) {
    var sequence = idOf(id);
    one(sequence);
    resumeSequence.resume(currentCaller.caller().workspaceId(), sequence);
    return one(sequence);
  }

  private static UUID idOf(String id) {
    return WireId.inPath("seq", "sequence", id);
  }

  private SequenceBody one(UUID id) {
    return readSequences
        .find(currentCaller.caller().workspaceId(), id)
        .filter(card -> InboxBinding.covers(currentCaller.caller(), card.senderAccountId()))
        .map(PlanBodies::body)
        .orElseThrow(() -> new NotFound("sequence"));
  }
}
