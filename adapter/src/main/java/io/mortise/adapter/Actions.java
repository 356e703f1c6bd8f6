package io.mortise.adapter;

import static java.util.Objects.requireNonNull;

import io.mortise.api.Caller;
import io.mortise.api.error.PluginException;
import io.mortise.manager.Collected;
import io.mortise.manager.PluginContribution;
import io.mortise.manager.PluginManager;
import java.util.List;

/** Tells every action of a hook that something happened, one after the other, in order. */
public final class Actions {
    private final PluginManager plugins;

    private Actions(PluginManager plugins) {
        this.plugins = plugins;
    }

    public static Actions of(PluginManager plugins) {
        return new Actions(requireNonNull(plugins, "plugins"));
    }

    /** The actions of a hook in the order they run. */
    public List<PluginContribution> of(String hook) {
        return Hooks.ordered(plugins.contributions(BuiltInKinds.ACTION.name()), hook);
    }

    /** Runs them all; one that fails does not keep the others from being told. */
    public List<Collected> run(String hook, byte[] event, Caller caller) {
        requireNonNull(event, "event");
        return of(hook).stream().map(action -> tell(action, event, caller)).toList();
    }

    private Collected tell(PluginContribution action, byte[] event, Caller caller) {
        try {
            return new Collected.Answered(
                    action, plugins.call(action.request(event.clone()).withCaller(caller)));
        } catch (PluginException e) {
            return new Collected.Failed(action, e);
        }
    }
}
