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

  /** For a file that goes along with a mail: 5 MiB, as much as is kept of one that comes in. */
  int FILE = 5_242_880;

  /** For lists of what shall happen in one request. */
  int BULK = 10_000_000;

  int value();
}
