package io.mortise.testkit.plugins;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The table of modules and what each may depend on, and the other rules of the house. */
class HouseTest {
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.mortise");

    /** A module: its packages and the packages of the modules it may use. */
    private record Room(String name, List<String> own, List<String> mayUse) {}

    private static final List<String> API = List.of("io.mortise.api..");
    private static final List<Room> ROOMS = List.of(
            new Room("proto", List.of("io.mortise.proto.."), List.of()),
            new Room("runner-api", API, List.of()),
            new Room("runner-wasm", List.of("io.mortise.wasm.."), API),
            new Room("runner-grpc", List.of("io.mortise.grpc.."), List.of("io.mortise.api..", "io.mortise.proto..")),
            new Room("source", List.of("io.mortise.source.."), API),
            new Room("manager", List.of("io.mortise.manager.."), List.of("io.mortise.api..", "io.mortise.source")),
            new Room("adapter", List.of("io.mortise.adapter.."), List.of("io.mortise.api..", "io.mortise.manager")),
            new Room(
                    "metrics-micrometer",
                    List.of("io.mortise.metrics.micrometer.."),
                    List.of("io.mortise.api..", "io.mortise.manager")),
            new Room(
                    "trace-otel",
                    List.of("io.mortise.trace.otel.."),
                    List.of("io.mortise.api..", "io.mortise.manager")),
            new Room(
                    "testkit-app",
                    List.of("io.mortise.testkit.app.."),
                    List.of("io.mortise.api..", "io.mortise.manager", "io.mortise.testkit")),
            new Room("host-http", List.of("io.mortise.host.http.."), API),
            new Room("sdk", List.of("io.mortise.sdk.."), List.of("io.mortise.proto..")));

    @TestFactory
    Stream<DynamicTest> everyModule_dependsOnlyDownwards() {
        return ROOMS.stream()
                .map(room -> DynamicTest.dynamicTest(room.name(), () -> {
                    String[] allowed = Stream.concat(room.own().stream(), room.mayUse().stream())
                            .toArray(String[]::new);
                    noClasses()
                            .that(resideInAnyPackage(room.own().toArray(String[]::new)))
                            .should()
                            .dependOnClassesThat(
                                    resideInAPackage("io.mortise..").and(resideOutsideOfPackages(allowed)))
                            .because(room.name() + " may depend on " + room.mayUse())
                            .check(HOUSE);
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyEngine_isKnownToOneModule() {
        return Stream.of(
                        new String[] {"com.dylibso.chicory..", "io.mortise.wasm.."},
                        new String[] {"okhttp3..", "io.mortise.host.http.."},
                        new String[] {"org.yaml.snakeyaml..", "io.mortise.manager.."},
                        new String[] {"com.networknt..", "io.mortise.manager.."},
                        new String[] {"io.micrometer..", "io.mortise.metrics.micrometer.."},
                        new String[] {"io.opentelemetry..", "io.mortise.trace.otel.."},
                        new String[] {"io.methvin..", "io.mortise.source.."})
                .map(row -> DynamicTest.dynamicTest(row[0], () -> noClasses()
                        .that(resideInAPackage("io.mortise..").and(resideOutsideOfPackages(row[1])))
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(row[0])
                        .check(HOUSE)));
    }

    @Test
    void engineTypes_areInNoPublicSignature() {
        classes()
                .that()
                .arePublic()
                .and(resideInAPackage("io.mortise.."))
                .and(resideOutsideOfPackages("..internal..", "io.mortise.proto.."))
                .should(notShowAnEngine())
                .check(HOUSE);
    }

    private static final Set<String> SPOKEN_WITH_RAW_PROGRAMS =
            Set.of("io.grpc.Channel", "io.grpc.BindableService", "[Lio.grpc.BindableService;");

    private static ArchCondition<JavaClass> notShowAnEngine() {
        DescribedPredicate<JavaClass> engine = resideInAnyPackage(
                "com.dylibso.chicory..",
                "io.grpc..",
                "com.google.protobuf..",
                "tools.jackson..",
                "okhttp3..",
                "org.yaml..",
                "com.networknt..",
                "java.sql..");
        return new ArchCondition<>("show no engine type in a public signature") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getCodeUnits().stream()
                        .filter(HouseTest::isVisible)
                        .forEach(unit -> unit.getAllInvolvedRawTypes().stream()
                                .filter(engine)
                                // The exceptions: what a raw program is spoken to over, and what it is served.
                                .filter(shown -> !SPOKEN_WITH_RAW_PROGRAMS.contains(shown.getName()))
                                .forEach(shown -> events.add(SimpleConditionEvent.violated(
                                        unit, unit.getFullName() + " shows " + shown.getName()))));
            }
        };
    }

    private static boolean isVisible(JavaCodeUnit unit) {
        return unit.getModifiers().contains(JavaModifier.PUBLIC)
                || unit.getModifiers().contains(JavaModifier.PROTECTED);
    }

    @Test
    void packages_haveNoCycles() {
        slices().matching("io.mortise.(**)")
                .should()
                .beFreeOfCycles()
                .ignoreDependency(resideInAPackage("io.mortise.api.."), resideInAPackage("io.mortise.api.."))
                .ignoreDependency(resideInAPackage("io.mortise.proto.."), resideInAPackage("io.mortise.proto.."))
                .check(HOUSE);
    }

    @Test
    void packages_areNullMarked() {
        classes()
                .that(resideInAPackage("io.mortise..").and(resideOutsideOfPackages("io.mortise.proto..")))
                .should(new ArchCondition<>("live in a @NullMarked package") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                            events.add(SimpleConditionEvent.violated(type, type.getPackageName() + " is not"));
                        }
                    }
                })
                .check(HOUSE);
    }

    @Test
    void code_logsOnlyThroughSlf4j_andThrowsNothingGeneric() {
        GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS.check(
                HOUSE.that(resideOutsideOfPackages("io.mortise.proto..")));
        GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION.check(HOUSE);
        noClasses()
                .that(resideInAPackage("io.mortise..")
                        .and(resideOutsideOfPackages("io.mortise.sdk..", "io.mortise.proto..", "io.mortise.testkit..")))
                .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
                .orShould(GeneralCodingRules.USE_JAVA_UTIL_LOGGING)
                .check(HOUSE);
    }

    @Test
    void names_sayHow() {
        noClasses()
                .that(resideInAPackage("io.mortise..").and(resideOutsideOfPackages("io.mortise.proto..")))
                .should()
                .haveNameMatching(".*(Impl|Util|Utils|Helper|Wrapper)")
                .orShould()
                .haveSimpleNameStartingWith("Abstract")
                .orShould()
                .haveSimpleNameStartingWith("Default")
                .check(HOUSE);
    }
}
