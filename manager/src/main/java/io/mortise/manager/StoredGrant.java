package io.mortise.manager;

import io.mortise.api.Origin;
import io.mortise.api.PluginId;
import io.mortise.api.manifest.LimitsAsk;
import io.mortise.api.manifest.Permissions;
import java.time.Instant;

/**
 * What an operator has given to one plugin of one origin.
 *
 * @param permissions given
 * @param denied taken back although it asks for them
 * @param deniesAll true after everything was taken back: nothing is given until it is granted anew
 * @param limits above our defaults that were granted
 * @param by who said so last
 */
public record StoredGrant(
        PluginId plugin,
        Origin origin,
        Permissions permissions,
        Permissions denied,
        boolean deniesAll,
        LimitsAsk limits,
        String by,
        Instant at) {}
