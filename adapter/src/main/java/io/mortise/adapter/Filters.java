package io.mortise.adapter;

import static java.util.Objects.requireNonNull;

import io.mortise.api.Caller;
import io.mortise.api.error.PluginException;
import io.mortise.manager.PluginContribution;
import io.mortise.manager.PluginManager;
import java.util.ArrayList;
import java.util.List;

/** Passes a value through the filters of a hook, each fed with the former's output. */
public final class Filters {
    private final PluginManager plugins;

    private Filters(PluginManager plugins) {
        this.plugins = plugins;
    }

    public static Filters of(PluginManager plugins) {
        return new Filters(requireNonNull(plugins, "plugins"));
    }

    /** The filters of a hook in the order they run. */
    public List<PluginContribution> of(String hook) {
        return Hooks.ordered(plugins.contributions(BuiltInKinds.FILTER.name()), hook);
    }

    /**
     * Applies them.
     *
     * @param value handed over
     * @return the value after the last filter and what was skipped; the value itself when there is no filter
     * @throws PluginException of a filter that says {@code on_error: fail}
     */
    public Filtered apply(String hook, byte[] value, Caller caller) {
        byte[] now = requireNonNull(value, "value");
        List<PluginException> skipped = new ArrayList<>();
        for (PluginContribution filter : of(hook)) {
            try {
                // A runner reads a payload and never changes it: after a failure the value is still whole.
                now = plugins.call(filter.request(now).withCaller(caller)).payload();
            } catch (PluginException e) {
                if (mustNotFail(filter)) {
                    throw e;
                }
                skipped.add(e);
            }
        }
        return new Filtered(now, skipped);
    }

    private static boolean mustNotFail(PluginContribution filter) {
        return filter.attributes().text("on_error").filter("fail"::equals).isPresent();
    }

    /**
     * What came out.
     *
     * @param skipped why filters had no part in it, in their order
     */
    public record Filtered(byte[] value, List<PluginException> skipped) {
        public Filtered {
            skipped = List.copyOf(skipped);
        }
    }
}
