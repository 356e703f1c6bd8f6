package io.mortise.cli;

import io.mortise.api.RunnerFactory;
import io.mortise.api.error.Failure;
import io.mortise.cli.link.FileHome;
import io.mortise.cli.link.ManagerLink;
import io.mortise.cli.link.Refusal;
import io.mortise.cli.link.View;
import io.mortise.grpc.GoPluginReattach;
import io.mortise.grpc.GrpcRunnerFactory;
import io.mortise.manager.OperatorDesk;
import io.mortise.manager.PluginManager;
import io.mortise.manager.PluginManagerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "run",
        description = "Run the plugins of a directory until Ctrl-C: start, watch, reload.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  mortise run", "  mortise run plugins --grant-as-declared"})
final class RunCommand implements Callable<Integer> {
    private static final int EVENTS = 10_000;

    /** A command that reads files is done by then; who holds the home longer is another manager. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Common common;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "The home: plugins, mortise.yaml, grants.yaml; the working directory.")
    private String directory = ".";

    @Option(
            names = "--grant-as-declared",
            description = "Give every plugin what it asks for; refused where others may write.")
    private boolean asDeclared;

    @Option(names = "--no-watch", description = "Take up changes only when told to by `mortise reload`.")
    private boolean noWatch;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Where state lies instead of .mortise in the home: for a home that cannot be written.")
    private @Nullable String state;

    @Option(
            names = "--allow-reattach",
            paramLabel = "JSON",
            description = {
                "For development: connect to programs that run under a debugger instead of starting them,",
                "{\"PLUGIN\": {\"Protocol\": \"grpc\", \"ProtocolVersion\": 1, \"Pid\": …, \"Addr\": {…}}}; no sandbox, TLS or secrets."
            })
    private @Nullable String reattach;

    RunCommand(Common common) {
        this.common = common;
    }

    @Override
    public Integer call() {
        Path home = home();
        BlockingQueue<View> events = new LinkedBlockingQueue<>(EVENTS);
        PluginManagerBuilder builder = PluginManager.builder()
                .home(home)
                .watch(!noWatch)
                // A full queue is a terminal that takes nothing; the log of events in the manager has them all.
                .onEvent(event -> events.offer(View.parse(OperatorDesk.event(event))));
        if (asDeclared) {
            builder.grantAsDeclared("--grant-as-declared");
        }
        if (state != null) {
            builder.state(common.shell().path(state));
        }
        if (reattach != null) {
            builder.runner(reattaching(reattach));
        }
        long begin = System.nanoTime();
        PluginManager manager = Waiting.during(
                common.shell().terminal(), "starting the plugins of " + home, () -> FileHome.opened(builder, PATIENCE));
        RunScreen screen = new RunScreen(common, new ManagerLink(home, manager, () -> {}), events);
        return screen.show((System.nanoTime() - begin) / 1_000);
    }

    private static RunnerFactory reattaching(String json) {
        try {
            return GrpcRunnerFactory.reattaching(GoPluginReattach.parseAll(json));
        } catch (IllegalArgumentException e) {
            throw Refusal.of(Failure.BAD_INPUT, "run --allow-reattach", String.valueOf(e.getMessage()));
        }
    }

    private Path home() {
        Path home = common.shell().path(directory);
        if (!Files.isDirectory(home)) {
            throw Refusal.of(Failure.BAD_INPUT, "run", home + " is no directory");
        }
        try {
            return home.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
