package cadenza.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** The checks of {@link EventRulesTest}, for any classes. */
record EventChecks(Collection<JavaClass> classes) {

  void orderHasOneObserver(String order) {
    assertThat(observersOf(order)).as("observers of " + order).hasSize(1);
  }

  void orderIsObservedByItsModule(String order) {
    var module = order.substring(0, order.indexOf(".api."));
    assertThat(observersOf(order))
        .as("observers of " + order)
        .allSatisfy(
            observer -> assertThat(observer.getOwner().getPackageName()).startsWith(module));
  }

  /** Facts are named in the past tense; everything else is an order and must be a known one. */
  void everyOrderIsKnown(Collection<String> orders) {
    var others =
        classes.stream()
            .filter(type -> type.isAssignableTo(DomainEvent.class) && !type.isInterface())
            .filter(type -> !type.getSimpleName().matches(".*(ed|edOut|Sent|Unknown)"))
            .map(JavaClass::getName)
            .toList();
    assertThat(others).as("orders").isSubsetOf(orders);
  }

  void hasPage(Path pages, String eventType) {
    assertThat(pages.resolve(eventType + ".md")).isRegularFile();
  }

  void everyPageHasItsEvent(Path pages) throws IOException {
    try (var files = Files.list(pages)) {
      assertThat(files.map(page -> page.getFileName().toString()))
          .filteredOn(page -> !page.equals("README.md"))
          .isSubsetOf(externalized().stream().map(type -> type + ".md").toList());
    }
  }

  List<String> externalized() {
    return classes.stream()
        .filter(type -> type.isAnnotatedWith(Externalized.class))
        .map(type -> type.getAnnotationOfType(Externalized.class).value())
        .sorted()
        .toList();
  }

  private List<JavaMethod> observersOf(String event) {
    return classes.stream()
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
