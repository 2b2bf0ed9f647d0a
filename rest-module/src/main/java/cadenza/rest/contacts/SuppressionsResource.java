package cadenza.rest.contacts;

import static java.util.stream.Collectors.toMap;

import cadenza.access.api.CurrentCaller;
import cadenza.access.api.Scopes;
import cadenza.contacts.api.SuppressionDraft;
import cadenza.contacts.api.SuppressionFilter;
import cadenza.contacts.api.SuppressionFilter.State;
import cadenza.contacts.application.LiftSuppression;
import cadenza.contacts.application.ReadSuppressions;
import cadenza.contacts.application.SuppressAddress;
import cadenza.contacts.application.SuppressMany;
import cadenza.kernel.api.NotFound;
import cadenza.rest.idempotency.Idempotent;
import cadenza.rest.json.BodyLimit;
import cadenza.rest.json.InvalidParameter;
import cadenza.rest.json.Listing;
import cadenza.rest.json.Paging;
import cadenza.rest.json.WireId;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("suppressions")
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Suppressions", description = "Who nobody may write to")
public class SuppressionsResource {
  private static final String CSV = "text/csv";
  private static final int EXPORTED = 1_000;
  private static final Map<String, String> KINDS =
      Map.of("ADDRESS", "ADDRESS", "DOMAIN", "DOMAIN", "CHANNEL", "CHANNEL");

  @Inject SuppressAddress suppressAddress;
  @Inject SuppressMany suppressMany;
  @Inject LiftSuppression liftSuppression;
  @Inject ReadSuppressions suppressions;
  @Inject CurrentCaller currentCaller;

  @POST
  @Idempotent
  @Parameter(ref = "Idempotency-Key")
  @RolesAllowed(Scopes.SUPPRESSIONS_WRITE)
  @Operation(summary = "Let nobody write to an address any more; queued mail to it is withdrawn")
  @APIResponse(
      responseCode = "201",
      description = "The suppression is in force",
      content = @Content(schema = @Schema(implementation = SuppressionBody.class)))
  @APIResponse(
      responseCode = "200",
      description = "It was in force already",
      content = @Content(schema = @Schema(implementation = SuppressionBody.class)))
  @APIResponse(responseCode = "422", description = "The content does not fit")
  public Response suppress(@NotNull @Valid SuppressionRequest body) {
    var saved = suppressAddress.suppress(workspace(), body.draft());
    return Response.status(saved.created() ? Response.Status.CREATED : Response.Status.OK)
        .entity(SuppressionBody.of(saved.card()))
        .build();
  }

  @GET
  @RolesAllowed(Scopes.SUPPRESSIONS_READ)
  @Operation(summary = "List suppressions, newest first")
  @APIResponse(responseCode = "200", description = "One page of suppressions")
  public Listing<SuppressionBody> list(
      @QueryParam("state") @Parameter(description = "in_force if absent, or lifted, expired, all")
          @Nullable String state,
      @QueryParam("kind") @Parameter(description = "address, domain or channel")
          @Nullable String kind,
      @QueryParam("address") @Parameter(description = "only those of this address or domain")
          @Nullable String address,
      @BeanParam Paging paging) {
    return Listing.of(
        suppressions.list(
            workspace(), filter(state, kind, address), paging.afterId(), paging.limit()),
        SuppressionBody::of);
  }

  private static SuppressionFilter filter(
      @Nullable String state, @Nullable String kind, @Nullable String address) {
    return new SuppressionFilter(
        state == null || state.isEmpty()
            ? State.IN_FORCE
            : oneOf("state", state, Stream.of(State.values()).collect(toMap(State::name, s -> s))),
        kind == null || kind.isEmpty() ? null : oneOf("kind", kind, KINDS),
        address == null || address.isBlank() ? null : address);
  }

  private static <T> T oneOf(String parameter, String text, Map<String, T> values) {
    var value = values.get(text.toUpperCase(Locale.ROOT));
    if (value == null) {
      throw InvalidParameter.of(parameter, "unknown_value", "There is no such " + parameter + ".");
    }
    return value;
  }

