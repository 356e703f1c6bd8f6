package io.mortise.cli;

import io.mortise.api.PluginId;
import io.mortise.api.error.Failure;
import io.mortise.cli.link.FileHome;
import io.mortise.cli.link.Link;
import io.mortise.cli.link.ManagerLink;
import io.mortise.cli.link.Refusal;
import io.mortise.manager.GrantPolicy;
import io.mortise.manager.PluginManager;
import io.mortise.manager.PluginManagerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        description = "Validate plugins, start them, ask how they are, stop them; disturbs no running manager.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  mortise check plugins",
            "  mortise check plugins/weather --no-start",
            "",
            "Exit code 0 only when every plugin came to run; with --no-start, when every one may."
        })
final class CheckCommand implements Callable<Integer> {
    private final Common common;

    @Mixin
    private final HomeOption home;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "DIR|PLUGIN",
            description = "A home, one plugin's directory, or the name of a plugin.")
    private @Nullable String what;

    @Option(names = "--no-start", description = "Read files and grants only; no code of a plugin runs.")
    private boolean noStart;

    @Option(names = "--grant-as-declared", description = "Check as if every plugin had what it asks for.")
    private boolean asDeclared;

    CheckCommand(Common common) {
        this.common = common;
        this.home = new HomeOption(common.shell());
    }

    @Override
    public Integer call() {
        Optional<String> only = Optional.ofNullable(what).filter(this::isName);
        Path state = FileHome.temporary();
        try (Link link = new ManagerLink(state, opened(builder(only, state)), () -> FileHome.remove(state))
                .endingWithTheProcess()) {
            Map<String, Object> which = only.<Map<String, Object>>map(name -> Map.of("plugin", name))
                    .orElse(Map.of());
            return new CheckReport(common, noStart)
                    .print(link.ask("status", which).views("plugins"));
        }
    }

    private PluginManager opened(PluginManagerBuilder builder) {
        return Waiting.during(
                common.shell().terminal(), noStart ? "reading" : "starting", () -> FileHome.opened(builder));
    }

    /** A plain word is a directory only where plugins lie in it; {@code ./word} is always one. */
    private boolean isName(String word) {
        Path path = common.shell().path(word);
        return PluginId.PATTERN.matcher(word).matches()
                && (!Files.isDirectory(path) || Files.isRegularFile(path.resolve("plugin.yaml")));
    }

    /** State lies elsewhere, so that a manager that runs in this home goes on undisturbed. */
    private PluginManagerBuilder builder(Optional<String> only, Path state) {
        PluginManagerBuilder builder =
                PluginManager.builder().state(state).control(false).watch(false);
        Path place = what == null || only.isPresent()
                ? home.find().home()
                : common.shell().path(what);
        if (!Files.isDirectory(place)) {
            throw Refusal.of(Failure.BAD_INPUT, "check", place + " is no directory");
        }
        if (Files.isRegularFile(place.resolve("plugin.yaml"))) {
            builder.home(state)
                    .directory(
                            place,
                            asDeclared ? new GrantPolicy.AsDeclared("--grant-as-declared") : GrantPolicy.stored());
        } else {
            builder.home(place);
            keepConfig(place, state);
        }
        if (asDeclared) {
            builder.grantAsDeclared("--grant-as-declared");
        }
        if (noStart) {
            builder.startOnly(Set.of());
        } else {
            only.ifPresent(name -> builder.startOnly(Set.of(name)));
        }
        return builder;
    }

    private static void keepConfig(Path home, Path state) {
        Path kept = home.resolve(".mortise/config.yaml");
        try {
            if (Files.isRegularFile(kept)) {
                Files.copy(kept, state.resolve("config.yaml"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
