package io.mortise.cli;

import io.mortise.cli.demo.Demo;
import io.mortise.cli.screen.Terminal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "demo",
        description = "8 callers hammer a plugin while it is replaced eleven times, once by a broken version;"
                + " exit 0 only when no call was lost.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  mortise demo", "  mortise demo --callers 32 --seconds 30"})
final class DemoCommand implements Callable<Integer> {
    private static final int LONGEST_SECONDS = 3_600;
    private static final int MOST_CALLERS = 64;

    private final Common common;

    @Spec
    @org.jspecify.annotations.Nullable
    private CommandSpec spec;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "10", description = "How long; ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(names = "--callers", paramLabel = "N", defaultValue = "8", description = "How many; ${DEFAULT-VALUE}.")
    private int callers;

    DemoCommand(Common common) {
        this.common = common;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (spec != null && (seconds < 1 || seconds > LONGEST_SECONDS || callers < 1 || callers > MOST_CALLERS)) {
            throw new ParameterException(
                    spec.commandLine(), "--seconds is 1 to " + LONGEST_SECONDS + ", --callers 1 to " + MOST_CALLERS);
        }
        Terminal terminal = common.shell().terminal();
        Terminal shown = common.json() ? terminal.talkOnly() : terminal;
        Demo.Result result = new Demo(shown, Duration.ofSeconds(seconds), callers).run();
        if (common.json()) {
            Map<String, Object> view = new LinkedHashMap<>();
            view.put("calls", result.calls());
            view.put("failed", result.failed());
            view.put("reloads", result.reloads());
            view.put("refused", result.refused());
            view.put("p99Micros", result.p99().toNanos() / 1_000);
            terminal.json(view);
        }
        return result.isGood() ? 0 : 1;
    }
}
