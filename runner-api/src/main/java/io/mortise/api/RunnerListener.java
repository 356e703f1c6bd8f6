package io.mortise.api;

import io.mortise.api.error.PluginException;

/** What a runner tells about its guest outside any call. Called on a runner's thread; must not block. */
public interface RunnerListener {
    /** Hears nothing. */
    RunnerListener NONE = new RunnerListener() {
        @Override
        public void died(PluginException crash) {}

        @Override
        public void counted(String counter) {}
    };

    /** The guest ended although nobody stopped it; no call can succeed from here on. At most once. */
    void died(PluginException crash);

    /** Something worth counting, such as {@code instance.retired.trap}; a small fixed set of names for each runner. */
    void counted(String counter);
}
