package cadenza.architecture;

import com.tngtech.archunit.core.importer.ClassFileImporter;
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
          "cadenza.access.api.PutTestClock",
          "cadenza.access.api.EndTestClockMove",
          "cadenza.access.api.EraseTraces",
          "cadenza.contacts.api.EnsureContact",
          "cadenza.contacts.api.EnsureContacts",
          "cadenza.contacts.api.SuppressAddresses",
          "cadenza.messaging.api.SendMessages",
          "cadenza.messaging.api.WithdrawMessages",
          "cadenza.messaging.api.OpenSandboxAccount");

  private static final Path PAGES = Path.of("..", "docs", "events");

  private static final EventChecks PRODUCT =
      new EventChecks(
          List.copyOf(
              new ClassFileImporter()
                  .importLocations(new ProductClasses().get(EventRulesTest.class))));

  static Stream<String> orders() {
    return ORDERS.stream();
  }

  @ParameterizedTest
  @MethodSource("orders")
  void an_order_has_exactly_one_observer(String order) {
    PRODUCT.orderHasOneObserver(order);
  }

  @ParameterizedTest
  @MethodSource("orders")
  void an_order_is_observed_by_the_module_it_belongs_to(String order) {
    PRODUCT.orderIsObservedByItsModule(order);
  }

  @Test
  void every_order_is_among_them() {
    PRODUCT.everyOrderIsKnown(ORDERS);
  }

  static Stream<String> externalized() {
    return PRODUCT.externalized().stream();
  }

  @ParameterizedTest
  @MethodSource("externalized")
  void an_event_that_leaves_the_product_has_a_page(String eventType) {
    PRODUCT.hasPage(PAGES, eventType);
  }

  @Test
  void every_page_describes_an_event_that_leaves_the_product() throws Exception {
    PRODUCT.everyPageHasItsEvent(PAGES);
  }
}
