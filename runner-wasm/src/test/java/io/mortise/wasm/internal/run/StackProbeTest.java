package io.mortise.wasm.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StackProbeTest {
    private final StackProbe probe = new StackProbe();
    private int depth;

    /** In every tier of the JVM: cold, then compiled by one compiler and the other. */
    @Test
    void probe_usesItsHeadRoom_howeverItIsCompiled() throws Exception {
        AtomicInteger tooLittle = new AtomicInteger();
        Thread thread = new Thread(null, () -> measure(tooLittle), "probe", 2 << 20);

        thread.start();
        thread.join();

        assertThat(tooLittle).hasValue(0);
    }

    private void measure(AtomicInteger tooLittle) {
        for (int i = 0; i < 40; i++) {
            long without = deepest(false);
            long with = deepest(true);
            long bytes = (2L << 20) * (without - with) / without;
            // Both ways have to be compiled alike before their difference means anything.
            if (i > 20 && without == deepest(false) && bytes < StackProbe.HEAD_ROOM) {
                tooLittle.incrementAndGet();
            }
        }
    }

    private long deepest(boolean isProbed) {
        depth = 0;
        try {
            descend(isProbed, 1);
        } catch (StackOverflowError e) {
            return depth;
        }
        throw new AssertionError("a stack without end");
    }

    private long descend(boolean isProbed, long seed) {
        depth++;
        if (isProbed) {
            probe.prove();
        }
        return descend(isProbed, seed * 31) + seed;
    }
}
