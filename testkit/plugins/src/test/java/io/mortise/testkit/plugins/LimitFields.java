package io.mortise.testkit.plugins;

import io.mortise.api.RuntimeKind;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Limits: what a manifest asks for, and what settings make of it. */
final class LimitFields {
    private LimitFields() {}

    static List<FieldProbe> all() {
        return Stream.concat(
                        limits(limit -> FieldProbe.manifest("limits/" + limit)),
                        limits(limit -> FieldProbe.settings("limits/contract/" + limit)))
                .toList();
    }

    private static Stream<FieldProbe> limits(Function<String, FieldProbe> at) {
        return Stream.of(
                at.apply("timeout")
                        .refusal("spin", "")
                        .when("150ms", "deadline of 150 ms")
                        .when("250ms", "deadline of 250 ms"),
                at.apply("start_timeout")
                        .on(RuntimeKind.WASM)
                        .withSettings(ProcessFields.REST)
                        .withManifest("functions: { echo: {} }\npermissions: {}\n")
                        .prepared(scene -> scene.put("contract/plugin.wasm", FieldModules.neverStarting()))
                        .when("300ms", "300 ms")
                        .when("500ms", "500 ms"),
                at.apply("start_timeout")
                        .on(RuntimeKind.GRPC)
                        .withSettings(ProcessFields.REST)
                        .withManifest("grpc: { command: [sleep, \"60\"] }\n")
                        .when("300ms", "300 ms")
                        .when("500ms", "500 ms"),
                at.apply("memory")
                        .on(RuntimeKind.WASM)
                        .seenBy(scene -> scene.answer("alloc", "16"))
                        .when("8MiB", "GUEST_TRAPPED")
                        .when("48MiB", "^ok$"),
                at.apply("memory")
                        .on(RuntimeKind.GRPC)
                        .withSettings(ProcessFields.REST)
                        .withManifest("grpc: { command: [sh, -c, \"echo said $(ulimit -d) KiB >&2; exit 3\"] }\n")
                        .when("300MiB", "said 307200 KiB")
                        .when("600MiB", "said 614400 KiB"),
                at.apply("payload")
                        .refusal("echo", "x".repeat(3_000))
                        .when("1KiB", "allowed are 1024")
                        .when("2KiB", "allowed are 2048"),
                at.apply("concurrency")
                        .withManifest("limits: { wait_timeout: 100ms }\n")
                        .seenBy(scene -> scene.whileInside(1, () -> scene.answer("echo", "free")))
                        .when("1", "waited 100 ms for one of 1 places")
                        .when("2", "^free$"),
                at.apply("wait_timeout")
                        .withManifest("limits: { concurrency: 1 }\n")
                        .seenBy(scene -> scene.whileInside(1, () -> scene.answer("echo", "late")))
                        .when("100ms", "waited 100 ms for one of")
                        .when("200ms", "waited 200 ms for one of"));
    }
}
