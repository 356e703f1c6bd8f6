package io.mortise.testkit.plugins;

import static io.mortise.testkit.plugins.FieldProbe.manifest;

import java.util.Arrays;
import java.util.List;

/** The module and its instances. */
final class WasmFields {
    private static final String COUNTING = "functions: { count: {}, trap: {} }\npermissions: {}\n";

    private WasmFields() {}

    static List<FieldProbe> all() {
        return List.of(
                manifest("wasm/module")
                        .withManifest("functions: { say: {} }\npermissions: {}\n")
                        .prepared(scene -> {
                            scene.put("contract/plugin.wasm", FieldModules.saying('a'));
                            scene.put("contract/lib/other.wasm", FieldModules.saying('b'));
                        })
                        .seenBy(scene -> scene.answer("say", ""))
                        .when("plugin.wasm", "^a$")
                        .when("lib/other.wasm", "^b$"),
                manifest("wasm/abi").when("mortise/1", "^RUNNING").when("extism", "^INVALID.*import mortise/1"),
                counting("wasm/state").when("keep", "^12$").when("fresh", "^11$"),
                manifest("wasm/pool/max_instances")
                        .withManifest("limits: { wait_timeout: 100ms }\n")
                        .seenBy(scene -> scene.whileInside(1, () -> scene.answer("echo", "free")))
                        .when("1", "waited 100 ms for one of 1 places")
                        .when("2", "^free$"),
                manifest("wasm/pool/min_instances")
                        .withManifest("functions: { echo: {} }\npermissions: {}\n")
                        .prepared(scene -> scene.put("contract/plugin.wasm", FieldModules.tellingStarts()))
                        .seenBy(WasmFields::startsSaid)
                        .when("1", "^1$")
                        .when("3", "^3$"),
                counting("wasm/pool/max_idle")
                        .seenBy(WasmFields::afterAPause)
                        .when("1s", "^let go$")
                        .when("5m", "^kept: 2$"),
                counting("wasm/pool/max_uses").when("0", "^12$").when("1", "^11$"),
                manifest("wasm/image")
                        .withManifest("functions: { drawn: {} }\npermissions: {}\nwasm: { state: fresh }\n")
                        .prepared(scene -> scene.put("contract/plugin.wasm", FieldModules.drawing()))
                        .seenBy(scene -> Arrays.equals(drawn(scene), drawn(scene)) ? "same" : "other")
                        .when("true", "^same$")
                        .when("false", "^other$"));
    }

    private static FieldProbe counting(String place) {
        return manifest(place)
                .withManifest(COUNTING)
                .prepared(scene -> scene.put("contract/plugin.wasm", FieldModules.counting()))
                .seenBy(scene -> scene.answer("count", "") + scene.answer("count", ""));
    }

    private static byte[] drawn(FieldScene scene) {
        return scene.home().plugins().call("contract", "drawn", new byte[0]);
    }

    /** Each instance says a line when it starts. */
    private static String startsSaid(FieldScene scene) {
        return Integer.toString(scene.home().plugins().logs("contract", 0).size());
    }

    private static String afterAPause(FieldScene scene) {
        scene.answer("count", "");
        return FieldWait.until(() -> scene.status().guest().getOrDefault("instance.retired.idle", 0L) > 0)
                ? "let go"
                : "kept: " + scene.answer("count", "");
    }
}
