package io.mortise.grpc.internal.output;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a runtime says that a program, or a thread of it, dies: the line that begins it and the lines that belong to it. */
enum Panic {
    /** Everything until the exit: the panic, then every goroutine. */
    GO("panic: .*|fatal error: .*|runtime: out of memory.*|SIG[A-Z]+: .*PC=.*", ".*"),
    /** One thread: its stack and the causes. The process may live on. */
    JAVA("Exception in thread .*", "\t.*|    .*|Caused by: .*"),
    /** HotSpot's report of its own crash. */
    JVM("# A fatal error has been detected.*|# There is insufficient memory.*", "#.*"),
    /** Frames, then one line that is not indented and says what it was; {@link #endsWith} takes that one along. */
    PYTHON("Traceback \\(most recent call last\\):.*", " .*|"),
    /** The place, the message, a note on how to see more. */
    RUST("thread '.*' panicked.*", "(?!note: ).*"),
    /** A JavaScript engine's, as Node.js and browsers word it. */
    NODE("Uncaught .*Error.*|.*\\[ERR_UNHANDLED_REJECTION].*", "    .*|");

    private final Pattern first;
    private final Pattern following;

    Panic(String first, String following) {
        this.first = Pattern.compile(first, Pattern.DOTALL);
        this.following = Pattern.compile(following, Pattern.DOTALL);
    }

    /** The one that begins with this line. */
    static Optional<Panic> begunBy(String line) {
        return Arrays.stream(values())
                .filter(panic -> panic.first.matcher(line).matches())
                .findFirst();
    }

    /** True when more of it may follow {@code line}. */
    boolean goesOnAfter(String line) {
        return following.matcher(line).matches();
    }

    /** True when the line that ends it is its own: Python's last one, Rust's note. */
    boolean endsWith(String line) {
        return this == PYTHON || (this == RUST && line.startsWith("note: "));
    }
}
