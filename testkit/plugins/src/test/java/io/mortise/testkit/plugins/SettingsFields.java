package io.mortise.testkit.plugins;

import static io.mortise.testkit.plugins.FieldProbe.settings;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.RuntimeKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** What an operator decides: which plugins, as what, with which grants, services and probes. */
final class SettingsFields {
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    /** A page of memory, an {@code echo} that does nothing, and a tag for exceptions: no image can be taken of it. */
    private static final String THROWING = "0061736d0100000001090260017f017f6000000302010005030100010d03010001071102"
            + "066d656d6f72790200046563686f00000a0601040041000b";

    private SettingsFields() {}

    static List<FieldProbe> all() {
        return Stream.concat(Stream.concat(places(), web()), rest()).toList();
    }

    private static Stream<FieldProbe> places() {
        return Stream.of(
                sources("plugins").when("[ sub ]", "^inner$").when("[ . ]", "^contract$"),
                sources("plugins/0/dir").when("sub", "^inner$").when(".", "^contract$"),
                sources("plugins/0/grants")
                        .withSettings("plugins: [ { dir: . } ]\n")
                        .seenBy(FieldScene::standing)
                        .when("stored", "^AWAITING_GRANT")
                        .when("as-declared", "^RUNNING"),
                sources("plugins/0/as")
                        .withSettings("plugins: [ { dir: . } ]\n")
                        .when("{ contract: one }", "^one$")
                        .when("{ contract: two }", "^two$"),
                sources("plugins/0/snapshot")
                        .withSettings("plugins: [ { dir: ., grants: as-declared } ]\n")
                        .seenBy(SettingsFields::bundle)
                        .when("copy", "^RUNNING a copy$")
                        .when("link", "^RUNNING in place$"),
                settings("config")
                        .withManifest("config_schema: { type: object }\n")
                        .seenBy(scene -> scene.answer("config", "/units"))
                        .when("{ contract: { units: celsius } }", "^\"celsius\"$")
                        .when("{ contract: { units: kelvin } }", "^\"kelvin\"$"),
                settings("limits")
                        .refusal("echo", "x".repeat(3_000))
                        .when("{ contract: { payload: 1KiB } }", "allowed are 1024")
                        .when("{ \"*\": { payload: 2KiB } }", "allowed are 2048"),
                settings("enabled").when("{ contract: true }", "^RUNNING").when("{ contract: false }", "^DISABLED"),
                settings("runtime")
                        .withManifest(
                                "runtime: [wasm, grpc]\nfunctions: { echo: {} }\ngrpc: { binary: bin/contract }\n")
                        .prepared(IdentityFields::layBoth)
                        .seenBy(scene -> scene.status().live().orElseThrow().runtime() + scene.answer("echo", "-x"))
                        .when("{ contract: wasm }", "^WASM-x$")
                        .when("{ contract: grpc }", "^GRPC-x$"));
    }

    private static Stream<FieldProbe> web() {
        String asks = "http: [ { host: localhost, ports: [" + FieldServer.PORT + "] }, { host: 127.0.0.1, ports: ["
                + FieldServer.PORT + "] } ]";
        return Stream.of(
                        settings("http/addresses")
                                .seenBy(scene -> scene.answer("http", FieldServer.get("localhost")))
                                .when("{ localhost: [127.0.0.0/8, \"::1/128\"] }", "reached")
                                .when("{ localhost: [10.0.0.0/8] }", "private|loopback"),
                        settings("http/proxy")
                                .seenBy(scene -> scene.answer("http", FieldServer.get("127.0.0.1")))
                                .when("null", "reached")
                                .when("\"http://127.0.0.1:1\"", "unavailable"),
                        settings("http/max_body")
                                .seenBy(scene -> scene.answer("http", FieldServer.get("127.0.0.1")))
                                .when("8KiB", "reached")
                                .when("1KiB", "1024"),
                        settings("http/trace")
                                .seenBy(scene -> scene.home()
                                        .plugins()
                                        .call(scene.home()
                                                .request("http", FieldServer.get("127.0.0.1"))
                                                .withTrace(TRACE))
                                        .text())
                                .when("true", "reached - " + TRACE)
                                .when("false", "reached - - "))
                .map(probe -> probe.withManifest(PermissionFields.asks(asks)));
    }

