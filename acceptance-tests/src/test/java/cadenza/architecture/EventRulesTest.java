package cadenza.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.kernel.api.Externalized;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import jakarta.enterprise.event.Observes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Facts may have many listeners, an order exactly one, and what leaves the product is described.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EventRulesTest {
  /** Orders are named in the imperative, facts in the past tense. */
  private static final List<String> ORDERS =
      List.of(
          "cadenza.contacts.api.EnsureContact",
          "cadenza.messaging.api.SendMessages",
          "cadenza.messaging.api.WithdrawMessages",
          "cadenza.messaging.api.OpenSandboxAccount");

  private static final List<JavaClass> PRODUCT =
      List.copyOf(
          new ClassFileImporter().importLocations(new ProductClasses().get(EventRulesTest.class)));

  static Stream<String> orders() {
    return ORDERS.stream();
  }

  @ParameterizedTest
  @MethodSource("orders")
  void an_order_has_exactly_one_observer(String order) {
    assertThat(observersOf(order)).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("orders")
  void an_order_is_observed_by_the_module_it_belongs_to(String order) {
    var module = order.substring(0, order.indexOf(".api."));

    assertThat(observersOf(order))
        .allSatisfy(
            observer -> assertThat(observer.getOwner().getPackageName()).startsWith(module));
  }

  static Stream<String> externalized() {
    return PRODUCT.stream()
        .filter(type -> type.isAnnotatedWith(Externalized.class))
        .map(type -> type.getAnnotationOfType(Externalized.class).value())
        .sorted();
  }

  @ParameterizedTest
  @MethodSource("externalized")
  void an_event_that_leaves_the_product_has_a_page(String eventType) {
    assertThat(Path.of("..", "docs", "events", eventType + ".md")).isRegularFile();
  }

  @Test
  void every_page_describes_an_event_that_leaves_the_product() throws Exception {
    try (var pages = Files.list(Path.of("..", "docs", "events"))) {
      assertThat(pages.map(page -> page.getFileName().toString()))
          .filteredOn(page -> !page.equals("README.md"))
          .isSubsetOf(externalized().map(eventType -> eventType + ".md").toList());
    }
  }

  private static List<JavaMethod> observersOf(String event) {
    return PRODUCT.stream()
        .flatMap(type -> type.getMethods().stream())
        .filter(
            method ->
                method.getParameters().stream()
                    .anyMatch(
                        parameter ->
                            parameter.isAnnotatedWith(Observes.class)
                                && parameter.getRawType().getName().equals(event)))
        .toList();
  }
}
