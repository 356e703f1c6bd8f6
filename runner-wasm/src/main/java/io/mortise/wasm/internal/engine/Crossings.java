package io.mortise.wasm.internal.engine;

import io.mortise.api.error.Detail.Frame;
import io.mortise.api.error.Detail.Trap;
import io.mortise.wasm.internal.debug.DebugInfo;
import io.mortise.wasm.internal.debug.RawFrame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which of several linked instances an exception came through, innermost first, so that each frame is read with the names
 * of its own module. One thread at a time.
 */
public final class Crossings {
    private static final int MAX = Traps.MAX_FRAMES;

    private final EngineInstance[] left = new EngineInstance[MAX];
    private final int[] marks = new int[MAX];
    private int depth;
    private @Nullable Throwable last;

    /** The frames between two crossings; {@code from} and {@code to} count those an interpreter remembers. */
    private record Stretch(EngineInstance instance, int from, int to) {}

    /** {@code thrown} leaves {@code callee} for the instance that called it. Only kept: this may be the end of the stack. */
    public void leaves(EngineInstance callee, Throwable thrown) {
        if (!isLast(thrown)) {
            depth = 0;
        }
        last = thrown;
        if (depth < MAX) {
            left[depth] = callee;
            marks[depth] = callee.remembered();
            depth++;
        }
    }

    /** The engine may have wrapped it meanwhile. */
    private boolean isLast(Throwable thrown) {
        return last != null && (thrown == last || thrown.getCause() == last);
    }

    /**
     * What {@code thrown}, which ended a call of {@code main}, says of the guest.
     *
     * @param debug what is known of an instance's module
     */
    public Trap trap(Throwable thrown, EngineInstance main, Function<EngineInstance, Known> debug) {
        if (!isLast(thrown)) {
            depth = 0;
        }
        Deque<StackTraceElement> compiled = new ArrayDeque<>(Traps.compiled(thrown));
        List<Frame> frames = new ArrayList<>();
        boolean isUnreachable = Traps.kind(thrown).equals("unreachable");
        for (Stretch stretch : stretches(main)) {
            List<RawFrame> raw = stretch.instance().frames(stretch.from(), stretch.to(), compiled);
            frames.addAll(debug.apply(stretch.instance()).frames(raw, isUnreachable && frames.isEmpty()));
        }
        return Traps.of(thrown, frames.subList(0, Math.min(MAX, frames.size())));
    }

    private List<Stretch> stretches(EngineInstance main) {
        List<Stretch> stretches = new ArrayList<>();
        Map<EngineInstance, Integer> told = new HashMap<>();
        for (int i = 0; i < depth; i++) {
            stretches.add(new Stretch(left[i], told.getOrDefault(left[i], 0), marks[i]));
            told.put(left[i], marks[i]);
        }
        stretches.add(new Stretch(main, told.getOrDefault(main, 0), main.remembered()));
        return stretches;
    }

    /**
     * What is known of a module.
     *
     * @param prefix before the names of its functions; empty for the main module's
     */
    public record Known(String prefix, DebugInfo debug) {
        List<Frame> frames(List<RawFrame> raw, boolean isUnreachable) {
            return debug.frames(raw, isUnreachable).stream()
                    .map(frame -> new Frame(
                            prefix + frame.function(), frame.file(), frame.line(), frame.index(), frame.offset()))
                    .toList();
        }
    }
}