    private static Stream<FieldProbe> rest() {
        return Stream.of(
                settings("sandbox/level")
                        .seenBy(scene ->
                                scene.status().live().orElseThrow().sandbox().text())
                        .when("none", "^none$")
                        .when("limited", "^limited$"),
                settings("sandbox/minimum")
                        .withSettings("sandbox: { level: none }\n")
                        .seenAtTheOpening()
                        .when("none", "^opened$")
                        .when("limited", "sandbox.minimum: limited is more than level, none"),
                settings("policy")
                        .on(RuntimeKind.WASM)
                        .withSettings(ProcessFields.REST)
                        .withManifest("functions: { echo: {} }\npermissions: {}\nwasm: { state: fresh, image: true }\n")
                        .prepared(scene ->
                                scene.put("contract/plugin.wasm", HexFormat.of().parseHex(THROWING)))
                        .when("normal", "^RUNNING")
                        .when("strict", "policy strict.*image"),
                settings("policy")
                        .on(RuntimeKind.GRPC)
                        .withSettings(ProcessFields.REST)
                        .withManifest("permissions: { filesystem: [ { path: data } ] }\n")
                        .when("normal", "^RUNNING")
                        .when("strict", "policy strict.*filesystem"),
                settings("grants/policy")
                        .opened(ContractHome::stored)
                        .prepared(SettingsFields::layRules)
                        .when("all.yaml", "^RUNNING")
                        .when("none.yaml", "^AWAITING_GRANT"),
                probing("probes")
                        .when("{ contract: [ { function: echo } ] }", "^RUNNING")
                        .when("{ contract: [ { function: trap } ] }", "probes.trap"),
                probing("probes/contract/0/function").when("echo", "^RUNNING").when("trap", "probes.trap"),
                probing("probes/contract/0/input")
                        .withSettings(ProcessFields.REST + "probes: { contract: [ { function: time } ] }\n")
                        .withManifest("functions: { time: { input: { properties: { n: { type: integer } } } } }\n")
                        .when("{ n: 1 }", "^RUNNING")
                        .when("{ n: one }", "probes.time"),
                settings("record")
                        .withManifest("functions: { trap: {} }\npermissions: {}\n")
                        .prepared(scene -> scene.put("contract/plugin.wasm", FieldModules.counting()))
                        .seenBy(SettingsFields::recorded)
                        .when("{ contract: 1 }", "^1$")
                        .when("{ contract: 2 }", "^2$"),
                settings("secrets/file")
                        .prepared(SettingsFields::laySecrets)
                        .seenBy(scene -> scene.answer("secret", "TOKEN"))
                        .when("one.env", "^one$")
                        .when("two.env", "^two$"),
                settings("services")
                        .seenAtTheOpening()
                        .when("{ kv: memory }", "^opened$")
                        .when("{ kv: h2 }", "h2.*BAD_CONFIG"));
    }

    /** Where the settings alone say which directories have plugins. */
    private static FieldProbe sources(String place) {
        return settings(place)
                .opened(ContractHome::stored)
                .prepared(scene -> {
                    scene.home().plugin("inner").with("activation: lazy\n").write();
                    move(scene.directory().resolve("inner"), scene.directory().resolve("sub/inner"));
                })
                .seenBy(FieldScene::names);
    }

    private static FieldProbe probing(String place) {
        return settings(place).withSettings(ProcessFields.REST);
    }

    private static void move(Path from, Path to) {
        try {
            Files.createDirectories(to.getParent());
            Files.move(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String bundle(FieldScene scene) throws IOException {
        try (Stream<Path> files = Files.walk(scene.directory().resolve(".mortise/bundles"))) {
            boolean isCopy = files.anyMatch(file -> file.endsWith("plugin.yaml") && Files.isRegularFile(file));
            return scene.status().state() + (isCopy ? " a copy" : " in place");
        }
    }

    private static void layRules(FieldScene scene) {
        String level = scene.runtime() == RuntimeKind.GRPC ? "  native: limited\n" : "";
        scene.home()
                .file("none.yaml", "version: 1\nrules: []\n")
                .file(
                        "all.yaml",
                        "version: 1\nrules:\n  - name: contract\n    origin: \"dir:.\"\n"
                                + (ContractPlugin.ASKS.replace("kv: {}", "kv: { max_bytes: 64MiB }") + level)
                                        .indent(4));
    }

    private static void laySecrets(FieldScene scene) {
        for (String word : List.of("one", "two")) {
            scene.put(word + ".env", ("TOKEN=" + word + "\n").getBytes(UTF_8));
            OwnerOnly.make(scene.directory().resolve(word + ".env"));
        }
    }

    private static String recorded(FieldScene scene) {
        for (int i = 0; i < 3; i++) {
            scene.answer("trap", "");
        }
        var recordings = scene.home().plugins().telemetry().recordings();
        return FieldWait.until(() -> !recordings.list("contract").isEmpty())
                ? Integer.toString(recordings.list("contract").size())
                : "none";
    }
}
