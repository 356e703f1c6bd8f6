package io.mortise.adapter;

import static java.util.Objects.requireNonNull;

import io.mortise.api.CallResult;
import io.mortise.api.Caller;
import io.mortise.api.PluginId;
import io.mortise.manager.PluginContribution;
import io.mortise.manager.PluginManager;
import java.util.List;

/** One command. Foreign text in help and usage. */
public final class Command {
    private final PluginManager plugins;
    private final PluginContribution contribution;

    private Command(PluginManager plugins, PluginContribution contribution) {
        this.plugins = plugins;
        this.contribution = contribution;
    }

    static Command of(PluginManager plugins, PluginContribution contribution) {
        return new Command(plugins, contribution);
    }

    public String name() {
        return contribution.id();
    }

    /** Whose it is. */
    public PluginId plugin() {
        return contribution.plugin();
    }

    /** One line; empty when the author wrote none. */
    public String help() {
        return contribution.attributes().text("help").orElse("");
    }

    /** How it is written; the name when the author said no more. */
    public String usage() {
        return contribution.attributes().text("usage").orElse(name());
    }

    public List<String> aliases() {
        return contribution.attributes().texts("aliases");
    }

    /**
     * Runs it.
     *
     * @param input what the function takes, JSON by convention; handed over
     * @throws io.mortise.api.error.PluginException any failure of a call
     */
    public CallResult run(byte[] input, Caller caller) {
        return plugins.call(contribution.request(requireNonNull(input, "input")).withCaller(caller));
    }
}
