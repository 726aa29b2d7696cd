package io.shadowjdbc;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import io.shadowjdbc.config.ShadowConfig;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The floors of the house: a package imports only from floors below its own, and never from a neighbour. */
class ArchitectureTest {
    /** The lowest floor first. */
    private static final List<List<String>> FLOORS = List.of(
            List.of("config", "schema", "recipe"),
            List.of("dialect", "fence"),
            List.of("plan"),
            List.of("bridge", "provider", "compare", "sync"),
            List.of("parity", "embedded"),
            List.of("mirror"),
            List.of("jdbc"));

    private static final String ROOT = "io.shadowjdbc";
    private static final String FORWARD = ROOT + ".forward..";

    /** Packages whose classes are completed at build time, and so carry the generator's annotations. */
    private static final String[] FORWARDING = {packageOf("bridge"), packageOf("jdbc"), packageOf("mirror")};

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
            .importPackages(ROOT);

    @Test
    void theRulesLookAtTheDriver() {
        assertThat(CLASSES.contain(ShadowConfig.class)).isTrue();
        assertThat(CLASSES.contain(ArchitectureTest.class)).isFalse();
    }

    @Test
    void everyPackageHasAFloor() {
        List<String> known = FLOORS.stream()
                .flatMap(List::stream)
                .map(ArchitectureTest::packageOf)
                .toList();
        check(classes().should().resideInAnyPackage(plus(known, ROOT, FORWARD)));
    }

    @ParameterizedTest
    @MethodSource("packages")
    void aPackageImportsOnlyFromFloorsBelow(String name) {
        check(noClasses()
                .that()
                .resideInAPackage(packageOf(name))
                .should()
                .dependOnClassesThat(resideInAnyPackage(notBelow(name))));
    }

    static Stream<String> packages() {
        return FLOORS.stream().flatMap(List::stream);
    }

    /** All packages of ours that are on the floor of the named one or above, itself excepted. */
    private static String[] notBelow(String name) {
        List<String> others = FLOORS.stream()
                .dropWhile(floor -> !floor.contains(name))
                .flatMap(List::stream)
                .filter(other -> !other.equals(name))
                .map(ArchitectureTest::packageOf)
                .toList();
        return plus(others, ROOT);
    }

    private static String packageOf(String name) {
        return ROOT + "." + name + "..";
    }

    private static String[] plus(List<String> packages, String... more) {
        return Stream.concat(packages.stream(), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void theGeneratorOfForwardingMethodsIsKnownByItsAnnotationsOnly() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(FORWARD)
                .should()
                .dependOnClassesThat(
                        resideInAPackage(FORWARD).and(not(describe("annotations", JavaClass::isAnnotation)))));
        check(noClasses()
                .that()
                .resideOutsideOfPackages(plus(List.of(FORWARDING), FORWARD))
                .should()
                .dependOnClassesThat(resideInAPackage(FORWARD)));
        check(noClasses()
                .that()
                .resideInAPackage(FORWARD)
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "..").and(not(resideInAPackage(FORWARD)))));
    }

    @Test
    void theGeneratorIsNotThereAtRunTime() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(FORWARD)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("net.bytebuddy.."));
    }

    @Test
    void callsAreNeverMadeByReflection() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(FORWARD)
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.reflect.Proxy")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.reflect.Method"));
    }

    /** An application need not have Micrometer; one package at most may fail to load without it. */
    @Test
    void metersAreTheBusinessOfOnePackage() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(packageOf("parity"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.micrometer.."));
    }

    @Test
    void nothingIsPrintedAndLoggingGoesThroughSlf4j() {
        check(GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS);
        check(GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING);
        check(noClasses().should().callMethod(System.class, "exit", int.class));
    }

    @Test
    void exceptionsHaveANameThatSaysSomething() {
        check(GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS);
    }

    @Test
    void noStaticFieldIsWritten() {
        check(noFields().should(be("static and not final", field -> isStatic(field) && !isFinal(field))));
    }

    /**
     * An application server must be able to drop the application: what lives in a static field lives as long as the
     * class loader, and a thread-local in a pooled thread longer still. Only the root package keeps the registry of data
     * sources.
     */
    @Test
    void noStaticFieldCollectsButTheRegistryOfDataSources() {
        check(noFields()
                .that()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackage(ROOT)
                .should(be(
                        "static and of a type that is there to be changed",
                        field -> isStatic(field) && isMutable(field.getRawType()))));
    }

    private static boolean isStatic(JavaField field) {
        return field.getModifiers().contains(JavaModifier.STATIC)
                && !field.getModifiers().contains(JavaModifier.SYNTHETIC);
    }

    private static boolean isFinal(JavaField field) {
        return field.getModifiers().contains(JavaModifier.FINAL);
    }

    /** Collections behind an interface may be unmodifiable; a class of java.util that is none of them is not. */
    private static boolean isMutable(JavaClass type) {
        boolean collection = type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class);
        return type.isAssignableTo(ThreadLocal.class)
                || type.getPackageName().startsWith("java.util.concurrent.atomic")
                || (collection && (!type.isInterface() || type.getName().startsWith("java.util.concurrent")));
    }

    private static ArchCondition<JavaField> be(String description, Predicate<JavaField> predicate) {
        return ArchCondition.from(describe(description, predicate));
    }

    /** Packages of a floor may still be empty. */
    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(CLASSES);
    }
}
