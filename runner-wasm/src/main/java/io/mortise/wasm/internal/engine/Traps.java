package io.mortise.wasm.internal.engine;

import com.dylibso.chicory.runtime.WasmException;
import io.mortise.api.error.Detail.Frame;
import io.mortise.api.error.Detail.Trap;
import io.mortise.wasm.internal.debug.RawFrame;
import io.mortise.wasm.internal.run.Unwind;
import java.util.Arrays;
import java.util.List;

/** Reads a trap out of what the engine threw: a kind, the message, the guest's frames. */
final class Traps {
    static final int MAX_FRAMES = 32;

    private static final String COMPILED_FUNCTION = "func_";

    /** The line of what stands for no site; {@code LineNumbers} needs the optional compiler and this does not. */
    static final int UNNUMBERED = 65_535;

    private Traps() {}

    static Trap of(Throwable thrown, List<Frame> frames) {
        String message = thrown instanceof WasmException ? "an exception that nothing caught" : message(thrown);
        return new Trap(kind(thrown), message, frames);
    }

    /** True when the guest ran out of stack, however the engine wrapped it. */
    static boolean isStackOverflow(Throwable thrown) {
        return thrown instanceof StackOverflowError || thrown.getCause() instanceof StackOverflowError;
    }

    static String kind(Throwable thrown) {
        if (thrown instanceof Unwind.Fault fault) {
            return fault.kind();
        }
        if (thrown instanceof Unwind.Exit) {
            return "exit";
        }
        if (isStackOverflow(thrown)) {
            return "stack";
        }
        return thrown instanceof WasmException ? "exception" : kindOfMessage(message(thrown));
    }

    /** The engine has no codes, only the wording of the specification. */
    private static String kindOfMessage(String message) {
        if (message.contains("unreachable")) {
            return "unreachable";
        }
        if (message.contains("out of bounds memory")) {
            return "memory";
        }
        if (message.contains("indirect call") || message.contains("element") || message.contains("table")) {
            return "table";
        }
        if (message.contains("integer")) {
            return "arithmetic";
        }
        return message.contains("null") || message.contains("cast") ? "reference" : "engine";
    }

    private static String message(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null ? thrown.getClass().getSimpleName() : message;
    }

    /** The functions of compiled modules that it came through, innermost first; whose each is, its class loader says. */
    static List<StackTraceElement> compiled(Throwable thrown) {
        Throwable origin = thrown.getCause() instanceof StackOverflowError overflow ? overflow : thrown;
        return Arrays.stream(origin.getStackTrace())
                .filter(element -> function(element.getMethodName()) >= 0)
                .limit(MAX_FRAMES)
                .toList();
    }

    /** One of them. */
    static RawFrame frame(StackTraceElement element) {
        return new RawFrame(function(element.getMethodName()), RawFrame.UNKNOWN, site(element));
    }

    /** See {@link LineNumbers}. */
    private static int site(StackTraceElement element) {
        int line = element.getLineNumber();
        return line == UNNUMBERED ? RawFrame.UNKNOWN : line;
    }

    private static int function(String method) {
        if (!method.startsWith(COMPILED_FUNCTION)) {
            return -1;
        }
        try {
            return Integer.parseInt(method, COMPILED_FUNCTION.length(), method.length(), 10);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
