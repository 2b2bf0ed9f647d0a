package cadenza.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A rule that cannot fail is worse than none: each is shown a class that breaks it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RuleProofsTest {
  /** What breaks a rule, and a word of what the rule must say about it. */
  record Proof(String rule, String complaint, BrokenSample sample) {
    @Override
    public String toString() {
      return rule + " (" + complaint + ")";
    }
  }

  @TempDir Path folder;

  static Stream<Proof> proofs() {
    return Stream.concat(codeProofs(), moduleProofs());
  }

  @ParameterizedTest
  @MethodSource("proofs")
  void a_rule_fails_on_a_class_that_breaks_it(Proof proof) throws Exception {
    var classes = proof.sample().compiledIn(folder);

    assertThatThrownBy(() -> rule(proof.rule()).check(classes))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Architecture Violation")
        .hasMessageContaining(proof.complaint());
  }

  @Test
  void every_rule_has_its_proof() {
    assertThat(proofs().map(Proof::rule).distinct())
        .containsExactlyInAnyOrderElementsOf(rules().map(Field::getName).toList());
  }

  private static Stream<Field> rules() {
    return Stream.of(CodeRulesTest.class, ModuleRulesTest.class)
        .flatMap(tests -> Arrays.stream(tests.getDeclaredFields()))
        .filter(field -> field.isAnnotationPresent(ArchTest.class));
  }

  private static ArchRule rule(String name) throws IllegalAccessException {
    return (ArchRule)
        rules().filter(field -> field.getName().equals(name)).findFirst().orElseThrow().get(null);
  }

  private static Stream<Proof> codeProofs() {
    return Stream.of(
        proof(
            "a_domain_event_is_a_record_in_an_api_package",
            "SomethingHappened",
            "package cadenza.alpha.api; public abstract class SomethingHappened"
                + " implements cadenza.kernel.api.DomainEvent {}"),
        proof(
            "a_domain_event_is_a_record_in_an_api_package",
            "SomethingHidden",
            "package cadenza.alpha.domain; public record SomethingHidden(java.util.UUID eventId,"
                + " java.util.UUID workspaceId, java.time.Instant occurredAt)"
                + " implements cadenza.kernel.api.DomainEvent {}"),
        proof(
            "a_domain_event_carries_plain_values",
            "SomethingHappened.row",
            "package cadenza.alpha.domain; public class Row {}",
            "package cadenza.alpha.api; public record SomethingHappened(java.util.UUID eventId,"
                + " java.util.UUID workspaceId, java.time.Instant occurredAt,"
                + " cadenza.alpha.domain.Row row) implements cadenza.kernel.api.DomainEvent {}"),
        shared("@cadenza.kernel.api.UseCase", "Worker"),
        shared("@jakarta.ws.rs.Path(\"\")", "Worker"),
        shared("", "WorkPaths"),
        proof(
            "only_the_use_case_stereotype_is_transactional",
            "Worker",
            "package cadenza.alpha.application;"
                + " @jakarta.transaction.Transactional public class Worker {}"),
        proof(
            "no_use_case_asks_a_name_service",
            "Worker.hosts",
            "package cadenza.alpha.application; @cadenza.kernel.api.UseCase"
                + " public class Worker { cadenza.kernel.api.OutsideHosts hosts; }"),
        proof(
            "no_request_does_the_engines_work",
            "Resource.rounds",
            "package cadenza.alpha.application; @cadenza.kernel.api.EngineWork"
                + " public class Rounds {}",
            "package cadenza.rest.alpha;"
                + " public class Resource { cadenza.alpha.application.Rounds rounds; }"),
        proof(
            "only_who_proves_the_caller_says_whose_the_request_is",
            "Worker.workspace",
            "package cadenza.alpha.application; public class Worker {"
                + " cadenza.kernel.api.CurrentWorkspace workspace; }"),
        proof(
            "only_test_clocks_and_new_workspaces_are_visited",
            "Worker.visits",
            "package cadenza.alpha.application; public class Worker {"
                + " cadenza.kernel.api.Visits visits; }"),
        proof(
            "no_method_is_transactional_by_itself",
            "Worker.work()",
            "package cadenza.alpha.application; public class Worker {"
                + " @jakarta.transaction.Transactional void work() {} }"),
        proof(
            "no_method_finds_by_its_parameters",
            "Worker.find(java.lang.String)",
            "package cadenza.alpha.domain; public interface Worker {"
                + " @jakarta.data.repository.Find Worker find(String name); }"),
        statement("only_the_kernel_asks_for_the_time", "java.time.Instant.now();"),
        statement("only_the_kernel_asks_for_the_time", "java.time.LocalDate.now();"),
        statement("only_the_kernel_asks_for_the_time", "java.time.Clock.systemUTC();"),
        statement("only_the_kernel_asks_for_the_time", "System.currentTimeMillis();"),
        statement("only_the_kernel_asks_for_the_time", "new java.util.Date();"),
        statement("nobody_prints", "System.out.println(1);"),
        statement("nobody_prints", "new Exception().printStackTrace();"),
        statement(
            "nobody_logs_by_java_util_logging",
            "java.util.logging.Logger.getLogger(\"Worker\").info(\"done\");"),
        statement("nobody_sleeps", "Thread.sleep(1);"),
        statement("nobody_sleeps", "java.util.concurrent.TimeUnit.SECONDS.sleep(1);"),
        proof(
            "nobody_keeps_the_old_date",
            "Worker.since",
            "package cadenza.alpha.domain; public class Worker { java.util.Date since; }"),
        proof(
            "nobody_answers_with_the_old_date",
            "Worker.since()",
            "package cadenza.alpha.domain;"
                + " public class Worker { java.util.Date since() { return null; } }"),
        proof(
            "nobody_fires_asynchronously",
            "Worker.work",
            "package cadenza.alpha.application; public class Worker {"
                + " void work(jakarta.enterprise.event.Event<String> event) {"
                + " event.fireAsync(\"done\"); } }"),
        proof(
            "injection_is_into_fields",
            "Worker.<init>",
            "package cadenza.alpha.application; public class Worker {"
                + " @jakarta.inject.Inject Worker(String name) {} }"),
        proof(
            "injected_fields_are_open_to_tests_of_their_package",
            "Worker.name",
            "package cadenza.alpha.application; public class Worker {"
                + " @jakarta.inject.Inject private String name; }"),
        named("WorkerImpl"),
        named("WorkManager"),
        named("WorkHelper"),
        named("WorkUtils"),
        named("WorkService"),
        named("WorkDto"),
        proof(
            "a_method_is_named_for_what_it_answers",
            "Worker.getName()",
            "package cadenza.alpha.domain;"
                + " public class Worker { String getName() { return \"\"; } }"),
        proof(
            "every_package_says_where_null_may_be",
            "Worker",
            "package cadenza.alpha.domain; public class Worker {}"),
        proof(
            "entities_have_no_setters",
            "Worker.setName",
            "package cadenza.alpha.domain; @jakarta.persistence.Entity"
                + " public class Worker { void setName(String name) {} }"));
  }

  private static Stream<Proof> moduleProofs() {
    return Stream.of(
        proof(
            "modules_keep_to_what_they_declare",
            "cadenza.alpha.api.Asking",
            context("alpha", "", "cadenza.alpha.api.."),
            context("beta", "", "cadenza.beta.api.."),
            "package cadenza.alpha.api; public class Asking { cadenza.beta.api.Asked asked; }",
            "package cadenza.beta.api; public class Asked {}"),
        proof(
            "modules_keep_to_what_they_declare",
            "cadenza.beta.domain.Hidden",
            context("alpha", "\"beta\"", "cadenza.alpha.api.."),
            context("beta", "", "cadenza.beta.api.."),
            "package cadenza.alpha.api; public class Asking { cadenza.beta.domain.Hidden row; }",
            "package cadenza.beta.domain; public class Hidden {}"),
        proof(
            "modules_have_no_cycles",
            "Cycle detected",
            "package cadenza.alpha.api; public class Asking { cadenza.beta.api.Asked asked; }",
            "package cadenza.beta.api; public class Asked { cadenza.alpha.api.Asking back; }"),
        proof(
            "a_module_has_four_packages_and_nothing_else",
            "cadenza.contacts.misc.Anything",
            "package cadenza.contacts.misc; public class Anything {}"),
        containerInDomain("jakarta.enterprise.event.Event<String>"),
        containerInDomain("jakarta.inject.Provider<String>"),
        containerInDomain("jakarta.ejb.Timer"),
        containerInDomain("jakarta.ws.rs.core.Response"),
        upward("the_domain_looks_at_nothing_above_it", "domain", "application"),
        upward("the_domain_looks_at_nothing_above_it", "domain", "adapter"),
        upward("the_application_never_depends_on_an_adapter", "application", "adapter"),
        proof(
            "rest_sees_application_and_api_only",
            "cadenza.rest.alpha.Resource",
            "package cadenza.alpha.domain; public class Row {}",
            "package cadenza.rest.alpha; public class Resource { cadenza.alpha.domain.Row row; }"),
        proof(
            "nobody_depends_on_rest",
            "cadenza.alpha.application.Worker",
            "package cadenza.rest.alpha; public class Body {}",
            "package cadenza.alpha.application;"
                + " public class Worker { cadenza.rest.alpha.Body body; }"));
  }

  private static Proof proof(String rule, String complaint, String... sources) {
    return new Proof(rule, complaint, new BrokenSample(sources));
  }

  private static Proof statement(String rule, String statement) {
    return proof(
        rule,
        "Worker.work()",
        "package cadenza.alpha.application; public class Worker {"
            + " void work() throws Exception { "
            + statement
            + " } }");
  }

  private static Proof shared(String annotation, String name) {
    return proof(
        "what_serves_all_requests_keeps_nothing_of_one",
        name + ".rows",
        "package cadenza.alpha.application; "
            + annotation
            + " public class "
            + name
            + " { @jakarta.inject.Inject String given; final int fixed = 1; int rows; }");
  }

  private static Proof named(String name) {
    return proof(
        "a_name_says_what_a_class_does",
        name,
        "package cadenza.alpha.domain; public class " + name + " {}");
  }

  private static Proof containerInDomain(String type) {
    return proof(
        "the_domain_knows_no_container",
        "cadenza.alpha.domain.Row",
        "package cadenza.alpha.domain; public class Row { " + type + " field; }");
  }

  private static Proof upward(String rule, String from, String to) {
    return proof(
        rule,
        "cadenza.alpha." + from + ".Lower",
        "package cadenza.alpha." + to + "; public class Upper {}",
        "package cadenza.alpha."
            + from
            + "; public class Lower { cadenza.alpha."
            + to
            + ".Upper upper; }");
  }

  private static String context(String name, String allowed, String exposed) {
    return "@cadenza.kernel.api.BoundedContext(name = \""
        + name
        + "\", allowedDependencies = {"
        + allowed
        + "}, exposedPackages = \""
        + exposed
        + "\") package cadenza."
        + name
        + ";";
  }
}
