package cadenza.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each check of {@link EventRulesTest} is shown what it must refuse. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EventProofsTest {
  private static final String ORDER = "cadenza.alpha.api.DoSomething";

  @TempDir Path folder;
  @TempDir Path pages;

  @Test
  void an_order_that_nobody_observes_is_refused() {
    var checks = checks(order());

    refused(() -> checks.orderHasOneObserver(ORDER));
  }

  @Test
  void an_order_that_two_observe_is_refused() {
    var checks =
        checks(order(), observer("alpha", "FirstObserver"), observer("alpha", "SecondObserver"));

    refused(() -> checks.orderHasOneObserver(ORDER));
  }

  @Test
  void an_order_that_another_module_observes_is_refused() {
    var checks = checks(order(), observer("beta", "FirstObserver"));

    refused(() -> checks.orderIsObservedByItsModule(ORDER));
    checks.orderHasOneObserver(ORDER);
  }

  @Test
  void an_order_that_nobody_knows_of_is_refused() {
    var checks = checks(order(), fact());

    refused(() -> checks.everyOrderIsKnown(List.of()));
    checks.everyOrderIsKnown(List.of(ORDER));
  }

  @Test
  void an_event_without_a_page_is_refused() throws Exception {
    var checks = checks(fact());
    assertThat(checks.externalized()).containsExactly("alpha.done");

    refused(() -> checks.hasPage(pages, "alpha.done"));
    Files.createFile(pages.resolve("alpha.done.md"));
    checks.hasPage(pages, "alpha.done");
  }

  @Test
  void a_page_without_an_event_is_refused() throws Exception {
    var checks = checks(fact());
    Files.createFile(pages.resolve("README.md"));
    Files.createFile(pages.resolve("alpha.done.md"));
    checks.everyPageHasItsEvent(pages);

    Files.createFile(pages.resolve("alpha.gone.md"));

    refused(() -> checks.everyPageHasItsEvent(pages));
  }

  private EventChecks checks(String... sources) {
    return new EventChecks(List.copyOf(new BrokenSample(sources).compiledIn(folder)));
  }

  private static void refused(ThrowingCallable check) {
    assertThatThrownBy(check).isInstanceOf(AssertionError.class);
  }

  private static String order() {
    return "package cadenza.alpha.api; public record DoSomething(java.util.UUID eventId,"
        + " java.util.UUID workspaceId, java.time.Instant occurredAt)"
        + " implements cadenza.kernel.api.DomainEvent {}";
  }

  private static String fact() {
    return "package cadenza.alpha.api; @cadenza.kernel.api.Externalized(\"alpha.done\")"
        + " public record SomethingHappened(java.util.UUID eventId, java.util.UUID workspaceId,"
        + " java.time.Instant occurredAt) implements cadenza.kernel.api.DomainEvent {}";
  }

  private static String observer(String module, String name) {
    return "package cadenza."
        + module
        + ".adapter.event; class "
        + name
        + " { void on(@jakarta.enterprise.event.Observes cadenza.alpha.api.DoSomething order) {} }";
  }
}
