package io.mortise.testkit.plugins;

import static io.mortise.testkit.plugins.FieldProbe.settings;
import static org.awaitility.Awaitility.await;

import io.mortise.manager.PluginState;
import io.mortise.testkit.ContractGuest;
import java.time.Duration;
import java.util.List;

/** When a change is taken up, how the old generation leaves, and how a plugin is kept alive. */
final class ReloadFields {
    private static final Duration LATE = Duration.ofSeconds(4);
    /** A guest is asked to end for five seconds before it is left. */
    private static final Duration LONG = Duration.ofSeconds(8);

    /** A probe that is seen from outside: it calls another plugin. */
    private static final String PROBE =
            "probes: { contract: [ { function: plugin_call, input: { plugin: other, function: echo } } ] }\n";

    private ReloadFields() {}

    static List<FieldProbe> all() {
        return List.of(
                settings("reload/debounce")
                        .withManifest("activation: lazy\n")
                        .opened(home -> home.asDeclared().watch(true))
                        .seenBy(ReloadFields::takenUp)
                        .when("1ms", "^at once$")
                        .when("4s", "^late$"),
                settings("reload/quiet")
                        .withManifest("activation: lazy\n")
                        .seenBy(scene -> scene.took().compareTo(LATE) < 0 ? "at once" : "late")
                        .when("1ms", "^at once$")
                        .when("4s", "^late$"),
                settings("reload/drain_timeout")
                        .seenBy(ReloadFields::endOfACallInTheOldGeneration)
                        .when("100ms", "^cut off$")
                        .when("1m", "^went on$"),
                settings("reload/probation")
                        .seenBy(ReloadFields::versionAfterTraps)
                        .when("1m", "^1.0.0$")
                        .when("0s", "^1.0.1$"),
                settings("health/interval")
                        .withSettings(PROBE)
                        .prepared(ReloadFields::layOther)
                        .seenBy(scene -> FieldWait.until(() -> probes(scene) > 1) ? "again" : "once")
                        .when("1s", "^again$")
                        .when("1h", "^once$"),
                settings("health/deadline")
                        .withSettings(ProcessFields.REST + "probes: { contract: [ { function: spin } ] }\n")
                        .when("100ms", "(longer than|deadline of) 100 ms")
                        .when("200ms", "(longer than|deadline of) 200 ms"),
                settings("health/misses")
                        .withSettings(ProcessFields.REST + PROBE + "health: { interval: 1s }\n")
                        .prepared(ReloadFields::layOther)
                        .seenBy(ReloadFields::missesTillTheEnd)
                        .when("1", "^1$")
                        .when("3", "^3$"),
                failing("restart/backoff")
                        .seenBy(scene -> Duration.between(
                                                        scene.status().since(),
                                                        scene.status().nextTry().orElseThrow())
                                                .compareTo(Duration.ofMinutes(10))
                                        < 0
                                ? "soon"
                                : "later")
                        .when("1m..1m", "^soon$")
                        .when("1h..1h", "^later$"),
                failing("restart/max")
                        .withSettings("restart: { backoff: 1ms..1ms }\n")
                        .seenBy(ReloadFields::triesTillGivenUp)
                        .when("1/10m", "^2$")
                        .when("3/10m", "^4$"));
    }

    /** A plugin that ends its own start. */
    private static FieldProbe failing(String place) {
        return settings(place)
                .withManifest("config_schema: { type: object, properties: { fail_start: { default: true } } }\n");
    }

    private static void change(FieldScene scene) {
        scene.edit("contract/plugin.yaml", yaml -> yaml.replace("1.0.0", "1.0.1"));
    }

    private static String takenUp(FieldScene scene) {
        change(scene);
        long began = System.nanoTime();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> scene.status().version().equals("1.0.1"));
        return System.nanoTime() - began < LATE.toNanos() ? "at once" : "late";
    }

    private static String endOfACallInTheOldGeneration(FieldScene scene) throws InterruptedException {
        return scene.whileInside(1, () -> {
            change(scene);
            scene.home().plugins().reload("contract");
            return FieldWait.until(LONG, () -> scene.status().draining() == 0) ? "cut off" : "went on";
        });
    }

    private static String versionAfterTraps(FieldScene scene) {
        change(scene);
        scene.home().plugins().reload("contract");
        for (int i = 0; i < 10; i++) {
            scene.answer("trap", "");
        }
        return scene.status().version();
    }

    /** A module, so that it is there at once, whatever the plugin under test is. */
    private static void layOther(FieldScene scene) {
        scene.put("other/plugin.wasm", ContractGuest.minimalModule());
        scene.home()
                .file(
                        "other/plugin.yaml",
                        "name: other\nversion: 1.0.0\nruntime: wasm\nfunctions: { echo: {} }\nactivation: lazy\n");
    }

    private static long probes(FieldScene scene) {
        return scene.status().hostCalls().get("plugins").allowed();
    }

    private static String missesTillTheEnd(FieldScene scene) {
        scene.home().plugins().disable("other");
        long before = probes(scene);
        await().atMost(Duration.ofSeconds(30)).until(() -> scene.status().state() == PluginState.BACKOFF);
        return Long.toString(probes(scene) - before);
    }

    private static String triesTillGivenUp(FieldScene scene) {
        await().atMost(Duration.ofSeconds(60)).until(() -> scene.status().state() == PluginState.FAILED);
        return Long.toString(scene.times(PluginState.LOADING));
    }
}
