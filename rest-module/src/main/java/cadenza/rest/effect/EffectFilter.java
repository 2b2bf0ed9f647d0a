package cadenza.rest.effect;

import cadenza.rest.problem.RequestId;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger.Level;
import java.util.Set;

/**
 * Opens the transaction of a request that may change something and ends it before the answer
 * leaves: the effect, the answer under an Idempotency-Key and the line in the audit log are all
 * there or none is.
 */
@Provider
@Priority(EffectFilter.PRIORITY)
public class EffectFilter implements ContainerRequestFilter, ContainerResponseFilter {
  /** The first in and the last out; those above work inside the transaction. */
  public static final int PRIORITY = Priorities.USER + 90;

  private static final System.Logger LOG = System.getLogger(EffectFilter.class.getName());
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  /** Set on a request whose transaction is ended here. */
  static final String BEGUN = "cadenza.effect";

  @Inject RequestTransaction transaction;
  @Context ResourceInfo resource;
  @Context HttpServletRequest servletRequest;

  /** Whether the request may change something. */
  static boolean changes(ContainerRequestContext request) {
    return !READING.contains(request.getMethod());
  }

  @Override
  public void filter(ContainerRequestContext request) {
    var method = resource.getResourceMethod();
    if (method != null && changes(request) && !method.isAnnotationPresent(OwnTransactions.class)) {
      transaction.begin();
      request.setProperty(BEGUN, Boolean.TRUE);
    }
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (request.getProperty(BEGUN) == null || !transaction.isOpen()) {
      return;
    }
    if (response.getStatus() >= 400) {
      transaction.rollBack();
      return;
    }
    try {
      transaction.commit();
    } catch (RuntimeException lost) {
      LOG.log(
          Level.ERROR, "Request " + RequestId.of(servletRequest) + " could not be committed", lost);
      transaction.rollBack();
      LostEffect.refuse(response);
    }
  }
}
