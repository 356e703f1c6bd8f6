package io.mortise.testkit.plugins;

import static io.mortise.testkit.plugins.FieldProbe.manifest;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/** The program and how it is started: one that says a word and ends shows it as the reason why it does not serve. */
final class ProcessFields {
    /** It rests after the first try, so that the reason stays. */
    static final String REST = "restart: { backoff: 1h..1h, max: 5/10m }\n";

    private ProcessFields() {}

    static List<FieldProbe> all() {
        return List.of(
                manifest("grpc/binary")
                        .withManifest("grpc: {}\n")
                        .withSettings(REST)
                        .prepared(scene -> {
                            program(scene, "bin/one");
                            program(scene, "bin/two");
                        })
                        .when("bin/one", "said bin/one")
                        .when("bin/two", "said bin/two"),
                manifest("grpc/jar")
                        .withManifest("grpc: {}\n")
                        .withSettings(REST)
                        .prepared(scene -> {
                            scene.put("contract/lib/one.jar", "no jar".getBytes(UTF_8));
                            scene.put("contract/lib/two.jar", "no jar".getBytes(UTF_8));
                        })
                        .when("lib/one.jar", "corrupt jarfile.*one.jar")
                        .when("lib/two.jar", "corrupt jarfile.*two.jar"),
                saying("grpc/command", "grpc: {}\n")
                        .when("[sh, -c, \"echo said one >&2; exit 3\"]", "said one")
                        .when("[sh, -c, \"echo said two >&2; exit 3\"]", "said two"),
                saying("grpc/args", "grpc: { command: [sh, -c, \"echo said $0 >&2; exit 3\"] }\n")
                        .when("[one]", "said one")
                        .when("[two]", "said two"),
                saying("grpc/env", "grpc: { command: [sh, -c, \"echo said $PLANTED >&2; exit 3\"] }\n")
                        .when("{ PLANTED: one }", "said one")
                        .when("{ PLANTED: two }", "said two"),
                manifest("grpc/protocol")
                        .withSettings(REST)
                        .when("mortise", "^RUNNING")
                        .when("flowbot", "^(BACKOFF|FAILED)"),
                variable("grpc/profile", "[A-Z_]*MAGIC_COOKIE|VAULT_DATABASE_PLUGIN", "")
                        .when("terraform", "said TF_PLUGIN_MAGIC_COOKIE")
                        .when("vault-database", "said VAULT_DATABASE_PLUGIN"),
                variable("grpc/handshake/cookie_key", "KEY_[AB]=.*", "cookie_value: v, versions: [1]")
                        .when("KEY_A", "said KEY_A=v")
                        .when("KEY_B", "said KEY_B=v"),
                variable("grpc/handshake/cookie_value", "KEY_[AB]=.*", "cookie_key: KEY_A, versions: [1]")
                        .when("one", "said KEY_A=one")
                        .when("two", "said KEY_A=two"),
                variable("grpc/handshake/versions", "PLUGIN_PROTOCOL_VERSIONS=.*", "cookie_key: K, cookie_value: v")
                        .when("[5, 6]", "said PLUGIN_PROTOCOL_VERSIONS=[56],[56]")
                        .when("[7]", "said PLUGIN_PROTOCOL_VERSIONS=7"));
    }

    private static FieldProbe saying(String place, String grpc) {
        return manifest(place).withManifest(grpc).withSettings(REST);
    }

    /** A raw program that says one variable of its environment. */
    private static FieldProbe variable(String place, String pattern, String handshake) {
        String about = handshake.isEmpty() ? "" : ", handshake: { " + handshake + " }";
        return saying(
                place,
                "grpc: { protocol: raw, command: [sh, -c, \"echo said $(env | grep -oE '^" + pattern
                        + "') >&2; exit 3\"]" + about + " }\nfunctions: {}\n");
    }

    private static void program(FieldScene scene, String path) {
        scene.put("contract/" + path, ("#!/bin/sh\necho said " + path + " >&2\nexit 3\n").getBytes(UTF_8));
        if (!scene.directory().resolve("contract").resolve(path).toFile().setExecutable(true)) {
            throw new IllegalStateException(path + " cannot be made executable");
        }
    }
}
