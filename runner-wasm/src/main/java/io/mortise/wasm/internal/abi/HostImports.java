package io.mortise.wasm.internal.abi;

import io.mortise.api.ChunkSink;
import io.mortise.api.error.CallErrors;
import io.mortise.api.host.LogLine;
import io.mortise.api.host.StatusCode;
import io.mortise.wasm.internal.run.Unwind;
import java.util.Optional;

/** The imports that reach the host and need no permission: emit, config, log. */
final class HostImports {
    /** Of a line's message; the rest is cut. */
    static final int MAX_MESSAGE = 8 << 10;

    private static final int MAX_FIELDS = 4 << 10;

    private HostImports() {}

    static long emit(Exchange x, long[] a) {
        int pointer = (int) a[0];
        int length = (int) a[1];
        Optional<ChunkSink> chunks = x.call().chunks();
        if (chunks.isEmpty()) {
            x.output.append(x.call().function(), "emit", pointer, length);
            return 0;
        }
        x.memory.check("emit", pointer, length);
        long max = x.link.limits().payloadBytes();
        if (length > max) {
            throw new Unwind.Limit(
                    CallErrors.outputTooLarge(x.link.subject(), x.call().function(), length, max));
        }
        return chunks.get().send(x.memory.read("emit", pointer, length)) ? 0 : 1;
    }

    static long config(Exchange x, long[] a) {
        String pointer = Ranges.text(x, "config", a, 0);
        return x.host()
                .config(x.context(), pointer)
                .map(x.mailbox::deliver)
                .orElseGet(() -> x.mailbox.refuse(StatusCode.NOT_FOUND, "no config at \"" + pointer + '"'));
    }

    static long log(Exchange x, long[] a) {
        String message = x.memory.cutText("log", (int) a[1], (int) a[2], MAX_MESSAGE);
        String fields = x.memory.cutText("log", (int) a[3], (int) a[4], MAX_FIELDS);
        x.host().log(x.context(), new LogLine(LogLine.Level.of((int) a[0]), message, fields, LogLine.Stream.LOG));
        return 0;
    }
}
