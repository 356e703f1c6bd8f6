package io.mortise.cli;

import io.mortise.cli.link.Link;
import io.mortise.cli.link.View;
import io.mortise.cli.screen.Terminal;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "quarantine",
        description = "Stop a plugin, or content by its hash, at once: it starts nowhere, files and data stay.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  mortise quarantine weather",
            "  mortise quarantine weather --lift",
            "  mortise quarantine 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
        })
final class QuarantineCommand implements Callable<Integer> {
    private final Common common;

    @Mixin
    private final HomeOption home;

    @Parameters(index = "0", paramLabel = "NAME|HASH", description = "A plugin, or the SHA-256 of a bundle.")
    private String what = "";

    @Option(names = "--lift", description = "Let it run again.")
    private boolean lift;

    QuarantineCommand(Common common) {
        this.common = common;
        this.home = new HomeOption(common.shell());
    }

    @Override
    public Integer call() {
        Terminal terminal = common.shell().terminal();
        try (Link link = home.live()) {
            View answer = link.ask("quarantine", Map.of("what", what, "lift", lift, "by", Operator.name()));
            if (common.json()) {
                terminal.json(answer.values());
            } else if (answer.optional("plugin").isPresent()) {
                Outcomes.status(common, answer);
            } else {
                terminal.line(what + (lift ? " may run again" : " starts nowhere"));
            }
            return 0;
        }
    }
}
