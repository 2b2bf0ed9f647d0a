package cadenza.kernel.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Lets a fact out to the event log and the webhooks; without it, the fact stays inside. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Externalized {
  /** The event type: resource, dot, past tense, lower case, as in {@code contact.created}. */
  String value();
}
