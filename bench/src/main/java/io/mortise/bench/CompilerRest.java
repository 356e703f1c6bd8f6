package io.mortise.bench;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * Works until this JVM's compilers rest: on one processor a compiler takes its time from the very call that is measured.
 */
final class CompilerRest {
    /** They never stop altogether: a share of the time below this counts as rest. */
    private static final double REST = 0.03;

    private static final int PASSES_AT_REST = 4;
    private static final Duration PASS = Duration.ofMillis(500);

    private CompilerRest() {}

    /** @param least how long at least; ten times that at most */
    static void awaitBy(Duration least, Side... sides) throws Exception {
        CompilationMXBean compilers = ManagementFactory.getCompilationMXBean();
        long begin = System.nanoTime();
        int resting = 0;
        while (System.nanoTime() - begin < least.toNanos() * 10
                && !(resting >= PASSES_AT_REST && isOver(begin, least))) {
            long compiled = compilers.getTotalCompilationTime();
            long from = System.nanoTime();
            for (Side side : sides) {
                long end = System.nanoTime() + PASS.toNanos();
                while (System.nanoTime() < end) {
                    side.run(500);
                }
            }
            double millis = (System.nanoTime() - from) / 1e6;
            boolean isResting = (compilers.getTotalCompilationTime() - compiled) / millis < REST;
            resting = isResting ? resting + 1 : 0;
        }
    }

    private static boolean isOver(long begin, Duration least) {
        return System.nanoTime() - begin >= least.toNanos();
    }
}
