package io.mortise.cli;

import io.mortise.cli.link.Link;
import io.mortise.cli.link.View;
import io.mortise.cli.screen.Terminal;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "record",
        description = "Make one call on a guest started for it, and keep all that it asked and was answered, to be"
                + " replayed. Secrets are taken out by value.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  mortise record weather forecast city=Paris", "  mortise replay last:weather"})
final class RecordCommand implements Callable<Integer> {
    private final Common common;

    @Mixin
    private final HomeOption home;

    @Mixin
    private final CallWords words = new CallWords();

    @Option(names = "--tenant", paramLabel = "LABEL", description = "On whose behalf: selects data and quota.")
    private @Nullable String tenant;

    RecordCommand(Common common) {
        this.common = common;
        this.home = new HomeOption(common.shell());
    }

    @Override
    public Integer call() {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("plugin", words.plugin());
        arguments.put("function", words.function());
        arguments.put("payload", Base64.getEncoder().encodeToString(words.payload(common.shell())));
        if (tenant != null) {
            arguments.put("tenant", tenant);
        }
        Terminal terminal = common.shell().terminal();
        try (Link link = home.liveOrFiles(Set.of(words.plugin()), true)) {
            View recording = link.ask("record", arguments);
            if (common.json()) {
                terminal.json(recording.values());
            } else {
                terminal.line(recording.text("file"));
                terminal.talk("it ended with " + recording.text("outcome"));
                recording.texts("notes").forEach(terminal::talk);
            }
            return 0;
        }
    }
}
