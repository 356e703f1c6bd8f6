package io.mortise.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** What a pass costs. */
enum Meter {
    /** CPU time of the calling thread: what a wasm call costs, whatever else the machine does. */
    THREAD_CPU {
        @Override
        long now() {
            return THREADS.getCurrentThreadCpuTime();
        }
    },
    /** Time on the clock: what a call to another process costs, waiting included. */
    WALL {
        @Override
        long now() {
            return System.nanoTime();
        }
    };

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Nanoseconds since some moment. */
    abstract long now();
}
