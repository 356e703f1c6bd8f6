package io.mortise.wasm.internal.extism;

import io.mortise.api.error.CallErrors;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.host.HostCall;
import io.mortise.api.host.HostFailure;
import io.mortise.api.host.StatusCode;
import io.mortise.wasm.internal.abi.OpenCall;
import io.mortise.wasm.internal.run.HostImport;
import io.mortise.wasm.internal.run.Unwind;
import java.util.Optional;

/** Links the application's functions to one instance: through the gate, with the instance's arena. */
final class UserLink implements UserFunction.Blocks {
    private final OpenCall open;
    private final Kernel kernel;
    private Optional<Unwind> unwound = Optional.empty();

    UserLink(OpenCall open, Kernel kernel) {
        this.open = open;
        this.kernel = kernel;
    }

    HostImport linked(UserFunction function) {
        return new HostImport(
                function.module(), function.name(), function.signature(), arguments -> call(function, arguments));
    }

    private long call(UserFunction function, long[] arguments) {
        unwound = Optional.empty();
        try {
            return open.toHost(function.name(), () -> {
                long[] results = open.host()
                        .app()
                        .run(open.context(), function.permission(), context -> body(function, arguments));
                return first(function, results);
            });
        } catch (HostFailure e) {
            throw unwound.orElseGet(() -> ended(function, e));
        }
    }

    /** What ends the guest passes the gate as a failure, since nothing else may. */
    private long[] body(UserFunction function, long[] arguments) {
        try {
            return function.body().apply(this, arguments.clone());
        } catch (Unwind e) {
            unwound = Optional.of(e);
            throw new HostFailure(StatusCode.INVALID_ARGUMENT, e.text());
        }
    }

    private static long first(UserFunction function, long[] results) {
        int wanted = function.signature().results().length();
        if (results.length != wanted) {
            throw new HostFailure(
                    StatusCode.INTERNAL, "it answered %d values, its type has %d".formatted(results.length, wanted));
        }
        return wanted == 0 ? 0 : results[0];
    }

    private Unwind ended(UserFunction function, HostFailure e) {
        if (e.code() != StatusCode.PERMISSION_DENIED) {
            return new Unwind.Fault("host", function.name() + ": " + e.text());
        }
        return new Unwind.Refused(PluginException.of(
                Failure.GRANT_MISSING,
                open.link().subject(),
                "\"%s\" wanted %s: %s".formatted(open.call().function(), function.permission(), e.text()),
                e.detail()));
    }

    @Override
    public byte[] read(long handle) {
        return kernel.copy(handle);
    }

    @Override
    public long store(byte[] content) {
        long handle = kernel.arena.store(content);
        if (handle == 0 && content.length > 0) {
            long max = open.link().limits().memoryBytes();
            throw new Unwind.Limit(CallErrors.limit(
                    open.link().subject(),
                    "\"%s\" was answered %d bytes, which do not fit into a memory of %d; raise limits.memory"
                            .formatted(open.call().function(), content.length, max),
                    new Detail.Limit("limits.memory", max + " bytes", content.length + " bytes more")));
        }
        return handle;
    }

    @Override
    public void free(long handle) {
        kernel.free(handle);
    }

    @Override
    public HostCall call() {
        return open.context();
    }
}
