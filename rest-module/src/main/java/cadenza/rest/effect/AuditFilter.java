package cadenza.rest.effect;

import cadenza.access.api.Act;
import cadenza.access.api.Caller;
import cadenza.access.api.CurrentCaller;
import cadenza.access.application.CountRefusals;
import cadenza.access.application.KeepAudit;
import cadenza.rest.json.BodyReader;
import cadenza.rest.problem.RequestId;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Writes one line for each request that changed something, inside its transaction, and counts those
 * that were refused for want of a right.
 */
@Provider
@Priority(EffectFilter.PRIORITY + 100)
public class AuditFilter implements ContainerResponseFilter {
  /** Set on a request that changes nothing after all: a repeat gets the first one's answer. */
  public static final String NOTHING_DONE = "cadenza.audit.nothing";

  private static final System.Logger LOG = System.getLogger(AuditFilter.class.getName());

  @Inject KeepAudit keepAudit;
  @Inject CountRefusals countRefusals;
  @Inject CurrentCaller currentCaller;
  @Inject RequestTransaction transaction;
  @Context ResourceInfo resource;
  @Context HttpServletRequest servletRequest;

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    var caller = currentCaller.known().orElse(null);
    if (caller == null || resource.getResourceMethod() == null) {
      return;
    }
    try {
      write(caller, request, response);
    } catch (RuntimeException lost) {
      LOG.log(
          Level.ERROR,
          "Request " + RequestId.of(servletRequest) + " could not be put into the audit log",
          lost);
      transaction.rollBack();
      LostEffect.refuse(response);
    }
  }

  private void write(
      Caller caller, ContainerRequestContext request, ContainerResponseContext response) {
    if (response.getStatus() == 403) {
      transaction.rollBack();
      countRefusals.denied(caller, act(request, response));
    } else if (response.getStatus() < 400
        && EffectFilter.changes(request)
        && request.getProperty(NOTHING_DONE) == null) {
      keepAudit.done(caller, act(request, response));
    }
  }

  private Act act(ContainerRequestContext request, ContainerResponseContext response) {
    return new Act(
        operation(resource),
        response.getStatus(),
        servletRequest.getRemoteAddr(),
        object(request, response),
        fields(request.getProperty(BodyReader.FIELDS)),
        RequestId.of(servletRequest));
  }

  /** The operation's id, as in the interface's document. */
  private static String operation(ResourceInfo resource) {
    var type = resource.getResourceClass().getSimpleName().replaceAll("\\$.*", "");
    return type.replace("Resource", "") + "_" + resource.getResourceMethod().getName();
  }

  /** What was made, or else what the address names first; nobody's e-mail address is kept. */
  private static @Nullable String object(
      ContainerRequestContext request, ContainerResponseContext response) {
    var location = response.getHeaderString(HttpHeaders.LOCATION);
    if (location != null) {
      return location.substring(location.lastIndexOf('/') + 1);
    }
    var named = request.getUriInfo().getPathParameters().getFirst("id");
    return named == null || named.length() > 100 || named.contains("@") ? null : named;
  }

  private static Set<String> fields(@Nullable Object given) {
    var names = new TreeSet<String>();
    if (given instanceof Set<?> all) {
      all.forEach(name -> names.add(String.valueOf(name)));
    }
    return names;
  }
}
