package io.mortise.wasm.internal.abi;

import static java.nio.charset.StandardCharsets.UTF_16LE;

import io.mortise.wasm.internal.binary.Signature;
import io.mortise.wasm.internal.run.GuestMemory;
import io.mortise.wasm.internal.run.Unwind;

/** {@code env.abort} of AssemblyScript: a trap with its message. */
final class AbortImport {
    static final String MODULE = "env";
    static final String NAME = "abort";
    static final Signature SIGNATURE = new Signature("iiii", "");
    private static final int MAX_BYTES = 2_048;

    private AbortImport() {}

    @SuppressWarnings("DoNotCallSuggester") // this is how a guest ends
    static long call(GuestMemory memory, long[] a) {
        String message = text(memory, (int) a[0]);
        String file = text(memory, (int) a[1]);
        String place = file.isEmpty() ? "" : " at " + file + ':' + (int) a[2] + ':' + (int) a[3];
        throw new Unwind.Fault("abort", (message.isEmpty() ? "abort" : message) + place);
    }

    /** UTF-16 whose length in bytes stands before it; what lies outside memory is no text. */
    private static String text(GuestMemory memory, int pointer) {
        if (pointer == 0) {
            return "";
        }
        try {
            int bytes = memory.readInt("abort", pointer - 4);
            memory.check("abort", pointer, bytes);
            int cut = (int) Math.min(MAX_BYTES, Integer.toUnsignedLong(bytes)) & ~1;
            return new String(memory.read("abort", pointer, cut), UTF_16LE);
        } catch (Unwind.Fault e) {
            return "";
        }
    }
}
