package cadenza.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noConstructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

import cadenza.kernel.api.CurrentWorkspace;
import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.EngineWork;
import cadenza.kernel.api.OutsideHosts;
import cadenza.kernel.api.UseCase;
import cadenza.kernel.api.Visits;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.annotation.Resource;
import jakarta.data.repository.Find;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.Entity;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** How a class of the product is written. */
@AnalyzeClasses(locations = ProductClasses.class)
class CodeRulesTest {
  private static final DescribedPredicate<JavaClass> WRITTEN_BY_HAND =
      DescribedPredicate.describe(
          "written by hand", type -> !type.getName().matches(".*_(\\$.*)?"));

  private static final DescribedPredicate<JavaField> FIXED_NUMBER =
      DescribedPredicate.describe(
          "a fixed number",
          field ->
              field.getModifiers().contains(JavaModifier.FINAL)
                  && field.getRawType().isPrimitive());

  private static final DescribedPredicate<JavaMethod> ARE_NOT_INHERITED =
      DescribedPredicate.describe("are not inherited", method -> !isInherited(method));

  private static boolean isInherited(JavaMethod method) {
    var parameters =
        method.getRawParameterTypes().stream().map(JavaClass::getName).toArray(String[]::new);
    return Stream.concat(
            method.getOwner().getAllRawSuperclasses().stream(),
            method.getOwner().getAllRawInterfaces().stream())
        .anyMatch(type -> type.tryGetMethod(method.getName(), parameters).isPresent());
  }

  @ArchTest
  static final ArchRule a_domain_event_is_a_record_in_an_api_package =
      classes()
          .that()
          .implement(DomainEvent.class)
          .should()
          .beRecords()
          .andShould()
          .resideInAPackage("cadenza.*.api..");

  @ArchTest
  static final ArchRule a_domain_event_carries_plain_values =
      fields()
          .that()
          .areDeclaredInClassesThat()
          .implement(DomainEvent.class)
          .should()
          .haveRawType(
              new DescribedPredicate<JavaClass>("a type of java.. or of an api package") {
                @Override
                public boolean test(JavaClass type) {
                  return type.isPrimitive()
                      || type.isArray()
                      || type.getPackageName().startsWith("java.")
                      || type.getPackageName().matches("cadenza\\.[a-z]+\\.api(\\..*)?");
                }
              });

  /** One use case or resource serves all requests at once: what it holds is given or fixed. */
  @ArchTest
  static final ArchRule what_serves_all_requests_keeps_nothing_of_one =
      fields()
          .that()
          .areNotStatic()
          .and(DescribedPredicate.not(FIXED_NUMBER))
          .and()
          .areDeclaredInClassesThat(
              DescribedPredicate.describe(
                  "serve all requests",
                  type ->
                      type.isAnnotatedWith(UseCase.class)
                          || type.isAnnotatedWith(Path.class)
                          || type.isAnnotatedWith(Dependent.class)
                              && type.getPackageName().startsWith("cadenza.rest")
                          || type.getSimpleName().endsWith("Paths")))
          .should()
          .beAnnotatedWith(Inject.class)
          .orShould()
          .beAnnotatedWith(Context.class)
          .orShould()
          .beAnnotatedWith(Resource.class);

  @ArchTest
  static final ArchRule only_the_use_case_stereotype_is_transactional =
      noClasses()
          .that(
              DescribedPredicate.not(
                  DescribedPredicate.<JavaClass>describe(
                      "the stereotype", type -> type.isEquivalentTo(UseCase.class))))
          .should()
          .beAnnotatedWith(Transactional.class);

  /** A use case is a transaction, and a name service may take seconds. */
  @ArchTest
  static final ArchRule no_use_case_asks_a_name_service =
      noClasses()
          .that()
          .areAnnotatedWith(UseCase.class)
          .should()
          .dependOnClassesThat()
          .areAssignableTo(OutsideHosts.class);

  /**
   * What works for every workspace is no request's, but to find out and write down who asks.
   * Whoever holds the link of a mail has no account: his token alone says which message is his.
   */
  @ArchTest
  static final ArchRule no_request_does_the_engines_work =
      noClasses()
          .that()
          .resideInAPackage("cadenza.rest..")
          .and()
          .resideOutsideOfPackages("cadenza.rest.security..", "cadenza.rest.effect..")
          .and()
          .doNotHaveSimpleName("SessionsResource")
          .and()
          .doNotHaveSimpleName("UnsubscribePage")
          .and()
          .resideOutsideOfPackage("cadenza.rest.tracking..")
          .should()
          .dependOnClassesThat()
          .areAnnotatedWith(EngineWork.class);

