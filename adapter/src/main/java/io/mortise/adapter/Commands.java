package io.mortise.adapter;

import static java.util.Objects.requireNonNull;

import io.mortise.manager.PluginManager;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The commands that plugins contribute. A name that two plugins claim belongs to the first in stable order. */
public final class Commands {
    private final PluginManager plugins;

    private Commands(PluginManager plugins) {
        this.plugins = plugins;
    }

    /** A live view: what it lists changes with the plugins. */
    public static Commands of(PluginManager plugins) {
        return new Commands(requireNonNull(plugins, "plugins"));
    }

    /** All of them; reads manifests only, nothing is started for it. */
    public List<Command> list() {
        return plugins.contributions(BuiltInKinds.COMMAND.name()).stream()
                .map(each -> Command.of(plugins, each))
                .toList();
    }

    /** By name, else by alias; names win. */
    public Optional<Command> find(String name) {
        List<Command> all = list();
        return Stream.concat(
                        all.stream().filter(each -> each.name().equals(name)),
                        all.stream().filter(each -> each.aliases().contains(name)))
                .findFirst();
    }
}
