package io.mortise.cli;

import io.mortise.cli.link.Link;
import io.mortise.cli.link.View;
import io.mortise.cli.screen.JsonText;
import io.mortise.cli.screen.Style;
import io.mortise.cli.screen.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** What {@code mortise run} shows: the table, what waits for the operator, then everything that happens. */
final class RunScreen {
    private final Common common;
    private final Terminal terminal;
    private final Link link;
    private final BlockingQueue<View> events;

    RunScreen(Common common, Link link, BlockingQueue<View> events) {
        this.common = common;
        this.terminal = common.shell().terminal();
        this.link = link;
        this.events = events;
    }

    /** Returns when the thread is interrupted; Ctrl-C ends the process from {@link #drain} instead. */
    int show(long startMicros) {
        Thread hook = new Thread(this::endProcess, "mortise/ctrl-c");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            List<View> plugins = link.ask("status", Map.of()).views("plugins");
            if (common.json()) {
                terminal.line(JsonText.compact(
                        Map.of("plugins", plugins.stream().map(View::values).toList())));
            } else {
                heading(plugins, startMicros);
                if (plugins.isEmpty()) {
                    terminal.talk(
                            "there is no plugin yet: a directory with a plugin.yaml is one; `mortise inspect FILE.wasm"
                                    + " --manifest` writes one for a module, `mortise demo` shows some at work");
                } else {
                    PluginTable.of(plugins).print(terminal);
                }
                problems(plugins);
                plugins.forEach(this::offerGrant);
            }
            follow();
            return 0;
        } catch (InterruptedException e) {
            Runtime.getRuntime().removeShutdownHook(hook);
            drain();
            return 0;
        }
    }

    private void heading(List<View> plugins, long startMicros) {
        notices();
        long running = plugins.stream()
                .filter(each -> each.text("state").equals("RUNNING"))
                .count();
        String count = plugins.size() == 1 ? "1 plugin" : plugins.size() + " plugins";
        terminal.talk(terminal.style(Style.BOLD, link.home().toString()) + ": " + count + ", " + running
                + " running after " + Words.micros(startMicros) + "; Ctrl-C drains and stops");
    }

    /** What the manager itself had to say while it opened; steps of plugins are in the table. */
    private void notices() {
        List<View> early = new ArrayList<>();
        events.drainTo(early);
        early.stream()
                .filter(event -> event.text("kind").equals("notice"))
                .forEach(event -> terminal.talk(terminal.style(Style.YELLOW, "note: ") + event.text("text")));
    }

    private void problems(List<View> plugins) {
        for (View plugin : plugins) {
            List<String> problems = plugin.texts("problems");
            if (!problems.isEmpty()) {
                terminal.talk("");
                terminal.talk(terminal.style(Style.RED, plugin.text("plugin") + ":"));
                problems.forEach(problem -> problem.lines().forEach(line -> terminal.talk("  " + line)));
            }
        }
    }

    /** Asks a person; prints the command where there is none. */
    private void offerGrant(View plugin) {
        if (!plugin.text("state").equals("AWAITING_GRANT")) {
            return;
        }
        View diff = link.ask("diff", Map.of("plugin", plugin.text("plugin")));
        terminal.talk("");
        terminal.talk(terminal.style(Style.YELLOW, plugin.text("plugin") + " waits for a grant:"));
        diff.texts("lines").forEach(line -> terminal.talk("  " + line));
        boolean person = terminal.outIsTerminal() && terminal.errIsTerminal();
        if (person && Operator.agrees(common.shell(), "grant all of this?")) {
            Outcomes.status(
                    common,
                    link.ask(
                            "grant",
                            Map.of("plugin", plugin.text("plugin"), "by", Operator.name(), "permissions", List.of())));
        } else {
            diff.texts("commands").stream().limit(1).forEach(command -> terminal.talk("  to let it in: " + command));
        }
    }

    private void follow() throws InterruptedException {
        while (true) {
            View event = events.poll(1, TimeUnit.HOURS);
            if (event == null) {
                continue;
            }
            if (common.json()) {
                terminal.line(JsonText.compact(event.values()));
            } else if (EventLine.isWorthALine(event)) {
                EventLine.print(terminal, event);
                invalid(event);
            }
        }
    }

    /** The files of a plugin became invalid: every problem, with excerpt. */
    private void invalid(View event) {
        boolean refused =
                event.text("kind").equals("troubled") || event.text("to").equals("INVALID");
        if (refused && event.has("plugin")) {
            problems(link.ask("status", Map.of("plugin", event.text("plugin"))).views("plugins"));
        }
    }

    /** On Ctrl-C and SIGTERM: the JVM is going down already, so this thread says how it ended. */
    private void endProcess() {
        drain();
        terminal.out().flush();
        Runtime.getRuntime().halt(0);
    }

    private void drain() {
        terminal.talk("draining");
        link.close();
        terminal.talk("stopped");
    }
}
