package io.mortise.testkit.plugins;

import static io.mortise.testkit.plugins.FieldProbe.manifest;

import io.mortise.api.manifest.About;
import io.mortise.manager.PluginState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;

/** What a plugin is called, what it needs, and when it starts. */
final class IdentityFields {
    private static final String LAZY = "activation: lazy\n";

    private IdentityFields() {}

    static List<FieldProbe> all() {
        return List.of(
                manifest("name")
                        .withManifest(LAZY)
                        .seenBy(FieldScene::names)
                        .when("contract", "^contract$")
                        .when("other", "^other$"),
                manifest("version")
                        .withManifest(LAZY)
                        .seenBy(scene -> scene.status().version())
                        .when("1.2.0", "^1.2.0$")
                        .when("2.0.0-rc.1", "^2.0.0-rc.1$"),
                about("description", About::description).when("one", "^one$").when("two", "^two$"),
                about("author", About::author).when("one", "^one$").when("two", "^two$"),
                about("license", About::license).when("MIT", "^MIT$").when("Apache-2.0", "^Apache"),
                about("homepage", About::homepage).when("one", "^one$").when("two", "^two$"),
                about("icon", About::icon).when("sun", "^sun$").when("moon", "^moon$"),
                about("keywords", about -> about.keywords().toString())
                        .when("[a, b]", "^.a, b.$")
                        .when("[c]", "^.c.$"),
                manifest("runtime")
                        .withManifest("functions: { echo: {} }\nwasm: {}\ngrpc: { binary: bin/contract }\n")
                        .prepared(IdentityFields::layBoth)
                        .seenBy(scene -> scene.status().live().orElseThrow().runtime() + scene.answer("echo", "-x"))
                        .when("[wasm, grpc]", "^WASM-x$")
                        .when("[grpc, wasm]", "^GRPC-x$"),
                manifest("activation").when("eager", "^RUNNING").when("lazy", "^IDLE"),
                manifest("reload")
                        .seenBy(IdentityFields::startsShown)
                        .when("overlap", "^1$")
                        .when("handover", "^2$"),
                manifest("requires/mortise")
                        .when("\">=0.1.0-0\"", "^RUNNING")
                        .when("\">=99\"", "^INVALID.*wants Mortise >=99"),
                manifest("requires/app")
                        .opened(home -> home.asDeclared().app("deskbot", "2.1.0"))
                        .when("{ deskbot: ^2 }", "^RUNNING")
                        .when("{ deskbot: ^1 }", "^UNRESOLVED.*deskbot"),
                manifest("requires/plugins")
                        .prepared(IdentityFields::layOther)
                        .when("{ other: \">=1\" }", "^RUNNING")
                        .when("{ geo: \">=1\" }", "^UNRESOLVED.*geo"),
                manifest("requires/plugins/other/version")
                        .prepared(IdentityFields::layOther)
                        .when("\"^1\"", "^RUNNING")
                        .when("\"^2\"", "^UNRESOLVED.*other"),
                manifest("requires/plugins/other/optional")
                        .withManifest("requires: { plugins: { other: { version: ^2 } } }\n")
                        .when("true", "^RUNNING")
                        .when("false", "^UNRESOLVED.*other"),
                manifest("config_schema")
                        .seenBy(scene -> scene.answer("config", "/days"))
                        .when("{ type: object, properties: { days: { default: 3 } } }", "^3$")
                        .when("{ type: object, properties: { days: { default: 4 } } }", "^4$"));
    }

    private static FieldProbe about(String field, Function<About, String> part) {
        return manifest(field)
                .withManifest(LAZY)
                .seenBy(scene -> part.apply(scene.home()
                        .plugins()
                        .explain("contract")
                        .manifest()
                        .orElseThrow()
                        .about()));
    }

    static void layBoth(FieldScene scene) {
        try {
            Twin.C.lay(scene.directory().resolve("contract"));
            Twin.JAVA.lay(scene.directory().resolve("contract"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void layOther(FieldScene scene) {
        scene.home().plugin("other").with(LAZY).write();
    }

    /** Only a plugin that does not serve meanwhile shows that it starts. */
    private static String startsShown(FieldScene scene) {
        scene.edit("contract/plugin.yaml", yaml -> yaml.replace("1.0.0", "1.0.1"));
        scene.home().plugins().reload("contract");
        return Long.toString(scene.home().plugins().history("contract").stream()
                .filter(step -> step.to() == PluginState.STARTING)
                .count());
    }
}
