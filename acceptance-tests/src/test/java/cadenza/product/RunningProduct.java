package cadenza.product;

import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Prepares database, mail catcher and server folder once, before Arquillian starts the server, and
 * gives the tests the product when it is ready.
 */
public class RunningProduct implements BeforeAllCallback, ParameterResolver {
  private static final Namespace HERE = Namespace.create(RunningProduct.class);

  private record Shared(Product product) implements AutoCloseable {
    @Override
    public void close() {
      product.close();
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    shared(context);
  }

  private static Shared shared(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(HERE)
        .getOrComputeIfAbsent("product", key -> new Shared(prepare()), Shared.class);
  }

  private static Product prepare() {
    var home = Folders.emptied(Path.of("target", "suite").toAbsolutePath());
    var product = Product.start(home);
    product.install(home.resolve("liberty"));
    System.setProperty(
        "cadenza.suite.wlp", Product.root().resolve("ear/target/liberty/wlp").toString());
    System.setProperty("cadenza.suite.usr", home.resolve("liberty").toString());
    System.setProperty("cadenza.suite.server", product.serverName());
    System.setProperty("cadenza.suite.port", Integer.toString(product.httpPort()));
    System.setProperty("cadenza.suite.classes", home.resolve("classes.log").toString());
    return product;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Product.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var product = shared(context).product();
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(250))
        .ignoreExceptions()
        .until(
            () ->
                product.anonymous().get("/health/ready").status() == 200
                    && product.anonymous().get("/v1/tokens/").status() == 401);
    return product;
  }
}
