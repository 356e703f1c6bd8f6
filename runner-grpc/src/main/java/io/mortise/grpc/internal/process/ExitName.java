package io.mortise.grpc.internal.process;

import java.util.Map;
import java.util.OptionalInt;

/** How a process ended, in words: the JDK reports a signal n as 128 + n. */
public record ExitName(int value) {
    private static final int SIGNAL_BASE = 128;
    private static final Map<Integer, String> SIGNALS = Map.ofEntries(
            Map.entry(1, "SIGHUP"),
            Map.entry(2, "SIGINT"),
            Map.entry(3, "SIGQUIT"),
            Map.entry(4, "SIGILL"),
            Map.entry(5, "SIGTRAP"),
            Map.entry(6, "SIGABRT"),
            Map.entry(7, "SIGBUS"),
            Map.entry(8, "SIGFPE"),
            Map.entry(9, "SIGKILL"),
            Map.entry(11, "SIGSEGV"),
            Map.entry(13, "SIGPIPE"),
            Map.entry(14, "SIGALRM"),
            Map.entry(15, "SIGTERM"),
            Map.entry(24, "SIGXCPU"),
            Map.entry(25, "SIGXFSZ"),
            Map.entry(31, "SIGSYS"));

    /** {@code exit 3} or {@code SIGKILL}. */
    public String text() {
        return SIGNALS.getOrDefault(value - SIGNAL_BASE, "exit " + value);
    }

    /** The code of a process that ended by itself; empty after a signal. */
    public OptionalInt code() {
        return SIGNALS.containsKey(value - SIGNAL_BASE) ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