  @ArchTest
  static final ArchRule only_who_proves_the_caller_says_whose_the_request_is =
      noClasses()
          .that()
          .resideOutsideOfPackages("cadenza.kernel..", "cadenza.rest.security..")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(CurrentWorkspace.class);

  /** A visit is for what belongs to the caller, and these two know what does. */
  @ArchTest
  static final ArchRule only_test_clocks_and_new_workspaces_are_visited =
      noClasses()
          .that()
          .resideOutsideOfPackages("cadenza.kernel..", "cadenza.access.application..")
          .and()
          .doNotHaveSimpleName("TestClocksResource")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Visits.class);

  @ArchTest
  static final ArchRule no_method_is_transactional_by_itself =
      noMethods().should().beAnnotatedWith(Transactional.class);

  /** Such a method is planned anew at each call; a query's plan is kept. */
  @ArchTest
  static final ArchRule no_method_finds_by_its_parameters =
      noMethods().should().beAnnotatedWith(Find.class);

  @ArchTest
  static final ArchRule only_the_kernel_asks_for_the_time =
      noClasses()
          .that()
          .resideOutsideOfPackage("cadenza.kernel..")
          .should()
          .callMethodWhere(
              target(nameMatching("now|systemUTC|systemDefaultZone|tickSeconds|tickMinutes"))
                  .and(
                      target(
                          owner(
                              DescribedPredicate.describe(
                                  "of java.time",
                                  type -> type.getPackageName().equals("java.time"))))))
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callConstructor(Date.class);

  @ArchTest static final ArchRule nobody_prints = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

  @ArchTest
  static final ArchRule nobody_logs_by_java_util_logging =
      noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..");

  @ArchTest
  static final ArchRule nobody_sleeps =
      noClasses()
          .should()
          .callMethodWhere(target(name("sleep")).and(target(owner(assignableTo(Thread.class)))))
          .orShould()
          .callMethodWhere(target(name("sleep")).and(target(owner(assignableTo(TimeUnit.class)))));

  /** Foreign interfaces may hand one over; it is made into an Instant where it comes in. */
  @ArchTest
  static final ArchRule nobody_keeps_the_old_date = noFields().should().haveRawType(Date.class);

  @ArchTest
  static final ArchRule nobody_answers_with_the_old_date =
      noMethods().that(ARE_NOT_INHERITED).should().haveRawReturnType(Date.class);

  /** It would not wait for the commit, and tell of what never happened. */
  @ArchTest
  static final ArchRule nobody_fires_asynchronously =
      noClasses()
          .should()
          .callMethodWhere(target(name("fireAsync")).and(target(owner(assignableTo(Event.class)))));

  @ArchTest
  static final ArchRule injection_is_into_fields =
      noConstructors()
          .that()
          .areDeclaredInClassesThat(WRITTEN_BY_HAND)
          .should()
          .beAnnotatedWith(Inject.class);

  @ArchTest
  static final ArchRule injected_fields_are_open_to_tests_of_their_package =
      fields().that().areAnnotatedWith(Inject.class).should().bePackagePrivate();

  @ArchTest
  static final ArchRule a_name_says_what_a_class_does =
      noClasses()
          .should()
          .haveNameMatching(".*(Impl|Manager|Helper|Utils?|Service|Dto|DTO)(\\$.*)?");

  @ArchTest
  static final ArchRule a_method_is_named_for_what_it_answers =
      noMethods()
          .that()
          .areDeclaredInClassesThat(WRITTEN_BY_HAND)
          .and(ARE_NOT_INHERITED)
          .should()
          .haveNameMatching("get[A-Z].*");

  /** Else the compiler's check of null would pass the package over. */
  @ArchTest
  static final ArchRule every_package_says_where_null_may_be =
      classes()
          .should(
              ArchCondition.from(
                  DescribedPredicate.describe(
                      "lie in a package that is @NullMarked",
                      type -> type.getPackage().isAnnotatedWith(NullMarked.class))));

  @ArchTest
  static final ArchRule entities_have_no_setters =
      noMethods()
          .that()
          .areDeclaredInClassesThat()
          .areAnnotatedWith(Entity.class)
          .should()
          .haveNameMatching("set[A-Z].*");
}
