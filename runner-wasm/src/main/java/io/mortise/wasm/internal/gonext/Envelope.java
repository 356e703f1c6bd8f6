package io.mortise.wasm.internal.gonext;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.CallId;
import io.mortise.wasm.internal.abi.ForeignJson;
import io.mortise.wasm.internal.abi.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a hook or a job is sent, and what its answer means. */
enum Envelope {
    /** The input is the value; the answer is the value after it, the same where the guest says nothing. */
    FILTER("filter.") {
        @Override
        Json wrapped(byte[] input, CallId id) {
            return object("kind", new Json.Text("filter"), "value", given(input), "args", new Json.Arr(List.of()));
        }

        @Override
        byte[] output(byte[] input, byte[] reply) {
            if (reply.length == 0) {
                return input;
            }
            Json value = ForeignJson.value(reply) instanceof Json.Obj object
                    ? Optional.ofNullable(object.members().get("value")).orElse(Json.Word.NULL)
                    : Json.Word.NULL;
            boolean wasText = ForeignJson.value(input) instanceof Json.Text && (input.length == 0 || input[0] != '"');
            return wasText && value instanceof Json.Text text ? text.value().getBytes(UTF_8) : value.bytes();
        }
    },
    /** The input is one argument, or a JSON array of them; there is no answer. */
    ACTION("action.") {
        @Override
        Json wrapped(byte[] input, CallId id) {
            Json value = given(input);
            Json args = value instanceof Json.Arr ? value : new Json.Arr(List.of(value));
            return object("kind", new Json.Text("action"), "args", input.length == 0 ? new Json.Arr(List.of()) : args);
        }

        @Override
        byte[] output(byte[] input, byte[] reply) {
            return new byte[0];
        }
    },
    /** The input is the job's payload; retries are new calls of the scheduler's. */
    JOB("job.") {
        @Override
        Json wrapped(byte[] input, CallId id) {
            return object(
                    "idempotency_key", new Json.Text(id.toString()),
                    "retry_count", new Json.Num("0"),
                    "payload", given(input));
        }

        @Override
        byte[] output(byte[] input, byte[] reply) {
            return reply;
        }
    };

    static final String HOOKS = "gn_handle_hook";
    static final String JOBS = "gn_handle_job";

    private final String prefix;

    Envelope(String prefix) {
        this.prefix = prefix;
    }

    abstract Json wrapped(byte[] input, CallId id);

    abstract byte[] output(byte[] input, byte[] reply);

    static Optional<Envelope> of(String function) {
        for (Envelope each : values()) {
            if (function.startsWith(each.prefix) && function.length() > each.prefix.length()) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /** The name without what says that it is a hook or a job. */
    String name(String function) {
        return function.substring(prefix.length());
    }

    String handler() {
        return this == JOB ? JOBS : HOOKS;
    }

    private static Json given(byte[] input) {
        return input.length == 0 ? Json.Word.NULL : ForeignJson.value(input);
    }

    private static Json object(Object... pairs) {
        Map<String, Json> members = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            members.put((String) pairs[i], (Json) pairs[i + 1]);
        }
        return new Json.Obj(members);
    }
}
