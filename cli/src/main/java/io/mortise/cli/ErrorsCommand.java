package io.mortise.cli;

import io.mortise.cli.link.Link;
import io.mortise.cli.link.View;
import io.mortise.cli.screen.Style;
import io.mortise.cli.screen.Terminal;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "errors",
        description = "What went wrong lately and no caller was told: reloads, restarts, probes, events.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  mortise errors", "  mortise errors weather"})
final class ErrorsCommand implements Callable<Integer> {
    private final Common common;

    @Mixin
    private final HomeOption home;

    @Parameters(index = "0", arity = "0..1", paramLabel = "PLUGIN", description = "Only this one's.")
    private @Nullable String plugin;

    ErrorsCommand(Common common) {
        this.common = common;
        this.home = new HomeOption(common.shell());
    }

    @Override
    public Integer call() {
        Terminal terminal = common.shell().terminal();
        try (Link link = home.live()) {
            View answer = link.ask("errors", plugin == null ? Map.of() : Map.of("plugin", plugin));
            if (common.json()) {
                terminal.json(answer.values());
                return 0;
            }
            View byPlugin = answer.view("errors");
            boolean any = false;
            for (String name : byPlugin.values().keySet()) {
                for (View error : byPlugin.views(name)) {
                    any = true;
                    terminal.line(terminal.style(Style.DIM, Words.clock(error.text("at"))) + "  " + error.text("text"));
                }
            }
            if (!any) {
                terminal.talk("nothing went wrong");
            }
            return 0;
        }
    }
}
