package cadenza.journeys;

import cadenza.product.RunningProduct;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A journey on the one server of the suite, which Arquillian starts and stops. The server runs the
 * shipped EAR as an installation does, from its own configuration. One journey at a time, and all
 * on one thread: Arquillian keeps what it knows there.
 */
@ExtendWith({RunningProduct.class, ArquillianExtension.class})
@RunAsClient
@Execution(ExecutionMode.SAME_THREAD)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Journey {}
