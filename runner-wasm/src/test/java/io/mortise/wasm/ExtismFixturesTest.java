package io.mortise.wasm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mortise.api.Mount;
import io.mortise.api.Runner;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.host.HttpAnswer;
import io.mortise.api.host.HttpAsk;
import io.mortise.api.manifest.RuntimeSpec;
import io.mortise.wasm.internal.abi.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Unmodified Extism guests give what the reference host gives, compiled and interpreted. */
@Timeout(300)
class ExtismFixturesTest {
    @TempDir
    Path directory;

    @TestFactory
    Stream<DynamicTest> compiled_answersAsTheReferenceHost() throws IOException {
        return tests(() -> WasmRunnerFactory.compiling(ExtismUsers.ALL));
    }

    @TestFactory
    Stream<DynamicTest> interpreted_answersAsTheReferenceHost() throws IOException {
        return tests(() -> WasmRunnerFactory.interpreting(ExtismUsers.ALL));
    }

    private Stream<DynamicTest> tests(java.util.function.Supplier<WasmRunnerFactory> factories) throws IOException {
        String fixtures = System.getenv("MORTISE_FIXTURES");
        assumeTrue(fixtures != null, "MORTISE_FIXTURES names no directory of fixtures");
        ExtismCases cases = ExtismCases.read(Path.of(fixtures).resolve("extism"));
        return cases.all().stream()
                .map(each -> DynamicTest.dynamicTest(each.id(), () -> {
                    try (Guests guests = new Guests(factories.get(), directory)) {
                        check(cases, each, guests);
                    }
                }));
    }

    private void check(ExtismCases cases, ExtismCases.Case each, Guests guests) throws Exception {
        guests.mounts = mounts(cases, each);
        guests.permissions = ExtismUsers.ASKS;
        guests.limits = guests.limits.withPayloadBytes(8L << 20).withMemoryBytes(64L << 20);
        guests.host.web(ExtismFixturesTest::fetch);
        Map<String, byte[]> files = files(cases, each);
        guests.files = files;
        guests.spec = RuntimeSpec.Wasm.STANDARD.withModule("extism.json");
        if (each.newError().isPresent()) {
            PluginException failure =
                    catchThrowableOfType(PluginException.class, () -> guests.started(new byte[0], functions(each)));
            assertThat(failure.failure()).isIn(Failure.START_FAILED, Failure.BAD_MODULE);
            return;
        }
        Runner runner = guests.started(new byte[0], functions(each));
        each.vars("vars", each.given()).forEach((name, value) -> Guests.ask(runner, "preset_" + name, ""));
        for (ExtismCases.Step step : each.calls()) {
            check(each, guests, runner, step);
        }
        each.vars("vars_after", each.expected()).forEach((name, value) -> assertThat(
                        runner.call(Guests.call("read_" + name, "")).payload())
                .as("variable " + name)
                .isEqualTo(value));
    }

    private static void check(ExtismCases.Case each, Guests guests, Runner runner, ExtismCases.Step step) {
        guests.host.logged.clear();
        if (step.code() == 0) {
            byte[] output = runner.call(patient(step)).payload();
            if (each.id().startsWith("http_headers")) {
                assertThat(lower(Json.parse(new String(output, UTF_8))))
                        .containsAllEntriesOf(lower(Json.parse(new String(step.output(), UTF_8))));
            } else {
                assertThat(new String(output, UTF_8)).isEqualTo(new String(step.output(), UTF_8));
                assertThat(output).isEqualTo(step.output());
            }
            String least = each.given()
                    .get("log")
                    .map(level -> ((Json.Text) level).value())
                    .orElse("error");
            if (!step.logs().isEmpty()) {
                assertThat(logged(guests, least)).isEqualTo(step.logs());
            }
            return;
        }
        PluginException failure = Guests.failure(runner, patient(step));
        String said = step.error().replace(" (recovered by wazero)", "");
        Failure kind = said.contains("is not allowed")
                ? Failure.GRANT_MISSING
                : said.startsWith("unknown function") ? Failure.UNKNOWN_FUNCTION : failure.failure();
        assertThat(failure.failure()).as(failure.getMessage()).isEqualTo(kind);
        if (!said.startsWith("unknown function")) {
            assertThat(failure.getMessage()).contains(said);
        }
    }

