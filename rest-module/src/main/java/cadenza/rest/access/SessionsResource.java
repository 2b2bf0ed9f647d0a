package cadenza.rest.access;

import cadenza.access.api.Act;
import cadenza.access.api.CurrentCaller;
import cadenza.access.application.KeepSessions;
import cadenza.access.application.LimitRates;
import cadenza.access.application.LogIn;
import cadenza.rest.effect.OwnTransactions;
import cadenza.rest.json.BodyLimit;
import cadenza.rest.json.WireId;
import cadenza.rest.problem.Problem;
import cadenza.rest.problem.ProblemException;
import cadenza.rest.problem.RequestId;
import cadenza.rest.security.CsrfTokens;
import cadenza.rest.security.RateFilter;
import cadenza.rest.security.SessionCookie;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** People come in here; programs bring a token instead. */
@Path("sessions")
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Sessions", description = "People who logged in, by a cookie")
public class SessionsResource {
  @Inject LogIn logIn;
  @Inject KeepSessions keepSessions;
  @Inject LimitRates limitRates;
  @Inject SessionCookie cookie;
  @Inject CsrfTokens csrfTokens;
  @Inject CurrentCaller currentCaller;
  @Context HttpServletRequest request;

  @POST
  @PermitAll
  @OwnTransactions
  @BodyLimit(BodyLimit.STRANGER)
  @Operation(summary = "Log in; the answer sets a cookie and names the CSRF token")
  @APIResponse(
      responseCode = "201",
      description = "Logged in",
      content = @Content(schema = @Schema(implementation = SessionBody.class)))
  @APIResponse(responseCode = "401", description = "The address or the password is not right")
  @APIResponse(responseCode = "413", description = "The body has more than 16 kB")
  @APIResponse(responseCode = "429", description = "Too many tries; wait for Retry-After")
  public Response open(@NotNull @Valid LoginBody body) {
    var email = Objects.requireNonNullElse(body.email(), "");
    var refused = limitRates.ofLogin(request.getRemoteAddr(), email);
    if (refused.isPresent()) {
      return RateFilter.refusal(request, refused.get());
    }
    var opened =
        logIn
            .logIn(
                email,
                Objects.requireNonNullElse(body.password(), ""),
                WireId.inBodyOrNull("wsp", "/workspace_id", body.workspaceId()),
                act())
            .orElseThrow(
                () ->
                    new ProblemException(
                        Problem.of(
                            401, "login_refused", "The address or the password is not right.")));
    var session = opened.card();
    return Response.status(Response.Status.CREATED)
        .cookie(cookie.holding(opened.value(), request))
        .entity(SessionBody.of(session, csrfTokens.of(session.id())))
        .build();
  }

  @GET
  @Path("current")
  @PermitAll
  @Operation(summary = "Read the session that asks, with its CSRF token")
  @APIResponse(responseCode = "200", description = "The session")
  @APIResponse(responseCode = "404", description = "The request came by a token")
  public SessionBody read() {
    var session = keepSessions.read(currentCaller.caller());
    return SessionBody.of(session, csrfTokens.of(session.id()));
  }

  @DELETE
  @Path("current")
  @PermitAll
  @Operation(summary = "Log out, effective at once")
  @APIResponse(responseCode = "204", description = "Logged out")
  @APIResponse(responseCode = "404", description = "The request came by a token")
  public Response close() {
    keepSessions.end(currentCaller.caller());
    return Response.noContent().cookie(cookie.gone(request)).build();
  }

  private Act act() {
    return new Act(
        "Sessions_open", 201, request.getRemoteAddr(), null, Set.of(), RequestId.of(request));
  }
}
