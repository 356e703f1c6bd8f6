package io.mortise.grpc;

import static java.util.Objects.requireNonNull;

import io.mortise.grpc.internal.output.Json;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where a program listens that somebody else started, such as a debugger: go-plugin's reattach configuration.
 *
 * @param socket its Unix socket
 * @param appVersion the application version it speaks
 * @param test true when it is not ours to end, as go-plugin's test mode has it
 */
public record GoPluginReattach(Path socket, long pid, int appVersion, boolean test) {
    public GoPluginReattach {
        requireNonNull(socket, "socket");
    }

    /**
     * Reads {@code {"Protocol":"grpc","ProtocolVersion":5,"Pid":7,"Test":true,"Addr":{"Network":"unix","String":"/…"}}}.
     *
     * @throws IllegalArgumentException saying what is wrong; only gRPC on a Unix socket is taken
     */
    public static GoPluginReattach parse(String json) {
        Map<String, String> members = members(json);
        Map<String, String> address = members(members.getOrDefault("Addr", "{}"));
        require("Protocol", text(members, "Protocol"), "grpc");
        require("Addr.Network", text(address, "Network"), "unix");
        return new GoPluginReattach(
                Path.of(text(address, "String")),
                number(members, "Pid"),
                (int) number(members, "ProtocolVersion"),
                "true".equals(members.get("Test")));
    }

    /** Reads a map of them, as {@code TF_REATTACH_PROVIDERS} holds it: the provider's address to its configuration. */
    public static Map<String, GoPluginReattach> parseAll(String json) {
        Map<String, GoPluginReattach> all = new LinkedHashMap<>();
        members(json).forEach((name, one) -> all.put(name, parse(one)));
        return all;
    }

    private static Map<String, String> members(String json) {
        return Json.members(json.strip())
                .orElseThrow(() -> new IllegalArgumentException("a reattach configuration is a JSON object"));
    }

    private static String text(Map<String, String> members, String name) {
        return Optional.ofNullable(members.get(name))
                .flatMap(Json::string)
                .orElseThrow(() -> new IllegalArgumentException("reattach: " + name + " is no text"));
    }

    private static long number(Map<String, String> members, String name) {
        try {
            return Long.parseLong(members.getOrDefault(name, ""));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("reattach: " + name + " is no number", e);
        }
    }

    private static void require(String name, String value, String wanted) {
        if (!value.equals(wanted)) {
            throw new IllegalArgumentException(
                    "reattach: " + name + " is \"" + value + "\", only " + wanted + " is taken");
        }
    }
}
