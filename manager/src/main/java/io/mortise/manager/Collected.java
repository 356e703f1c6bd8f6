package io.mortise.manager;

import io.mortise.api.CallResult;
import io.mortise.api.error.PluginException;

/** What one contributor said when all were asked. */
public sealed interface Collected {
    PluginContribution from();

    /** It answered. */
    record Answered(PluginContribution from, CallResult result) implements Collected {}

    /** It did not; the others were not disturbed. */
    record Failed(PluginContribution from, PluginException failure) implements Collected {}
}
