package cadenza.kernel.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a module's root package and declares what it may use; the architecture tests read it. */
@Documented
@Target(ElementType.PACKAGE)
@Retention(RetentionPolicy.RUNTIME)
public @interface BoundedContext {
  String name();

  /** Names of the modules whose exposed packages this one may use. */
  String[] allowedDependencies();

  /** The packages that others may use, in ArchUnit's notation. */
  String[] exposedPackages();
}
