package io.mortise.cli.demo;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.mortise.cli.screen.Style;
import io.mortise.cli.screen.Terminal;
import io.mortise.manager.PluginManager;
import io.mortise.manager.ReloadOutcome;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/** One run: so many callers, ten good versions, one bad one in between, and what became of the calls. */
public final class Demo {
    private static final int VERSIONS = 11;
    private static final int BROKEN = 6;
    private static final long TICK_NANOS = 100_000_000;

    private final Terminal terminal;
    private final Duration length;
    private final int callers;
    private final CountDownLatch never = new CountDownLatch(1);
    private int reloads;
    private int refused;

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
        long begin = System.nanoTime();
        Callers calling = Callers.start(manager, callers);
        try {
            for (int version = 1; version <= VERSIONS; version++) {
                long due = begin + length.toNanos() / (VERSIONS + 1) * version;
                waitUntil(due, manager, calling);
                replace(home, manager, version, begin);
            }
            waitUntil(begin + length.toNanos(), manager, calling);
        } finally {
            calling.close();
        }
        terminal.progress("");
        calling.firstFailure().ifPresent(text -> terminal.line(terminal.style(Style.RED, "first failure: ") + text));
        Result result = result(manager, calling);
        terminal.line(terminal.style(result.isGood() ? Style.GREEN : Style.RED, line(result)));
        return result;
    }

    private void replace(DemoHome home, PluginManager manager, int version, long begin) {
        if (version == BROKEN) {
            home.releaseBroken(version);
        } else {
            home.release(version);
        }
        ReloadOutcome outcome = manager.reload(DemoHome.PLUGIN);
        boolean swapped = outcome instanceof ReloadOutcome.Swapped;
        reloads += swapped ? 1 : 0;
        refused += outcome instanceof ReloadOutcome.Refused ? 1 : 0;
        terminal.progress("");
        String at = String.format(Locale.ROOT, "%5.1f s  ", (System.nanoTime() - begin) / 1e9);
        terminal.line(
                terminal.style(Style.DIM, at) + terminal.style(swapped ? Style.PLAIN : Style.YELLOW, outcome.text()));
    }

    /** Shows how it stands ten times a second until then. */
    private void waitUntil(long nanoTime, PluginManager manager, Callers calling) throws InterruptedException {
        for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
            terminal.progress(line(result(manager, calling)));
            if (never.await(Math.min(left, TICK_NANOS), NANOSECONDS)) {
                return;
            }
        }
    }

    private Result result(PluginManager manager, Callers calling) {
        Duration p99 = manager.status(DemoHome.PLUGIN).calls().p99();
        return new Result(calling.calls(), calling.failed(), reloads, refused, p99);
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
