package io.mortise.grpc;

import io.mortise.api.PluginConfig;
import io.mortise.api.error.PluginException;
import io.mortise.grpc.internal.process.LaunchWords;
import io.mortise.grpc.internal.process.NotStarted;
import io.mortise.grpc.internal.wire.AttachedProcess;
import java.util.List;

/**
 * What runs as our child in the place of a program that somebody else started: it says the program's handshake and ends
 * when the program does, so that supervision, calls and status are those of any process.
 *
 * @param program where it listens; never ended by us
 */
record StandIn(GoPluginReattach program) {
    private static final String SAY_AND_WAIT = "echo \"1|$1|unix|$2|grpc|\"; exec tail --pid=\"$3\" -f /dev/null";

    LaunchWords words() {
        return new LaunchWords(List.of(
                "/bin/sh",
                "-c",
                SAY_AND_WAIT,
                "stand-in",
                Integer.toString(program.appVersion()),
                program.socket().toString(),
                Long.toString(program.pid())));
    }

    /**
     * @throws NotStarted when there is no such process of this user, or no socket of it
     * @throws PluginException BAD_CONFIG when its configuration holds values of secrets: whoever started it gets none
     */
    void require(PluginConfig config) {
        if (!config.secretPlaces().isEmpty()) {
            throw StartErrors.secretsInConfig(config.subject(), config.secretPlaces());
        }
        AttachedProcess.find(program.socket(), program.pid());
    }

    String note() {
        return "reattached: process " + program.pid()
                + " was started by somebody else; no sandbox, no TLS, no secrets; for development only";
    }
}
