package io.mortise.manager;

import io.mortise.api.PluginId;
import io.mortise.api.host.LogLine;
import java.time.Instant;

/**
 * One line a plugin wrote; secrets are already taken out.
 *
 * @param number grows by one with each line of this plugin; a gap is lines that were not kept
 * @param call id of the call it was written in; empty outside any
 */
public record PluginLog(PluginId plugin, long number, Instant at, long generation, String call, LogLine line) {}