  @POST
  @Idempotent
  @Parameter(ref = "Idempotency-Key")
  @Path("import")
  @Consumes(CSV)
  @BodyLimit(BodyLimit.BULK)
  @RolesAllowed(Scopes.SUPPRESSIONS_WRITE)
  @Operation(
      summary = "Suppress all that a CSV file lists",
      description =
          "UTF-8, up to 10,000 rows. The first line names the columns: address or domain, and if"
              + " wanted channel, reason, evidence and expires_at. What is in force already stays as"
              + " it is, so a repeat changes nothing.")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = CSV,
              schema = @Schema(type = SchemaType.STRING),
              example = "address,reason\navery@example.com,asked by phone\n"))
  @APIResponse(
      responseCode = "200",
      description = "How many were added, and which lines were refused",
      content = @Content(schema = @Schema(implementation = SuppressionImportBody.class)))
  @APIResponse(responseCode = "400", description = "The file is not such a table")
  @APIResponse(responseCode = "413", description = "The file is too large")
  public SuppressionImportBody load(byte[] file) {
    var rows = SuppressionCsv.read(file);
    var drafts = new ArrayList<SuppressionDraft>();
    var lines = new ArrayList<Integer>();
    var refused = new ArrayList<SuppressionImportBody.Refused>();
    for (var row : rows) {
      if (row.draft() == null) {
        refused.add(new SuppressionImportBody.Refused(row.line(), "invalid_row", row.fault()));
      } else {
        drafts.add(row.draft());
        lines.add(row.line());
      }
    }
    var outcome = suppressMany.suppress(workspace(), drafts);
    outcome
        .refused()
        .forEach(
            one ->
                refused.add(
                    new SuppressionImportBody.Refused(
                        lines.get(one.index()), one.code(), one.detail())));
    return new SuppressionImportBody(
        rows.size(), outcome.created(), outcome.standing(), List.copyOf(refused));
  }

  @GET
  @Path("export")
  // also what would do without: of two resources the server prefers the more welcome type
  @Produces({CSV, MediaType.APPLICATION_JSON})
  @RolesAllowed(Scopes.SUPPRESSIONS_READ)
  @Operation(
      summary = "All suppressions in force as a CSV file",
      description =
          "A cell that a spreadsheet would run as a formula begins with an apostrophe; an import takes"
              + " it off again.")
  @APIResponse(
      responseCode = "200",
      description = "The file",
      content = @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING)))
  public Response export() {
    var workspace = workspace();
    StreamingOutput file =
        out -> {
          out.write(SuppressionCsv.HEADER.getBytes(StandardCharsets.UTF_8));
          @Nullable UUID after = null;
          do {
            var page = suppressions.list(workspace, SuppressionFilter.IN_FORCE, after, EXPORTED);
            for (var card : page.results()) {
              out.write(SuppressionCsv.line(card).getBytes(StandardCharsets.UTF_8));
            }
            after = page.next() == null ? null : UUID.fromString(page.next());
          } while (after != null);
        };
    return Response.ok(file, "text/csv; charset=UTF-8")
        .header("Content-Disposition", "attachment; filename=suppressions.csv")
        .build();
  }

  @GET
  @Path("{id}")
  @RolesAllowed(Scopes.SUPPRESSIONS_READ)
  @Operation(summary = "Read one suppression, in force or over")
  @APIResponse(responseCode = "200", description = "The suppression")
  @APIResponse(responseCode = "404", description = "No suppression has this id")
  public SuppressionBody read(@PathParam("id") String id) {
    return suppressions
        .find(workspace(), suppression(id))
        .map(SuppressionBody::of)
        .orElseThrow(() -> new NotFound("suppression"));
  }

  @POST
  @Idempotent
  @Parameter(ref = "Idempotency-Key")
  @Path("{id}/lift")
  @RolesAllowed(Scopes.SUPPRESSIONS_WRITE)
  @Operation(summary = "Lift a suppression and say what shows that it may be")
  @APIResponse(responseCode = "200", description = "The suppression, which is over")
  @APIResponse(responseCode = "404", description = "No such suppression is in force")
  @APIResponse(responseCode = "422", description = "The content does not fit")
  public SuppressionBody lift(
      @PathParam("id") String id, @NotNull @Valid SuppressionRequest.Lift body) {
    return SuppressionBody.of(
        liftSuppression.withId(workspace(), suppression(id), grounds(body.evidence())));
  }

  @DELETE
  @Path("{id}")
  @RolesAllowed(Scopes.SUPPRESSIONS_WRITE)
  @Operation(summary = "Lift a suppression, named by its id or by the address")
  @APIResponse(responseCode = "204", description = "The address may be written to again")
  @APIResponse(responseCode = "404", description = "No such suppression is in force")
  public void delete(@PathParam("id") String idOrAddress) {
    if (idOrAddress.contains("@")) {
      liftSuppression.of(workspace(), idOrAddress, grounds(null));
    } else {
      liftSuppression.withId(workspace(), suppression(idOrAddress), grounds(null));
    }
  }

  private static UUID suppression(String id) {
    return WireId.inPath("sup", "suppression", id);
  }

  private LiftSuppression.Grounds grounds(@Nullable String evidence) {
    var caller = currentCaller.caller();
    return new LiftSuppression.Grounds(caller.kind().wire(caller.tokenId()), evidence);
  }

  private UUID workspace() {
    return currentCaller.caller().workspaceId();
  }
}
