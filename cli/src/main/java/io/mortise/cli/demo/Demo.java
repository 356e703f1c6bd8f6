package io.mortise.cli.demo;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.mortise.cli.screen.Style;
import io.mortise.cli.screen.Terminal;
import io.mortise.manager.PluginManager;
import io.mortise.manager.ReloadOutcome;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** One run: so many callers, ten good versions, one bad one in between, and what became of the calls. */
public final class Demo {
    private static final int VERSIONS = 11;
    private static final int BROKEN = 6;

    private final Terminal terminal;
    private final Duration length;
    private final int callers;
    private final AtomicInteger reloads = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    /** What a run came to. */
    public record Result(long calls, long failed, int reloads, int refused, Duration p99) {
        /** True when every version did what it should and no call was lost. */
        public boolean isGood() {
            return failed == 0 && calls > 0 && reloads == VERSIONS - 1 && refused == 1;
        }
    }

    public Demo(Terminal terminal, Duration length, int callers) {
        this.terminal = terminal;
        this.length = length;
        this.callers = callers;
    }

    public Result run() throws InterruptedException {
        try (DemoHome home = DemoHome.create()) {
            home.release(0);
            try (PluginManager manager = PluginManager.builder()
                    .home(home.root())
                    .control(false)
                    .watch(false)
                    .open()) {
                return run(home, manager);
            }
        }
    }

    private Result run(DemoHome home, PluginManager manager) throws InterruptedException {
        terminal.line(String.format(
                Locale.ROOT,
                "%d callers, one plugin, %d new versions in %d s, one of them broken",
                callers,
                VERSIONS,
                length.toSeconds()));
        Callers calling = Callers.start(manager, callers);
        LiveLine live = LiveLine.start(terminal, () -> line(result(manager, calling)));
        try {
            replaceAll(home, manager, live);
        } finally {
            calling.close();
            live.end();
        }
        calling.firstFailure().ifPresent(text -> terminal.line(terminal.style(Style.RED, "first failure: ") + text));
        Result result = result(manager, calling);
        terminal.line(terminal.style(result.isGood() ? Style.GREEN : Style.RED, line(result)));
        return result;
    }

    /** One version after another, evenly over the time. */
    private void replaceAll(DemoHome home, PluginManager manager, LiveLine live) throws InterruptedException {
        long begin = System.nanoTime();
        long step = length.toNanos() / (VERSIONS + 1);
        for (int version = 1; version <= VERSIONS; version++) {
            waitUntil(begin + step * version);
            ReloadOutcome outcome = replace(home, manager, version);
            boolean swapped = outcome instanceof ReloadOutcome.Swapped;
            String at = String.format(Locale.ROOT, "%5.1f s  ", (System.nanoTime() - begin) / 1e9);
            live.print(terminal.style(Style.DIM, at)
                    + terminal.style(swapped ? Style.PLAIN : Style.YELLOW, outcome.text()));
        }
        waitUntil(begin + length.toNanos());
    }

    private ReloadOutcome replace(DemoHome home, PluginManager manager, int version) {
        if (version == BROKEN) {
            home.releaseBroken(version);
        } else {
            home.release(version);
        }
        ReloadOutcome outcome = manager.reload(DemoHome.PLUGIN);
        if (outcome instanceof ReloadOutcome.Swapped) {
            reloads.incrementAndGet();
        } else if (outcome instanceof ReloadOutcome.Refused) {
            refused.incrementAndGet();
        }
        return outcome;
    }

    private static void waitUntil(long nanoTime) throws InterruptedException {
        long left = nanoTime - System.nanoTime();
        if (left > 0) {
            NANOSECONDS.sleep(left);
        }
    }

    private Result result(PluginManager manager, Callers calling) {
        Duration p99 = manager.status(DemoHome.PLUGIN).calls().p99();
        return new Result(calling.calls(), calling.failed(), reloads.get(), refused.get(), p99);
    }

    private static String line(Result result) {
        return String.format(
                Locale.ROOT,
                "calls %,d   failed %d   reloads %d   refused %d   p99 %d us",
                result.calls(),
                result.failed(),
                result.reloads(),
                result.refused(),
                result.p99().toNanos() / 1_000);
    }
}
