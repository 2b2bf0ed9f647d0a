package cadenza.rest.json;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Stands on a {@code GET} whose ETag tells of everything in the answer: with {@code If-None-Match}
 * and the same ETag the answer is 304 without a body. Not where the answer shows more than the
 * versioned row.
 */
@NameBinding
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Revalidated {}
