package cadenza.rest.idempotency;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Stands on every POST: with an {@code Idempotency-Key} it happens once in 24 hours per token, and
 * a repeat gets the stored answer. Not where the answer holds a secret, which must not be stored,
 * and not where somebody else's server is on the line.
 */
@NameBinding
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Idempotent {}
