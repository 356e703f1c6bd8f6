package io.mortise.cli;

import io.mortise.cli.link.Link;
import io.mortise.cli.link.View;
import io.mortise.cli.screen.Table;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "config",
        description = "Show a plugin's configuration and where each value comes from, or set values; they are kept.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  mortise config hello-wasm greeting=Hej",
            "  mortise config word-count top:=5 'stop_words:=[\"the\",\"a\"]'",
            "  mortise config hello-wasm --unset greeting"
        })
final class ConfigCommand implements Callable<Integer> {
    private final Common common;

    @Mixin
    private final HomeOption home;

    @Mixin
    private final PluginArgument plugin = new PluginArgument();

    @Parameters(index = "1..*", paramLabel = "KEY=TEXT|KEY:=JSON", description = "New values.")
    private List<String> values = List.of();

    @Option(names = "--unset", paramLabel = "KEY", description = "Take back a value that was set so.")
    private List<String> unset = List.of();

    ConfigCommand(Common common) {
        this.common = common;
        this.home = new HomeOption(common.shell());
    }

    @Override
    public Integer call() {
        Map<String, Object> set = KeyValues.parse(values);
        boolean changes = !set.isEmpty() || !unset.isEmpty();
        try (Link link = home.liveOrFiles(changes)) {
            View answer = link.ask("config", Map.of("plugin", plugin.name(), "set", set, "unset", unset));
            if (changes) {
                return Outcomes.reload(common, answer);
            }
            show(answer);
            return 0;
        }
    }

    private void show(View explanation) {
        List<View> all = explanation.views("values").stream()
                .filter(value -> value.text("key").startsWith("config"))
                .toList();
        if (common.json()) {
            common.shell()
                    .terminal()
                    .json(Map.of("values", all.stream().map(View::values).toList()));
            return;
        }
        Table table = new Table("KEY", "VALUE", "FROM");
        all.forEach(value -> table.row(value.text("key"), value.text("value"), value.text("from")));
        if (table.isEmpty()) {
            common.shell().terminal().talk(plugin.name() + " has no configuration");
        } else {
            table.print(common.shell().terminal());
        }
    }
}
