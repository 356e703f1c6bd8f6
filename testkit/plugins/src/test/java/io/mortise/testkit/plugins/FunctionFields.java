package io.mortise.testkit.plugins;

import static io.mortise.testkit.plugins.FieldProbe.manifest;

import io.mortise.api.RuntimeKind;
import java.util.List;
import java.util.stream.Collectors;

/** What can be called, and where the application finds it. */
final class FunctionFields {
    private FunctionFields() {}

    static List<FieldProbe> all() {
        return List.of(
                manifest("functions")
                        .seenBy(scene -> scene.answer("time", ""))
                        .when("{ echo: {}, time: {} }", "^[0-9]+$")
                        .when("{ echo: {} }", "UNKNOWN_FUNCTION"),
                manifest("functions/time/description")
                        .withManifest("activation: lazy\n")
                        .seenBy(scene -> scene.home()
                                .plugins()
                                .explain("contract")
                                .manifest()
                                .orElseThrow()
                                .functions()
                                .get("time")
                                .description())
                        .when("one", "^one$")
                        .when("two", "^two$"),
                manifest("functions/time/input")
                        .seenBy(scene -> scene.answer("time", "\"text\""))
                        .when("{ type: string }", "^[0-9]+$")
                        .when("{ type: object }", "BAD_INPUT"),
                manifest("functions/echo/output")
                        .seenBy(scene -> scene.answer("echo", "\"text\""))
                        .when("{ type: string }", "^\"text\"$")
                        .when("{ type: object }", "GUEST_TRAPPED"),
                manifest("functions/spin/timeout")
                        .refusal("spin", "")
                        .when("150ms", "deadline of 150 ms")
                        .when("250ms", "deadline of 250 ms"),
                manifest("functions/crash/idempotent")
                        .withSettings("restart: { backoff: 10ms..20ms, max: 5/10m }\n")
                        .refusal("crash", "3")
                        .when("false", "#1: \"crash\"")
                        .when("true", "#2: \"crash\"")
                        .on(RuntimeKind.GRPC),
                contributing("contributes")
                        .when("{ command: [ { id: echo } ] }", "^command echo echo$")
                        .when("{ command: [ { id: time } ] }", "^command time time$"),
                contributing("contributes/command/0/id")
                        .withManifest("contributes: { command: [ { function: echo } ] }\nactivation: lazy\n")
                        .when("one", "^command one echo$")
                        .when("two", "^command two echo$"),
                contributing("contributes/command/0/function")
                        .withManifest("contributes: { command: [ { id: one } ] }\nactivation: lazy\n")
                        .when("echo", "^command one echo$")
                        .when("time", "^command one time$"),
                manifest("contributes/nobody/0/required")
                        .withManifest("contributes: { nobody: [ { id: echo } ] }\nactivation: lazy\n")
                        .when("false", "^IDLE")
                        .when("true", "^INVALID.*nobody"));
    }

    private static FieldProbe contributing(String place) {
        return manifest(place)
                .withManifest("activation: lazy\n")
                .seenBy(scene -> scene.home().plugins().contributions().stream()
                        .map(each -> each.kind().name() + ' ' + each.id() + ' ' + each.function())
                        .collect(Collectors.joining("; ")));
    }
}
