package cadenza.rest.json;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How many bytes the body of a method may have, where that is not {@link #ORDINARY}. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface BodyLimit {
  /** Bytes; one more is refused. */
  int ORDINARY = 1_000_000;

  /** For what somebody unknown may send. */
  int STRANGER = 16_000;

  /** For lists of what shall happen in one request. */
  int BULK = 10_000_000;

  int value();
}