    /** A megabyte, interpreted on a busy machine, takes its time. */
    private static io.mortise.api.Call patient(ExtismCases.Step step) {
        return Guests.within(Guests.call(step.function(), step.input()), java.time.Duration.ofMinutes(4));
    }

    private static List<String> logged(Guests guests, String least) {
        List<String> lines = new ArrayList<>();
        guests.host.logged.stream()
                .filter(line -> line.level().name().compareToIgnoreCase(least) == 0
                        || line.level().ordinal()
                                >= io.mortise.api.host.LogLine.Level.valueOf(least.toUpperCase(Locale.ROOT))
                                        .ordinal())
                .forEach(line -> lines.add(line.level() + " " + line.message()));
        return lines;
    }

    private static Map<String, String> lower(Json json) {
        Map<String, String> members = new TreeMap<>();
        ((Json.Obj) json)
                .members()
                .forEach((name, value) -> members.put(name.toLowerCase(Locale.ROOT), ((Json.Text) value).value()));
        return members;
    }

    private static String[] functions(ExtismCases.Case each) {
        List<String> names = new ArrayList<>();
        each.calls().stream()
                .filter(step -> !step.error().startsWith("unknown function"))
                .map(ExtismCases.Step::function)
                .forEach(names::add);
        each.vars("vars", each.given()).keySet().forEach(name -> names.add("preset_" + name));
        each.vars("vars_after", each.expected()).keySet().forEach(name -> names.add("read_" + name));
        return names.stream().distinct().toArray(String[]::new);
    }

    /** The modules and an Extism manifest; one of ours in front where variables are to be seen from outside. */
    private static Map<String, byte[]> files(ExtismCases cases, ExtismCases.Case each) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        List<Json> modules = new ArrayList<>();
        List<String> names = each.modules();
        for (int i = 0; i < names.size(); i++) {
            files.put(names.get(i) + ".wasm", cases.module(names.get(i)));
            modules.add(module(names.get(i) + ".wasm", names.get(i)));
        }
        Map<String, byte[]> vars = each.vars("vars", each.given());
        Map<String, byte[]> after = each.vars("vars_after", each.expected());
        if (!vars.isEmpty() || !after.isEmpty()) {
            List<String> functions = each.calls().stream()
                    .filter(step -> !step.error().startsWith("unknown function"))
                    .map(ExtismCases.Step::function)
                    .distinct()
                    .toList();
            files.put("probe.wasm", VariableProbe.of(names.get(names.size() - 1), functions, vars, after.keySet()));
            modules.add(module("probe.wasm", "main"));
        }
        Map<String, Json> manifest = new LinkedHashMap<>();
        manifest.put("wasm", new Json.Arr(modules));
        manifest.putAll(each.settings());
        files.put("extism.json", new Json.Obj(manifest).bytes());
        return files;
    }

    private static Json module(String path, String name) {
        return new Json.Obj(Map.of("path", new Json.Text(path), "name", new Json.Text(name)));
    }

    /** Working copies of the directories a case has, under the guest's names for them. */
    private List<Mount> mounts(ExtismCases cases, ExtismCases.Case each) throws IOException {
        List<Mount> mounts = new ArrayList<>();
        if (each.given().get("paths").orElse(Json.Word.NULL) instanceof Json.Obj paths) {
            for (Map.Entry<String, Json> path : paths.members().entrySet()) {
                String host = path.getKey().replace("ro:", "");
                Path copy = Files.createTempDirectory(directory, "mount");
                Files.writeString(
                        copy.resolve("test.txt"),
                        Files.readString(cases.root().resolve(host).resolve("test.txt")));
                String name = ((Json.Text) path.getValue()).value();
                mounts.add(new Mount(copy, name, path.getKey().startsWith("ro:")));
            }
        }
        return mounts;
    }

    /** The server of the cases: one answer to everything. */
    private static HttpAnswer fetch(io.mortise.api.host.HostCall call, HttpAsk ask) {
        assertThat(ask.method()).isEqualTo("GET");
        return new HttpAnswer(
                200,
                Map.of("content-type", List.of("text/plain"), "x-test", List.of("yes"), "content-length", List.of("4")),
                "body".getBytes(UTF_8));
    }
}
