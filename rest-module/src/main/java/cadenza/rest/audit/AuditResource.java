package cadenza.rest.audit;

import cadenza.access.api.AuditEntry;
import cadenza.access.api.CurrentCaller;
import cadenza.access.api.Scopes;
import cadenza.access.application.ReadAudit;
import cadenza.kernel.api.Ids;
import cadenza.rest.json.InvalidParameter;
import cadenza.rest.json.Listing;
import cadenza.rest.json.Paging;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("audit")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Audit", description = "Who did what, and who was refused")
public class AuditResource {
  @Inject ReadAudit readAudit;
  @Inject CurrentCaller currentCaller;

  @GET
  @RolesAllowed(Scopes.AUDIT_READ)
  @Operation(summary = "Read the audit log, newest first")
  @APIResponse(responseCode = "200", description = "One page of it")
  public Listing<AuditEntryBody> list(
      @Parameter(description = "A token, session or user: what it did") @QueryParam("actor")
          @Nullable String actor,
      @Parameter(description = "The id of what was made or changed") @QueryParam("object")
          @Nullable String object,
      @Parameter(description = "An operation's id, as in Contacts_save") @QueryParam("action")
          @Nullable String action,
      @Parameter(description = "change, denied or login_failed") @QueryParam("kind")
          @Nullable String kind,
      @BeanParam Paging paging) {
    var page =
        readAudit.list(
            currentCaller.caller().workspaceId(),
            actor == null ? null : actor(actor),
            object,
            action,
            kind == null ? null : kind(kind),
            paging.afterId(),
            paging.limit());
    return Listing.of(page, AuditEntryBody::of);
  }

  private static UUID actor(String text) {
    return Stream.of("tok", "ses", "usr")
        .flatMap(prefix -> Ids.read(prefix, text).stream())
        .findFirst()
        .orElseThrow(
            () ->
                InvalidParameter.of(
                    "actor", "malformed_id", "This is not the id of a token, session or user."));
  }

  private static AuditEntry.Kind kind(String text) {
    return Arrays.stream(AuditEntry.Kind.values())
        .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                InvalidParameter.of(
                    "kind", "invalid_parameter", "A kind is change, denied or login_failed."));
  }
}
