package io.mortise.testkit.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.RuntimeKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every field of both schemas, on each runtime that the schema says enforces it: one value is written and its effect
 * observed, then another. A field that nobody probes fails the fast tests, so a new one needs an effect before it can be merged.
 */
@Timeout(value = 15, unit = java.util.concurrent.TimeUnit.MINUTES)
class EveryFieldTest {
    private static final List<FieldProbe> PROBES = Stream.of(
                    IdentityFields.all(),
                    WasmFields.all(),
                    ProcessFields.all(),
                    FunctionFields.all(),
                    PermissionFields.all(),
                    LimitFields.all(),
                    SettingsFields.all(),
                    ReloadFields.all(),
                    BudgetFields.all())
            .flatMap(List::stream)
            .toList();

    private static final List<SchemaField> FIELDS = Stream.of(FieldFile.values())
            .flatMap(file -> SchemaField.of(file).stream())
            .toList();

    private static List<FieldProbe> probes(SchemaField field, RuntimeKind runtime) {
        return PROBES.stream()
                .filter(probe -> probe.file() == field.file() && field.isAt(probe.place()))
                .filter(probe -> probe.on().contains(runtime))
                .toList();
    }

    @Test
    void everyField_isEnforcedSomewhere_andHasOneProbeForEachRuntime() {
        assertThat(FIELDS)
                .hasSizeGreaterThan(110)
                .allSatisfy(field ->
                        assertThat(field.enforced()).as(field.toString()).isNotEmpty())
                .allSatisfy(
                        field -> assertThat(field.enforced()).allSatisfy(runtime -> assertThat(probes(field, runtime))
                                .as("the probes of %s, which the schema says is enforced on %s", field, runtime)
                                .hasSize(1)));
    }

    @Test
    void everyProbe_isOfAField_andSeesTwoValues() {
        assertThat(PROBES)
                .allSatisfy(probe -> assertThat(FIELDS.stream()
                                .filter(field -> field.file() == probe.file())
                                .filter(field -> field.isAt(probe.place())))
                        .as("the fields at %s", probe.place())
                        .hasSize(1))
                .allSatisfy(probe -> assertThat(probe.values())
                        .as("the values of %s", probe.place())
                        .hasSizeGreaterThan(1));
    }

    /** Some two hundred managers are opened. */
    @Tag("slow")
    @TestFactory
    Stream<DynamicTest> everyField_movesWhatIsSeen_onWasm(@TempDir Path directory) {
        return on(RuntimeKind.WASM, directory);
    }

    /** Some two hundred processes are started. */
    @Tag("slow")
    @TestFactory
    Stream<DynamicTest> everyField_movesWhatIsSeen_asAProcess(@TempDir Path directory) {
        return on(RuntimeKind.GRPC, directory);
    }

    private static Stream<DynamicTest> on(RuntimeKind runtime, Path directory) {
        return FIELDS.stream()
                .filter(field -> field.enforced().contains(runtime))
                .flatMap(field -> probes(field, runtime).stream()
                        .map(probe ->
                                DynamicTest.dynamicTest(field.toString(), () -> look(probe, runtime, directory))));
    }

    private static void look(FieldProbe probe, RuntimeKind runtime, Path directory) throws Exception {
        for (FieldProbe.Value value : probe.values()) {
            String seen;
            try (FieldScene scene =
                    FieldScene.of(probe, value, runtime, Files.createTempDirectory(directory, "field"))) {
                assertThat(scene.opening())
                        .as("the opening with %s: %s", probe.place(), value.yaml())
                        .matches(said -> said.equals("opened") || probe.isSeenAtTheOpening());
                seen = probe.look().at(scene);
            }
            for (FieldProbe.Value each : probe.values()) {
                var observed = assertThat(seen)
                        .as(
                                "what is seen of %s: %s",
                                probe.place(), value.yaml().isEmpty() ? "(none)" : value.yaml());
                if (each == value) {
                    observed.containsPattern(each.seen());
                } else {
                    observed.doesNotContainPattern(each.seen());
                }
            }
        }
    }
}
