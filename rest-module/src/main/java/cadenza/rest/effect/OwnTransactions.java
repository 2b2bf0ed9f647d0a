package cadenza.rest.effect;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Stands on a method that changes something and cannot be one transaction, because somebody else's
 * server is on the line or because it works for long. Its line in the audit log comes after it, or
 * with its {@link LastTransaction}.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface OwnTransactions {}
