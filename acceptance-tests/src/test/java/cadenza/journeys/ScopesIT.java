package cadenza.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.journeys.Interface.Operation;
import cadenza.product.Api;
import cadenza.product.Api.Answer;
import cadenza.product.Product;
import cadenza.testing.AtOnce;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every operation of the served document, called by somebody who may do everything but that. */
@Journey
class ScopesIT {
  @Test
  void every_operation_refuses_a_token_without_its_scope_and_does_nothing(Product product) {
    try (var estate = Estate.open(product)) {
      var served = Interface.of(product);
      var operations = served.operations();
      assertThat(operations).hasSizeGreaterThan(40);
      var tokens = new HashMap<String, Api>();
      operations.stream()
          .flatMap(operation -> operation.scopes().stream())
          .distinct()
          .forEach(scope -> tokens.put(scope, estate.with(null, allBut(served, scope))));
      var before = estate.settled();

      var calls = new ArrayList<Callable<Refused>>();
      for (var operation : operations) {
        assertThat(operation.scopes().isEmpty())
            .as(operation.name())
            .isEqualTo(Interface.OPEN.contains(operation.path()));
        for (var scope : operation.scopes()) {
          for (var slash : List.of("", "/")) {
            calls.add(() -> ask(estate, operation, scope, slash, tokens));
          }
        }
        calls.add(() -> ask(estate, operation, null, "", tokens));
      }

      var answers = AtOnce.each(4, calls);

      var all = new SoftAssertions();
      assertThat(answers).hasSameSizeAs(calls);
      answers.forEach(refused -> refused.check(all));
      all.assertAll();
      assertThat(estate.content()).isEqualTo(before);
    }
  }

  /**
   * What came of a request.
   *
   * @param scope the one that was missing; null for a stranger, who has none at all
   */
  private record Refused(Operation operation, @Nullable String scope, String slash, Answer answer) {
    void check(SoftAssertions all) {
      if (scope == null) {
        all.assertThat(answer.status()).as(operation.name() + " by a stranger").isEqualTo(401);
        return;
      }
      all.assertThat(answer.status() + " " + answer.text())
          .as(operation.name() + slash + " without " + scope)
          .startsWith("403 ")
          .contains(scope);
      all.assertThat(operation.isWithoutScope(answer)).as(operation.name()).isTrue();
    }
  }

  private static Refused ask(
      Estate estate,
      Operation operation,
      @Nullable String scope,
      String slash,
      Map<String, Api> tokens) {
    var api = scope == null ? new Api(estate.owner().url(), null) : tokens.get(scope);
    if (api == null) {
      throw new IllegalStateException("No token without " + scope);
    }
    var answer =
        api.call(operation.method(), estate.address(operation) + slash, estate.body(operation));
    return new Refused(operation, scope, slash, answer);
  }

  @Test
  void the_scope_that_the_document_names_is_enough_to_read(Product product) {
    try (var estate = Estate.open(product)) {
      var all = new SoftAssertions();
      for (var operation : Interface.of(product).operations()) {
        if (operation.method().equals("GET") && !operation.scopes().isEmpty()) {
          var api = estate.with(null, operation.scopes());
          all.assertThat(api.get(estate.address(operation)).status())
              .as(operation.name())
              .isEqualTo(operation.isStream() ? 406 : 200);
        }
      }
      all.assertAll();
    }
  }

  private static List<String> allBut(Interface served, String scope) {
    return served.scopes().stream()
        .filter(one -> !one.equals(scope) && !Estate.OPERATORS_ONLY.contains(one))
        .toList();
  }
}
