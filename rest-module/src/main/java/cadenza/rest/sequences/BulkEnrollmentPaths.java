package cadenza.rest.sequences;

import cadenza.access.api.Caller;
import cadenza.access.api.CurrentCaller;
import cadenza.access.api.Scopes;
import cadenza.contacts.api.Audience;
import cadenza.contacts.api.Audience.Selection;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.InvalidField;
import cadenza.rest.idempotency.Idempotent;
import cadenza.rest.json.BodyLimit;
import cadenza.rest.json.WireId;
import cadenza.rest.security.BoundTokens;
import cadenza.rest.sequences.BulkEnrollmentBody.BulkRecipientBody;
import cadenza.sequences.api.BulkEnrollment;
import cadenza.sequences.api.BulkEnrollment.Wanted;
import cadenza.sequences.api.Collision;
import cadenza.sequences.api.EnrollTerms;
import cadenza.sequences.application.EnrollAudience;
import cadenza.sequences.application.EnrollMany;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** What both addresses of bulk enrollment answer. */
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public abstract class BulkEnrollmentPaths {
  @Inject EnrollMany enrollMany;
  @Inject EnrollAudience enrollAudience;
  @Inject Audience audience;
  @Inject CurrentCaller currentCaller;

  protected BulkEnrollmentPaths() {}

  @POST
  @Idempotent
  @BodyLimit(BodyLimit.BULK)
  @Parameter(ref = "Idempotency-Key")
  @BoundTokens
  @RolesAllowed(Scopes.SEQUENCES_WRITE)
  @Operation(
      summary = "Enroll up to 10,000 contacts in a sequence, or a whole selection",
      description =
          "Named contacts have an outcome each, in the order of the request. A label or a filter is"
              + " worked on as a job. Needs the scopes sequences:write and email:send.")
  @APIResponse(
      responseCode = "200",
      description = "What became of each",
      content = @Content(schema = @Schema(implementation = BulkOutcomeBody.class)))
  @APIResponse(
      responseCode = "202",
      description = "The job that enrolls them; Location names it",
      content = @Content(schema = @Schema(implementation = JobBody.class)))
  @APIResponse(responseCode = "403", description = "A scope is missing")
  @APIResponse(responseCode = "422", description = "The content does not fit")
  public Response enrollMany(@NotNull @Valid BulkEnrollmentBody body) {
    var caller = currentCaller.caller();
    EnrollmentPaths.requireEmailSend(caller);
    var terms = terms(body, caller);
    var recipients = body.recipients();
    requireExactlyOne(body);
    if (recipients == null) {
      return job(terms, selection(terms.workspaceId(), body));
    }
    var wanted = recipients.stream().map(BulkEnrollmentPaths::wanted).toList();
    var results = enrollMany.enroll(new BulkEnrollment(terms, wanted));
    return Response.ok(BulkOutcomeBody.of(terms.dryRun(), results)).build();
  }

  private static void requireExactlyOne(BulkEnrollmentBody body) {
    if (Stream.of(body.recipients(), body.labelId(), body.filter()).filter(Objects::nonNull).count()
        != 1) {
      throw new InvalidField(
          "/recipients", "exactly_one", "Give exactly one of recipients, label_id and filter.");
    }
  }

  private Selection selection(UUID workspaceId, BulkEnrollmentBody body) {
    var filter = body.filter();
    if (filter == null) {
      return audience.selection(
          workspaceId, WireId.inBody("lbl", "/label_id", body.labelId()), null);
    }
    var label = WireId.inBodyOrNull("lbl", "/filter/label_id", filter.labelId());
    return audience.selection(workspaceId, label, filter.domain());
  }

  private Response job(EnrollTerms terms, Selection selection) {
    var job = JobBody.of(enrollAudience.enroll(terms, selection));
    return Response.accepted(job).location(URI.create("jobs/" + job.id())).build();
  }

  private static EnrollTerms terms(BulkEnrollmentBody body, Caller caller) {
    return new EnrollTerms(
        caller.workspaceId(),
        caller.boundInbox(),
        WireId.inBody("seq", "/sequence_id", body.sequenceId()),
        WireId.inBodyOrNull("inb", "/inbox_id", body.inboxId()),
        body.exitOnReply(),
        collision(body.collision()),
        Boolean.TRUE.equals(body.dryRun()));
  }

  static Collision collision(@Nullable String text) {
    return switch (text == null ? "skip" : text) {
      case "skip" -> Collision.SKIP;
      case "replace" -> Collision.REPLACE;
      case "allow" -> Collision.ALLOW;
      default -> throw new InvalidField("/collision", "skip, replace or allow.");
    };
  }

  /** An item that names nobody is told so by itself; the others are enrolled. */
  private static Wanted wanted(BulkRecipientBody one) {
    if ((one.contactId() == null) == (one.email() == null)) {
      return flawed(one.email() == null ? "no_recipient" : "exactly_one");
    }
    if (one.contactId() == null) {
      return new Wanted(null, one.email(), one.fullName(), null);
    }
    return Ids.read("ctc", one.contactId())
        .map(id -> new Wanted(id, null, null, null))
        .orElseGet(() -> flawed("malformed_id"));
  }

  private static Wanted flawed(String code) {
    return new Wanted(null, null, null, code);
  }
}
