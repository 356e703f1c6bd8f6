package io.mortise.bench;

import java.util.Arrays;

/**
 * Measures two sides in turns. For each round and side the best of a few passes counts, since noise only ever adds; over
 * rounds the median counts, since luck only ever helps.
 */
final class Alternating {
    private final Effort effort;
    private final Meter meter;

    Alternating(Effort effort, Meter meter) {
        this.effort = effort;
        this.meter = meter;
    }

    /** Nanoseconds a piece of work, of the baseline and of ours, and the median of the rounds' ratios. */
    record Figures(double baseline, double ours, double ratio, double added) {}

    Figures measure(Side baseline, Side ours) throws Exception {
        return compare(metered(baseline), metered(ours));
    }

    /** A side as this measures it. */
    Timed metered(Side side) {
        return times -> {
            long begin = meter.now();
            side.run(times);
            return (meter.now() - begin) / (double) times;
        };
    }

    Figures compare(Timed baseline, Timed ours) throws Exception {
        int times = Math.min(warmUp(baseline), warmUp(ours));
        double[] left = new double[effort.rounds()];
        double[] right = new double[effort.rounds()];
        double[] ratio = new double[effort.rounds()];
        double[] added = new double[effort.rounds()];
        for (int round = 0; round < effort.rounds(); round++) {
            double[] best = round(baseline, ours, times);
            left[round] = best[0];
            right[round] = best[1];
            ratio[round] = best[1] / best[0];
            added[round] = best[1] - best[0];
        }
        return new Figures(median(left), median(right), median(ratio), median(added));
    }

    private double[] round(Timed baseline, Timed ours, int times) throws Exception {
        double[] best = {Double.MAX_VALUE, Double.MAX_VALUE};
        for (int pass = 0; pass < effort.passes(); pass++) {
            best[0] = Math.min(best[0], baseline.run(times));
            best[1] = Math.min(best[1], ours.run(times));
        }
        return best;
    }

    /** Runs a side until it is warm; answers how often it does its work in one pass's time. */
    private int warmUp(Timed side) throws Exception {
        long end = System.nanoTime() + effort.warmUp().toNanos();
        int times = 16;
        double each = 1;
        while (System.nanoTime() < end) {
            long begin = System.nanoTime();
            side.run(times);
            each = Math.max(1, (System.nanoTime() - begin) / (double) times);
            times = (int) Math.max(16, Math.min(1_000_000, effort.pass().toNanos() / each));
        }
        return times;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
