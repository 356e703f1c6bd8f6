package io.mortise.grpc.internal.wire;

import io.mortise.api.Deadline;
import io.mortise.api.error.CallErrors;
import io.mortise.api.error.ForeignText;
import io.mortise.api.error.StartProblem;
import io.mortise.grpc.internal.output.LastLines;
import io.mortise.grpc.internal.process.ExitName;
import io.mortise.grpc.internal.process.NotStarted;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for the first line of a new process, and tells why there is none. */
final class HandshakeWait {
    private static final String EXPECTED = "a handshake line on stdout";
    /** After the exit the line may still be in the pipe; a grandchild may hold the pipe for ever. */
    private static final long PIPE_MILLIS = 500;

    private static final int NOT_EXECUTABLE = 126; // exit codes of env(1)
    private static final int NOT_FOUND = 127;
    private static final String COOKIE_WORDS = "This binary is a plugin";

    private final PluginChild child;

    HandshakeWait(PluginChild child) {
        this.child = child;
    }

    /** @throws NotStarted TIMEOUT, EXITED_EARLY, COOKIE_MISMATCH, NOT_EXECUTABLE, HANDSHAKE_GARBAGE */
    String await(Deadline deadline) throws InterruptedException {
        CompletableFuture<Optional<String>> line = child.output().firstLine();
        if (!within(
                CompletableFuture.anyOf(line, child.ended()),
                deadline.remaining().toNanos())) {
            throw NotStarted.of(
                    StartProblem.TIMEOUT,
                    EXPECTED + " within " + CallErrors.duration(deadline.limit()),
                    "none yet",
                    "raise limits.start_timeout, or see in its last lines what it waits for");
        }
        within(line, TimeUnit.MILLISECONDS.toNanos(PIPE_MILLIS));
        return line.getNow(Optional.empty()).orElseThrow(this::noLine);
    }

    private static boolean within(Future<?> future, long nanos) throws InterruptedException {
        try {
            future.get(nanos, TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("neither the exit nor the first line is ever completed exceptionally", e);
        }
    }

    private NotStarted noLine() {
        try {
            within(child.ended(), TimeUnit.MILLISECONDS.toNanos(PIPE_MILLIS * 2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return child.exit()
                .map(exit -> afterExit(exit, child.output().lastLines()))
                .orElseGet(() -> NotStarted.of(
                        StartProblem.HANDSHAKE_GARBAGE,
                        EXPECTED,
                        "it closed stdout and runs on",
                        "leave stdout to go-plugin's handshake"));
    }

    static NotStarted afterExit(ExitName exit, LastLines lines) {
        List<String> last = lines.last(10);
        if (exit.value() == 1 && last.stream().anyMatch(line -> line.contains(COOKIE_WORDS))) {
            return cookieMismatch("exit 1 and the words that it is a plugin");
        }
        Optional<String> refusal =
                last.stream().filter(line -> line.startsWith("bwrap: ")).findFirst();
        if (refusal.isPresent()) {
            return NotStarted.of(
                    StartProblem.SANDBOX,
                    "a start inside sandbox full",
                    ForeignText.quote(refusal.get()),
                    "what it needs must lie in the bundle, below /usr, or in a directory granted under"
                            + " permissions.filesystem");
        }
        String said = lines.lastError()
                .or(() -> last.stream().reduce((a, b) -> b))
                .map(line -> "; it said " + ForeignText.quote(line))
                .orElse("; it said nothing on stderr");
        if (exit.value() == NOT_EXECUTABLE || exit.value() == NOT_FOUND) {
            return NotStarted.of(
                    StartProblem.NOT_EXECUTABLE,
                    "a program this machine can execute",
                    exit.text() + said,
                    "check the file's format and, for a script, the interpreter of its first line");
        }
        return NotStarted.of(
                StartProblem.EXITED_EARLY, EXPECTED, exit.text() + " without one" + said, afterEarly(exit));
    }

    private static String afterEarly(ExitName exit) {
        return exit.value() == 0
                ? "go-plugin programs end so when they cannot listen or set up TLS: the last lines name the reason"
                : "run it by hand to see all it writes, with the cookie variable set";
    }

    static NotStarted cookieMismatch(String actual) {
        return NotStarted.of(
                StartProblem.COOKIE_MISMATCH,
                "a plugin that knows this host's magic cookie",
                actual,
                "set grpc.protocol, and for raw the cookie pair under grpc.handshake, to what the program expects");
    }

    /** A first line that is not a handshake may be the same words on stdout. */
    static boolean speaksOfCookie(String line) {
        return line.contains(COOKIE_WORDS);
    }
}
