package io.mortise.cli;

import io.mortise.api.error.Failure;
import io.mortise.cli.link.Refusal;
import io.mortise.cli.link.View;
import io.mortise.cli.screen.Style;
import io.mortise.cli.screen.Terminal;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a check came to: a line for each plugin, every problem, one exit code. */
final class CheckReport {
    /** Where a plugin that was not to be started ends when nothing keeps it from it. */
    private static final Set<String> MAY_START = Set.of("IDLE", "RESOLVED", "DISCOVERED", "DISABLED");

    private final Common common;
    private final boolean noStart;

    CheckReport(Common common, boolean noStart) {
        this.common = common;
        this.noStart = noStart;
    }

    /** Answers 0, or the exit code of the first that did not pass. */
    int print(List<View> plugins) {
        if (plugins.isEmpty()) {
            throw Refusal.of(
                    Failure.UNKNOWN_PLUGIN,
                    "check",
                    "there is no plugin to check; one is a directory with a plugin.yaml");
        }
        Terminal terminal = common.shell().terminal();
        if (common.json()) {
            terminal.json(Map.of("plugins", plugins.stream().map(View::values).toList()));
        } else {
            plugins.forEach(plugin -> line(terminal, plugin));
        }
        return plugins.stream()
                .filter(plugin -> !passes(plugin))
                .findFirst()
                .map(CheckReport::exit)
                .orElse(0);
    }

    private boolean passes(View plugin) {
        String state = plugin.text("state");
        return noStart ? MAY_START.contains(state) : state.equals("RUNNING");
    }

    private void line(Terminal terminal, View plugin) {
        boolean passes = passes(plugin);
        String mark = passes ? terminal.style(Style.GREEN, "ok") : terminal.style(Style.RED, "no");
        String version = plugin.text("version").isEmpty() ? "" : '@' + plugin.text("version");
        boolean isTold = passes
                || plugin.text("reason").isEmpty()
                || plugin.texts("problems").stream().anyMatch(each -> each.startsWith(plugin.text("reason")));
        String reason = isTold ? "" : ": " + plugin.text("reason");
        terminal.line(mark + "  " + plugin.text("plugin") + version + ' ' + Words.lower(plugin.text("state")) + reason);
        plugin.texts("problems").forEach(problem -> problem.lines().forEach(line -> terminal.line("      " + line)));
        plugin.texts("notes").forEach(note -> terminal.line("      note: " + note));
    }

    private static int exit(View plugin) {
        return switch (plugin.text("state")) {
            case "INVALID" -> Failure.BAD_MANIFEST.exitCode();
            case "AWAITING_GRANT" -> Failure.GRANT_MISSING.exitCode();
            default -> lastError(plugin);
        };
    }

    private static int lastError(View plugin) {
        String code = plugin.view("lastError").text("code");
        return code.isEmpty()
                ? Failure.NOT_SERVING.exitCode()
                : Failure.valueOf(code).exitCode();
    }
}
