package io.mortise.bench.soak;

import io.mortise.api.RuntimeKind;
import io.mortise.api.error.Failure;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a run came to.
 *
 * @param refused reloads that ended before their swap
 * @param twice calls the guest worked on more than once
 * @param p99Ratio of the time of a call while reloading, to that before
 * @param wrong everything that must not be, in words
 */
record SoakReport(
        RuntimeKind runtime,
        int reloads,
        int refused,
        int rolledBack,
        long calls,
        Map<Failure, Long> failed,
        long twice,
        double p99Ratio,
        Holdings before,
        Holdings after,
        List<String> wrong) {
    boolean isGood() {
        return wrong.isEmpty() && twice == 0 && before.isFlat(after);
    }

    String text() {
        return String.format(
                        Locale.ROOT,
                        "%s: %s; %d reloads, %d refused, %d rolled back; %d calls, failed %s, %d done twice; p99 %.2f x;"
                                + " heap %d -> %d MiB, threads %d -> %d, handles %d -> %d",
                        runtime.text(),
                        isGood() ? "good" : "WRONG",
                        reloads,
                        refused,
                        rolledBack,
                        calls,
                        failed,
                        twice,
                        p99Ratio,
                        before.heapBytes() >> 20,
                        after.heapBytes() >> 20,
                        before.threads(),
                        after.threads(),
                        before.handles(),
                        after.handles())
                + wrong.stream().limit(20).map(line -> "\n  " + line).collect(Collectors.joining());
    }

    String json() {
        String codes = failed.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\":" + entry.getValue())
                .collect(Collectors.joining(","));
        String lines = wrong.stream()
                .limit(20)
                .map(line ->
                        '"' + line.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ") + '"')
                .collect(Collectors.joining(","));
        return String.format(
                Locale.ROOT,
                "{\"runtime\":\"%s\",\"good\":%s,\"reloads\":%d,\"refused\":%d,\"rolledBack\":%d,\"calls\":%d,"
                        + "\"failed\":{%s},\"twice\":%d,\"p99Ratio\":%.2f,\"before\":%s,\"after\":%s,\"wrong\":[%s]}",
                runtime.text(),
                isGood(),
                reloads,
                refused,
                rolledBack,
                calls,
                codes,
                twice,
                p99Ratio,
                json(before),
                json(after),
                lines);
    }

    private static String json(Holdings holdings) {
        return "{\"heapBytes\":%d,\"threads\":%d,\"handles\":%d,\"processes\":%d}"
                .formatted(holdings.heapBytes(), holdings.threads(), holdings.handles(), holdings.processes());
    }
}
