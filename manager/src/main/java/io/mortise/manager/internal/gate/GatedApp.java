package io.mortise.manager.internal.gate;

import io.mortise.api.host.HostApi;
import io.mortise.api.host.HostCall;
import io.mortise.api.host.HostFailure;
import io.mortise.api.host.HostFunction;
import io.mortise.api.host.StatusCode;
import io.mortise.manager.internal.audit.HostOperation;
import io.mortise.manager.internal.json.BadJson;
import io.mortise.manager.internal.json.Json;
import java.util.function.Function;

/** Calls from this plugin to functions of the application, on the calling thread. */
final class GatedApp implements HostApi.AppCalls {
    private final Passage passage;
    private final HostFunctions functions;

    GatedApp(Passage passage, HostFunctions functions) {
        this.passage = passage;
        this.functions = functions;
    }

    private static Passage.Want want(String function) {
        return new Passage.Want(
                HostOperation.APP_CALL, function, view -> view.names().app().by(function), view -> view.names()
                        .app()
                        .text());
    }

    @Override
    public long[] run(HostCall call, String function, Function<HostCall, long[]> body) {
        return passage.through(call, want(function), result -> (long) Long.BYTES * result.length, body::apply);
    }

    @Override
    public byte[] call(HostCall call, String function, byte[] payload) {
        Passage.Want want = want(function);
        return passage.through(call, want, result -> payload.length + result.length, inner -> {
            HostFunction found = functions
                    .find(function)
                    .orElseThrow(() -> new HostFailure(
                            StatusCode.UNIMPLEMENTED,
                            "the application has no function of this name; it registers them on the builder"));
            return run(found.body(), inner, payload);
        });
    }

    private static byte[] run(HostFunction.Body body, HostCall call, byte[] payload) throws Exception {
        if (body instanceof HostFunction.BytesBody bytes) {
            return bytes.function().apply(call, payload);
        }
        return typed((HostFunction.TypedBody<?, ?>) body, call, payload);
    }

    private static <I, O> byte[] typed(HostFunction.TypedBody<I, O> body, HostCall call, byte[] payload)
            throws Exception {
        I input;
        try {
            input = Json.read(payload, body.input());
        } catch (BadJson e) {
            throw new HostFailure(StatusCode.INVALID_ARGUMENT, String.valueOf(e.getMessage()));
        }
        return Json.write(body.function().apply(call, input));
    }
}
