package cadenza.kernel.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Stereotype;
import jakarta.transaction.Transactional;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * One thing a user or the engine does: the transaction boundary.
 *
 * <p>One for all requests, so it holds nothing of any of them: what it works with are proxies, of
 * the repositories too, each of which has one database session in a request. Any exception rolls
 * back.
 */
@Stereotype
@ApplicationScoped
@Transactional(rollbackOn = Exception.class)
@InWorkspace
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface UseCase {}
