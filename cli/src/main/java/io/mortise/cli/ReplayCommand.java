package io.mortise.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.error.Failure;
import io.mortise.cli.link.Link;
import io.mortise.cli.link.Refusal;
import io.mortise.cli.link.View;
import io.mortise.cli.screen.Terminal;
import io.mortise.manager.internal.json.BadJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "replay",
        description = "Play a recorded call again on the plugin as its files are now, without any service: what it asks"
                + " is answered from the recording. Ends with 0 when it does the same as then, with 1 when not.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  mortise replay last:weather", "  mortise replay tests/paris.json"})
final class ReplayCommand implements Callable<Integer> {
    private static final String LAST = "last:";
    private static final int DIFFERS = 1;

    private final Common common;

    @Mixin
    private final HomeOption home;

    @Parameters(index = "0", paramLabel = "last:PLUGIN|FILE", description = "The last one of a plugin, or a file.")
    private String which = "";

    ReplayCommand(Common common) {
        this.common = common;
        this.home = new HomeOption(common.shell());
    }

    @Override
    public Integer call() {
        Terminal terminal = common.shell().terminal();
        String recording =
                which.startsWith(LAST) ? which : common.shell().path(which).toString();
        try (Link link = home.liveOrFiles(Set.of(plugin(recording)), false)) {
            View replayed = link.ask("replay", Map.of("recording", recording));
            if (common.json()) {
                terminal.json(replayed.values());
            } else {
                show(terminal, replayed);
            }
            return replayed.flag("same") ? 0 : DIFFERS;
        }
    }

    private static void show(Terminal terminal, View replayed) {
        View recording = replayed.view("recording");
        terminal.line(
                recording.text("plugin") + ' ' + recording.text("version") + ' ' + recording.text("function") + " of "
                        + Words.moment(recording.text("at")) + ": " + (replayed.flag("same") ? "the same" : "differs"));
        replayed.texts("differences").forEach(line -> terminal.line("  " + line));
        if (!replayed.flag("same")) {
            recording.texts("notes").forEach(terminal::talk);
        }
    }

    private static String plugin(String recording) {
        if (recording.startsWith(LAST)) {
            return recording.substring(LAST.length());
        }
        try {
            return View.parse(Files.readString(Path.of(recording), UTF_8)).text("plugin");
        } catch (NoSuchFileException e) {
            throw Refusal.of(
                    Failure.BAD_INPUT,
                    recording,
                    "there is no such file; `mortise recordings PLUGIN` lists what there is");
        } catch (IOException | BadJson e) {
            throw Refusal.of(Failure.BAD_INPUT, recording, "is no recording that can be read: " + e.getMessage());
        }
    }
}
