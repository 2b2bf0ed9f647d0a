package cadenza.kernel.application;

import cadenza.kernel.api.CurrentWorkspace;
import cadenza.kernel.api.InWorkspace;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;

/**
 * Marks the transaction with its workspace, as the engine's, or as nobody's, for the row level
 * security of the database. Runs inside the transaction that {@code @Transactional} opened.
 */
@Interceptor
@InWorkspace
@Priority(Interceptor.Priority.APPLICATION)
public class WorkspaceInterceptor implements Serializable {
  private static final long serialVersionUID = 1L;

  @Inject transient CurrentWorkspace workspace;
  @Inject transient TransactionMarker marker;

  @AroundInvoke
  Object mark(InvocationContext call) throws Exception {
    marker.mark(workspace);
    return call.proceed();
  }
}
