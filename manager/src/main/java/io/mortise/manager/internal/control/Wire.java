package io.mortise.manager.internal.control;

import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.manager.internal.json.Json;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The lines that go over a control socket, and how much of them. */
final class Wire {
    static final int VERSION = 1;

    /** 48 MiB: a payload of 32 MiB in base64 and what is around it. */
    static final int MAX_LINE_BYTES = 48 << 20;

    static final int MAX_CONNECTIONS = 32;

    /** Requests of one connection that wait for the one in work. */
    static final int MAX_WAITING = 16;

    /** A client that takes nothing for so long is gone. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private Wire() {}

    static String request(long id, String verb, String arguments) {
        return "{\"v\":" + VERSION + ",\"id\":" + id + ",\"verb\":" + Json.text(verb) + ",\"args\":" + arguments + '}';
    }

    static String event(long id, String event) {
        return "{\"id\":" + id + ",\"event\":" + event + '}';
    }

    /** {@code answer} as a {@link Desk} gives it. */
    static String answer(long id, String answer) {
        return "{\"id\":" + id + ',' + answer.substring(1);
    }

    static String error(long id, String problem) {
        return answer(id, errorAnswer("control socket", problem));
    }

    /** What a {@link Desk} answers when the request itself is wrong. */
    static String errorAnswer(String subject, String problem) {
        PluginException failure = PluginException.of(Failure.BAD_INPUT, subject, problem);
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", failure.failure().name());
        error.put("subject", failure.subject());
        error.put("text", failure.text());
        error.put("message", String.valueOf(failure.getMessage()));
        error.put("exit", failure.failure().exitCode());
        return Json.text(Map.of("error", error));
    }
}
