package cadenza.kernel.application;

import cadenza.kernel.api.CurrentWorkspace;
import cadenza.kernel.api.EngineWork;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;

/**
 * Says that the engine works, before a transaction begins and asks. Runs inside the request context
 * that {@code @ActivateRequestContext} may have opened.
 */
@Interceptor
@EngineWork
@Priority(Interceptor.Priority.PLATFORM_BEFORE + 150)
public class EngineInterceptor implements Serializable {
  private static final long serialVersionUID = 1L;

  @Inject transient CurrentWorkspace workspace;

  @AroundInvoke
  Object work(InvocationContext call) throws Exception {
    boolean before = workspace.isEngine();
    workspace.engineWorks(true);
    try {
      return call.proceed();
    } finally {
      workspace.engineWorks(before);
    }
  }
}
