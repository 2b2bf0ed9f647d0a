package cadenza.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static com.tngtech.archunit.library.modules.syntax.ModuleDependencyScope.consideringOnlyDependenciesBetweenModules;
import static com.tngtech.archunit.library.modules.syntax.ModuleRuleDefinition.modules;

import cadenza.kernel.api.BoundedContext;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may use whom. */
@AnalyzeClasses(locations = ProductClasses.class)
class ModuleRulesTest {
  private static final DescribedPredicate<JavaClass> WRITTEN_BY_HAND =
      DescribedPredicate.describe(
          "written by hand", type -> !type.getName().matches(".*_(\\$.*)?"));

  @ArchTest
  static final ArchRule modules_keep_to_what_they_declare =
      modules()
          .definedByAnnotation(BoundedContext.class)
          .should()
          .respectTheirAllowedDependenciesDeclaredIn(
              "allowedDependencies", consideringOnlyDependenciesBetweenModules())
          .andShould()
          .onlyDependOnEachOtherThroughPackagesDeclaredIn("exposedPackages");

  @ArchTest
  static final ArchRule modules_have_no_cycles =
      slices().matching("cadenza.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule a_module_has_four_packages_and_nothing_else =
      classes()
          .that()
          .resideInAnyPackage(
              "cadenza.kernel..",
              "cadenza.access..",
              "cadenza.contacts..",
              "cadenza.messaging..",
              "cadenza.sequences..",
              "cadenza.webhooks..")
          .and()
          .doNotHaveSimpleName("package-info")
          .should()
          .resideInAnyPackage(
              "cadenza.*.api..",
              "cadenza.*.domain..",
              "cadenza.*.application..",
              "cadenza.*.adapter..");

  @ArchTest
  static final ArchRule the_domain_knows_no_container =
      noClasses()
          .that()
          .resideInAPackage("cadenza.*.domain..")
          .and(WRITTEN_BY_HAND)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "jakarta.enterprise..",
              "jakarta.inject..",
              "jakarta.ejb..",
              "jakarta.jms..",
              "jakarta.ws.rs..");

  @ArchTest
  static final ArchRule the_domain_looks_at_nothing_above_it =
      noClasses()
          .that()
          .resideInAPackage("cadenza.*.domain..")
          .and(WRITTEN_BY_HAND)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("cadenza.*.application..", "cadenza.*.adapter..");

  @ArchTest
  static final ArchRule the_application_never_depends_on_an_adapter =
      noClasses()
          .that()
          .resideInAPackage("cadenza.*.application..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("cadenza.*.adapter..");

  @ArchTest
  static final ArchRule rest_sees_application_and_api_only =
      noClasses()
          .that()
          .resideInAPackage("cadenza.rest..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("cadenza.*.domain..", "cadenza.*.adapter..");

  @ArchTest
  static final ArchRule nobody_depends_on_rest =
      noClasses()
          .that(
              resideInAnyPackage("cadenza..")
                  .and(DescribedPredicate.not(resideInAPackage("cadenza.rest.."))))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("cadenza.rest..");
}
