package io.mortise.grpc.internal.wire;

import io.mortise.grpc.internal.process.Confinement;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One program to start and what it is told.
 *
 * @param words the first is an absolute path
 * @param directory it runs in
 * @param manifestEnvironment added to the few variables of the host that pass
 * @param tls what an operator and the program's profile leave open
 * @param maxMessageBytes of one message from the plugin
 * @param threadPrefix of every thread that serves it
 * @param run where its sockets and its record go
 */
public record GoPluginLaunch(
        List<String> words,
        Path directory,
        Map<String, String> manifestEnvironment,
        Confinement confinement,
        Handshaking handshaking,
        Tls tls,
        int maxMessageBytes,
        String threadPrefix,
        Path run) {
    public GoPluginLaunch {
        words = List.copyOf(words);
        manifestEnvironment = Map.copyOf(manifestEnvironment);
    }

    /** How the connection is secured. */
    public enum Tls {
        /** AutoMTLS or no start. */
        REQUIRED,
        /** AutoMTLS is asked for; a program without it is taken all the same. */
        PREFERRED,
        /** Not asked for: the program is known to announce what it does not do. */
        OFF
    }

    /** What both sides must agree on: go-plugin's magic cookie and the application versions offered. */
    public record Handshaking(String cookieKey, String cookieValue, List<Integer> versions) {
        public Handshaking {
            versions = List.copyOf(versions);
        }
    }
}
