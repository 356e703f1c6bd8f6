package io.mortise.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.error.Failure;
import io.mortise.cli.link.Link;
import io.mortise.cli.link.Refusal;
import io.mortise.cli.link.View;
import io.mortise.cli.screen.JsonText;
import io.mortise.cli.screen.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "report",
        description =
                "Write all that is known of a plugin into one file for an issue: state, history, errors, effective"
                        + " values, log, host calls. Secrets are taken out by value; read it before you send it.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  mortise report weather", "  mortise report weather --file /tmp/weather.json"})
final class ReportCommand implements Callable<Integer> {
    private final Common common;

    @Mixin
    private final HomeOption home;

    @Mixin
    private final PluginArgument plugin = new PluginArgument();

    @Option(names = "--file", paramLabel = "FILE", description = "Where to; else NAME-report.json here.")
    private @Nullable Path file;

    ReportCommand(Common common) {
        this.common = common;
        this.home = new HomeOption(common.shell());
    }

    @Override
    public Integer call() {
        Terminal terminal = common.shell().terminal();
        try (Link link = home.liveOrFiles(false)) {
            View report = link.ask("report", Map.of("plugin", plugin.name()));
            if (common.json()) {
                terminal.json(report.values());
                return 0;
            }
            Path to = common.shell().directory().resolve(file == null ? Path.of(plugin.name() + "-report.json") : file);
            write(to, JsonText.indented(report.values()) + "\n");
            terminal.line(to.toString());
            terminal.talk("log lines and targets of host calls are in it: read it before you send it");
            return 0;
        }
    }

    /** Never over a file that is there; only its owner reads it. */
    private static void write(Path to, String text) {
        try {
            Files.writeString(to, "", UTF_8, StandardOpenOption.CREATE_NEW);
            if (to.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rw-------"));
            }
            Files.writeString(to, text, UTF_8);
        } catch (java.nio.file.FileAlreadyExistsException e) {
            throw Refusal.of(Failure.BAD_INPUT, to, "is there already; name another one with --file");
        } catch (IOException e) {
            throw Refusal.of(
                    Failure.BAD_INPUT, to, "cannot be written: " + e.getClass().getSimpleName());
        }
    }
}
