package cadenza.kernel.api;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Stands on what works for every workspace at once: the beans behind timers, pumps and watchers,
 * and what finds out who is asking. The transactions inside see the rows of all workspaces; without
 * it, and without a workspace, they see none. In a request that has its workspace it changes
 * nothing.
 */
@Inherited
@InterceptorBinding
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface EngineWork {}
