package io.mortise.testkit.plugins;

import static io.mortise.testkit.plugins.FieldProbe.settings;

import io.mortise.manager.CallRequest;
import io.mortise.manager.PluginState;
import io.mortise.manager.QuickTime;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Collectors;

/** What plugins may use, and what is kept of what they say and do. */
final class BudgetFields {
    private BudgetFields() {}

    static List<FieldProbe> all() {
        return List.of(
                settings("budget/memory")
                        .seenBy(scene -> scene.answer("alloc", "16"))
                        .when("8MiB", "GUEST_TRAPPED|LIMIT_REACHED")
                        .when("1GiB", "^ok$"),
                settings("budget/plugins")
                        .prepared(scene -> scene.home()
                                .plugin("other")
                                .with("activation: lazy\n")
                                .write())
                        .seenBy(scene -> scene.untilRefused(1, CallRequest.of("other", "echo", "x")))
                        .when("1", "^0 then .*budget.plugins")
                        .when("2", "^1 and no refusal$"),
                calls("calls", "").when("{ contract: 2/10m }", "^2 then ").when("{ \"*\": 3/10m }", "^3 then "),
                calls("tenant_calls", "acme")
                        .when("{ contract: 2/10m }", "^2 then ")
                        .when("{ \"*\": 3/10m }", "^3 then "),
                settings("budget/host_calls")
                        .seenBy(scene -> scene.untilRefused(99, scene.home().request("kv_set", "k 0 v")))
                        .when("{ contract: 20/10m }", "^(1[0-9]|20) then .*budget.host_calls")
                        .when("{ \"*\": 40/10m }", "^(3[0-9]|40) then .*budget.host_calls"),
                settings("budget/guest")
                        .seenBy(scene -> scene.untilRefused(99, scene.home().request("output_size", "900000")))
                        .when("{ contract: 1ms/10m }", "^[0-9]+ then .*budget.guest")
                        .when("{ contract: 1h/10m }", "^99 and no refusal$"),
                settings("budget/bytes")
                        .seenBy(scene -> scene.untilRefused(9, scene.home().request("echo", "x".repeat(1_000))))
                        .when("{ contract: 1KiB/10m }", "^1 then .*budget.bytes")
                        .when("{ contract: 5KiB/10m }", "^3 then .*budget.bytes"),
                settings("log/lines_per_second")
                        .seenBy(BudgetFields::dropped)
                        .when("1", "^some dropped$")
                        .when("1000", "^none dropped$"),
                settings("log/keep").seenBy(BudgetFields::kept).when("3", "^3$").when("5", "^5$"),
                settings("log/audit")
                        .seenBy(BudgetFields::audited)
                        .when("file", "^written$")
                        .when("none", "^not written$"),
                settings("log/level")
                        .seenBy(BudgetFields::lines)
                        .when("{ contract: info }", "quiet loud$")
                        .when("{ \"*\": warn }", "^(?!.*quiet).*loud$"),
                settings("budget/idle")
                        .opened(home -> QuickTime.of(home.asDeclared()))
                        .seenBy(scene ->
                                FieldWait.until(() -> scene.status().state() == PluginState.IDLE) ? "unloaded" : "kept")
                        .when("1s", "^unloaded$")
                        .when("2h", "^kept$"));
    }

    private static FieldProbe calls(String quota, String tenant) {
        return settings("budget/" + quota).seenBy(scene -> {
            CallRequest request = scene.home().request("echo", "x");
            return scene.untilRefused(9, tenant.isEmpty() ? request : request.withTenant(tenant));
        });
    }

    private static void log(FieldScene scene, int lines) {
        for (int i = 0; i < lines; i++) {
            scene.answer("log", "2 line " + i);
        }
    }

    private static String dropped(FieldScene scene) {
        log(scene, 30);
        return FieldWait.until(() -> scene.home()
                        .plugins()
                        .telemetry()
                        .openMetrics()
                        .matches("(?s).*mortise_log_dropped_total\\{plugin=\"contract\"} [1-9].*"))
                ? "some dropped"
                : "none dropped";
    }

    private static String kept(FieldScene scene) {
        log(scene, 9);
        FieldWait.until(() -> said(scene).endsWith("line 8"));
        return Integer.toString(scene.home().plugins().logs("contract", 0).size());
    }

    private static String audited(FieldScene scene) {
        scene.answer("kv_set", "k 0 v");
        scene.home().close();
        return Files.exists(scene.directory().resolve(".mortise/logs/audit.jsonl")) ? "written" : "not written";
    }

    private static String lines(FieldScene scene) {
        scene.answer("log", "2 quiet");
        scene.answer("log", "3 loud");
        FieldWait.until(() -> said(scene).endsWith("loud"));
        return said(scene);
    }

    private static String said(FieldScene scene) {
        return scene.home().plugins().logs("contract", 0).stream()
                .map(line -> line.line().message())
                .collect(Collectors.joining(" "));
    }
}
