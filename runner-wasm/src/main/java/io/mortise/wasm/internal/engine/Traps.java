package io.mortise.wasm.internal.engine;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.WasmException;
import io.mortise.api.error.Detail.Trap;
import io.mortise.wasm.internal.debug.DebugInfo;
import io.mortise.wasm.internal.debug.RawFrame;
import io.mortise.wasm.internal.run.Unwind;
import java.util.ArrayList;
import java.util.List;

/** Reads a trap out of what the engine threw: a kind, the message, the guest's frames. */
final class Traps {
    static final int MAX_FRAMES = 32;

    private static final String COMPILED_FUNCTION = "func_";

    /** The line of what stands for no site; {@code LineNumbers} needs the optional compiler and this does not. */
    static final int UNNUMBERED = 65_535;

    private Traps() {}

    static Trap read(Throwable thrown, Instance instance, DebugInfo debug) {
        String kind = kind(thrown);
        String message = thrown instanceof WasmException ? "an exception that nothing caught" : message(thrown);
        return new Trap(kind, message, debug.frames(frames(thrown, instance), kind.equals("unreachable")));
    }

    /** True when the guest ran out of stack, however the engine wrapped it. */
    static boolean isStackOverflow(Throwable thrown) {
        return thrown instanceof StackOverflowError || thrown.getCause() instanceof StackOverflowError;
    }

    private static String kind(Throwable thrown) {
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

    private static List<RawFrame> frames(Throwable thrown, Instance instance) {
        if (instance.getMachine() instanceof TracingInterpreter interpreter) {
            return interpreter.unwound();
        }
        List<RawFrame> frames = new ArrayList<>();
        Throwable origin = thrown.getCause() instanceof StackOverflowError overflow ? overflow : thrown;
        for (StackTraceElement element : origin.getStackTrace()) {
            int function = function(element.getMethodName());
            if (function >= 0 && frames.size() < MAX_FRAMES) {
                frames.add(new RawFrame(function, RawFrame.UNKNOWN, site(element)));
            }
        }
        return frames;
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
