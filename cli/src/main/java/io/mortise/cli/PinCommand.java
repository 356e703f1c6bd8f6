package io.mortise.cli;

import io.mortise.cli.link.Link;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "pin",
        description = "Hold a plugin at the files that run now, or let no version below one start.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  mortise pin weather", "  mortise pin weather --at-least 1.4.0"})
final class PinCommand implements Callable<Integer> {
    private final Common common;

    @Mixin
    private final HomeOption home;

    @Mixin
    private final PluginArgument plugin = new PluginArgument();

    @Option(
            names = "--at-least",
            paramLabel = "VERSION",
            description = "The lowest version that may start or come back; what runs may still be replaced.")
    private Optional<String> floor = Optional.empty();

    PinCommand(Common common) {
        this.common = common;
        this.home = new HomeOption(common.shell());
    }

    @Override
    public Integer call() {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("plugin", plugin.name());
        arguments.put("by", Operator.name());
        floor.ifPresent(version -> arguments.put("floor", version));
        try (Link link = home.live()) {
            Outcomes.held(common, link.ask("pin", arguments));
            return 0;
        }
    }
}
