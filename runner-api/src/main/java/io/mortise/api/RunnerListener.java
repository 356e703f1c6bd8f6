package io.mortise.api;

import io.mortise.api.error.PluginException;
import java.time.Duration;

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

    /**
     * A guest in this JVM used up the host's heap. Its call has failed and its instance is gone; who hears this takes the
     * whole plugin out of service until an operator brings it back, because the next one to ask for memory may be the
     * host itself.
     */
    default void exhausted(PluginException failure) {}

    /**
     * Guest code ran for so long since this was last told, all calls together. Sampled, so right on average and over many
     * calls; time in host services is not part of it.
     */
    default void ran(Duration guestTime) {}

    /** A call waited so long for a place in the guest; told only where there was none free. */
    default void waited(Duration forAPlace) {}

    /** Something worth counting, such as {@code instance.retired.trap}; a small fixed set of names for each runner. */
    void counted(String counter);
}
