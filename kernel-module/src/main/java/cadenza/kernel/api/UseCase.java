package cadenza.kernel.api;

import jakarta.enterprise.context.RequestScoped;
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
 * <p>Request scoped, because a generated repository holds one database session and must never be
 * shared between threads. Any exception rolls back.
 */
@Stereotype
@RequestScoped
@Transactional(rollbackOn = Exception.class)
@InWorkspace
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface UseCase {}
