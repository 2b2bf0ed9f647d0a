package cadenza.rest.contacts;

import cadenza.access.api.CurrentCaller;
import cadenza.access.api.Scopes;
import cadenza.contacts.api.ImportCard;
import cadenza.contacts.api.ImportedRow;
import cadenza.contacts.application.ReadImports;
import cadenza.contacts.application.ReceiveImport;
import cadenza.contacts.application.ReceiveImport.Intake;
import cadenza.contacts.application.RevertImport;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.NotFound;
import cadenza.rest.effect.LastTransaction;
import cadenza.rest.effect.OwnTransactions;
import cadenza.rest.idempotency.Idempotent;
import cadenza.rest.idempotency.StreamedKey;
import cadenza.rest.json.InvalidParameter;
import cadenza.rest.json.Listing;
import cadenza.rest.json.Paging;
import cadenza.rest.json.WireId;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("imports")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Imports", description = "Files of contacts")
public class ImportsResource {
  private static final Set<String> OUTCOMES =
      Set.of("created", "updated", "unchanged", "duplicate", "invalid");
  private static final String CSV = "text/csv";
  private static final Duration LONGEST = Duration.ofMinutes(10);

  @Inject ReceiveImport receiveImport;
  @Inject RevertImport revertImport;
  @Inject ReadImports readImports;
  @Inject CurrentCaller currentCaller;
  @Inject StreamedKey streamedKey;
  @Inject LastTransaction lastTransaction;
  @Context HttpServletRequest request;

  @POST
  @Consumes(CSV)
  @OwnTransactions
  @Idempotent
  @Parameter(ref = "Idempotency-Key")
  @RolesAllowed(Scopes.CONTACTS_WRITE)
  @Operation(
      summary = "Import a CSV file of contacts",
      description =
          "The first line has the titles; the separator is recognised. UTF-8, or UTF-16 with a byte"
              + " order mark; 50 MB and 1,000,000 rows at most, here within 10 minutes; 10 imports"
              + " of a workspace under way at a time. A row updates the contact that holds"
              + " its address, or creates one; an empty cell leaves a field as it is. Cells are"
              + " stored as they are, formulas included.")
  @RequestBody(
      required = true,
      content = @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING)))
  @APIResponse(
      responseCode = "202",
      description = "The import, which goes on by itself; Location names it",
      content = @Content(schema = @Schema(implementation = ImportBody.class)))
  @APIResponse(responseCode = "422", description = "The file cannot be read; nothing is imported")
  public Response receive(@BeanParam ImportQuery query) throws IOException {
    var file = new TimedInput(request.getInputStream(), LONGEST, System::nanoTime);
    var intake =
        receiveImport.receive(
            workspace(), query.options(request.getContentType()), streamedKey.watch(request, file));
    try {
      lastTransaction.begin(request);
      var repeated = streamedKey.begin(request);
      if (repeated.isEmpty()) {
        return accepted(receiveImport.begin(intake));
      }
      giveUp(intake);
      return repeated.get();
    } catch (RuntimeException refused) {
      giveUp(intake);
      throw refused;
    }
  }

  private void giveUp(Intake intake) {
    lastTransaction.rollBack();
    receiveImport.forget(intake);
  }

  private static Response accepted(ImportCard card) {
    var body = ImportBody.of(card);
    return Response.accepted(body).location(URI.create("imports/" + body.id())).build();
  }

  @GET
  @RolesAllowed(Scopes.CONTACTS_READ)
  @Operation(summary = "List imports, newest first")
  @APIResponse(responseCode = "200", description = "One page of imports")
  public Listing<ImportBody> list(@BeanParam Paging paging) {
    return Listing.of(
        readImports.list(workspace(), paging.afterId(), paging.limit()), ImportBody::of);
  }

  @GET
  @Path("{id}")
  @RolesAllowed(Scopes.CONTACTS_READ)
  @Operation(summary = "Tell how far an import has come")
  @APIResponse(responseCode = "200", description = "The import")
  @APIResponse(responseCode = "404", description = "No import has this id")
  public ImportBody read(@PathParam("id") String id) {
    return ImportBody.of(one(id));
  }

  @GET
  @Path("{id}/rows")
  @Produces(CSV)
  @RolesAllowed(Scopes.CONTACTS_READ)
  @Operation(summary = "What became of each row, as CSV in the order of the file")
  @APIResponse(
      responseCode = "200",
      description = "line, outcome, contact_id, code",
      content = @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING)))
  @APIResponse(responseCode = "404", description = "No import has this id")
  public Response rows(
      @PathParam("id") String id,
      @Parameter(description = "created, updated, unchanged, duplicate or invalid; all if absent")
          @QueryParam("outcome")
          @Nullable String outcome) {
    var card = one(id);
    if (outcome != null && !OUTCOMES.contains(outcome)) {
      throw InvalidParameter.of("outcome", "invalid_parameter", "There is no such outcome.");
    }
    StreamingOutput rows = out -> write(card.id(), outcome, out);
    return Response.ok(rows).build();
  }

  /** Piece by piece, so that a large file is never in memory. */
  private void write(UUID id, @Nullable String outcome, OutputStream out) throws IOException {
    out.write("line,outcome,contact_id,code\r\n".getBytes(StandardCharsets.UTF_8));
    var some = readImports.rows(workspace(), id, 0);
    while (some.isPresent()) {
      out.write(text(some.get().rows(), outcome).getBytes(StandardCharsets.UTF_8));
      some = readImports.rows(workspace(), id, some.get().next());
    }
  }

  /** Nothing of it comes from the file, so nothing has to be quoted and nothing is a formula. */
  private static String text(List<ImportedRow> rows, @Nullable String outcome) {
    var text = new StringBuilder();
    for (var row : rows) {
      if (outcome == null || outcome.equals(row.outcome())) {
        var contact = row.contactId();
        text.append(row.line()).append(',').append(row.outcome()).append(',');
        text.append(contact == null ? "" : Ids.wire("ctc", contact)).append(',');
        text.append(row.code() == null ? "" : row.code()).append("\r\n");
      }
    }
    return text.toString();
  }

  @POST
  @Path("{id}/revert")
  @Idempotent
  @Parameter(ref = "Idempotency-Key")
  @RolesAllowed(Scopes.CONTACTS_WRITE)
  @Operation(
      summary = "Take an import back",
      description =
          "Contacts that it created go, those that it changed are as they were, its label is taken"
              + " off. Whoever somebody has changed since, or is or was enrolled or in a"
              + " conversation, stays and is counted as kept. For 30 days; it goes on by itself.")
  @APIResponse(
      responseCode = "202",
      description = "The import",
      content = @Content(schema = @Schema(implementation = ImportBody.class)))
  @APIResponse(responseCode = "404", description = "No import has this id")
  @APIResponse(responseCode = "409", description = "It is not over, for too long, or a dry run")
  public Response revert(@PathParam("id") String id) {
    return Response.accepted(ImportBody.of(revertImport.revert(workspace(), one(id).id()))).build();
  }

  private ImportCard one(String id) {
    return readImports
        .find(workspace(), WireId.inPath("imp", "import", id))
        .orElseThrow(() -> new NotFound("import"));
  }

  private UUID workspace() {
    return currentCaller.caller().workspaceId();
  }
}
