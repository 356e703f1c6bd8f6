package io.mortise.wasm.internal.engine;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.WasmFunctionHandle;
import io.mortise.wasm.internal.run.HostImport;

/**
 * An import as the engine calls it. The engine reads the result at once, and an instance has one thread: one array serves
 * every call.
 */
record LinkedImport(HostImport.Body body, long[] result) implements WasmFunctionHandle {
    static LinkedImport of(HostImport wanted) {
        return new LinkedImport(
                wanted.body(), new long[wanted.signature().results().length()]);
    }

    @Override
    public long[] apply(Instance instance, long... arguments) {
        long answer = body.call(arguments);
        if (result.length > 0) {
            result[0] = answer;
        }
        return result;
    }
}
