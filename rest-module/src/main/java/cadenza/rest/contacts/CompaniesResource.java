package cadenza.rest.contacts;

import cadenza.access.api.CurrentCaller;
import cadenza.access.api.Scopes;
import cadenza.contacts.api.CompanyCard;
import cadenza.contacts.application.KeepCompanies;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.Page;
import cadenza.rest.json.Listing;
import cadenza.rest.json.Paging;
import cadenza.rest.json.Versions;
import cadenza.rest.json.WireId;
import cadenza.rest.security.BoundTokens;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("companies")
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(
    name = "Companies",
    description = "Where your contacts work, by the domains of their addresses")
public class CompaniesResource {
  @Inject KeepCompanies companies;
  @Inject CurrentCaller currentCaller;

  @GET
  @BoundTokens
  @RolesAllowed(Scopes.CONTACTS_READ)
  @Operation(
      summary = "List companies, newest first",
      description =
          "A company is there from its first contact on. Domains where anybody may have a mailbox"
              + " name none.")
  @APIResponse(responseCode = "200", description = "One page of companies")
  public Listing<CompanyBody> list(
      @QueryParam("domain") @Parameter(description = "only the company with this domain")
          @Nullable String domain,
      @BeanParam Paging paging) {
    return Listing.of(page(domain, paging), CompanyBody::of);
  }

  private Page<CompanyCard> page(@Nullable String domain, Paging paging) {
    return domain == null || domain.isBlank()
        ? companies.list(workspace(), paging.afterId(), paging.limit())
        : new Page<>(companies.at(workspace(), domain).stream().toList(), null, paging.limit());
  }

  @GET
  @Path("{id}")
  @BoundTokens
  @RolesAllowed(Scopes.CONTACTS_READ)
  @Operation(summary = "Read one company")
  @APIResponse(
      responseCode = "200",
      description = "The company",
      content = @Content(schema = @Schema(implementation = CompanyBody.class)))
  @APIResponse(responseCode = "404", description = "No company has this id")
  public Response read(@PathParam("id") String id) {
    var card = companies.find(workspace(), company(id)).orElseThrow(() -> new NotFound("company"));
    return Response.ok(CompanyBody.of(card)).tag(Versions.tag(card.version())).build();
  }

  @PATCH
  @Path("{id}")
  @RolesAllowed(Scopes.CONTACTS_WRITE)
  @Operation(summary = "Say what a company is called")
  @APIResponse(
      responseCode = "200",
      description = "The company as it is now",
      content = @Content(schema = @Schema(implementation = CompanyBody.class)))
  @APIResponse(responseCode = "404", description = "No company has this id")
  @APIResponse(responseCode = "412", description = "It was changed since the ETag in If-Match")
  @APIResponse(responseCode = "422", description = "The content does not fit")
  public Response rename(
      @PathParam("id") String id,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @NotNull @Valid CompanyChange body) {
    var card =
        companies.rename(
            workspace(),
            company(id),
            Objects.requireNonNullElse(body.name(), ""),
            Versions.expected(ifMatch));
    return Response.ok(CompanyBody.of(card)).tag(Versions.tag(card.version())).build();
  }

  private static UUID company(String id) {
    return WireId.inPath("com", "company", id);
  }

  private UUID workspace() {
    return currentCaller.caller().workspaceId();
  }
}
