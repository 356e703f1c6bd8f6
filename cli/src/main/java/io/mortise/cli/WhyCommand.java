package io.mortise.cli;

import io.mortise.cli.link.Link;
import io.mortise.cli.link.View;
import io.mortise.cli.screen.Terminal;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "why",
        description = "Why a plugin is in its state: since when, what came before, when it is tried again.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  mortise why weather")
final class WhyCommand implements Callable<Integer> {
    private final Common common;

    @Mixin
    private final HomeOption home;

    @Mixin
    private final PluginArgument plugin = new PluginArgument();

    WhyCommand(Common common) {
        this.common = common;
        this.home = new HomeOption(common.shell());
    }

    @Override
    public Integer call() {
        Terminal terminal = common.shell().terminal();
        try (Link link = home.live()) {
            View why = link.ask("why", Map.of("plugin", plugin.name()));
            if (common.json()) {
                terminal.json(why.values());
                return 0;
            }
            View status = why.view("status");
            String state = status.text("state");
            terminal.line(plugin.name() + " is " + terminal.style(Words.style(state), Words.lower(state)) + ", for "
                    + Words.ago(status.text("since"), Instant.now())
                    + (status.text("reason").isEmpty() ? "" : ": " + status.text("reason")));
            status.optional("nextTry").ifPresent(at -> terminal.line("next try at " + Words.clock(at)));
            printVersions(terminal, status.view("versions"));
            why.views("history").forEach(step -> EventLine.print(terminal, step));
            return 0;
        }
    }

    /** What runs beside what lies there. */
    private static void printVersions(Terminal terminal, View versions) {
        versions.optional("differs").ifPresent(terminal::line);
        versions.optional("trialUntil").ifPresent(at -> terminal.line("on probation until " + Words.clock(at)));
        versions.optional("pinned").ifPresent(hash -> terminal.line("pinned to bundle " + hash));
        versions.optional("floor").ifPresent(floor -> terminal.line("no version below " + floor + " may start"));
        View last = versions.view("lastRollback");
        last.optional("reason")
                .ifPresent(reason -> terminal.line("last rollback at " + Words.clock(last.text("at")) + ": " + reason));
    }
}
