package io.mortise.wasm.internal.abi;

import java.util.List;

/** What a language's runtime wrote to stderr before it ended the guest: the trap itself only says "unreachable". */
final class LastWords {
    private static final List<String> BEGINNINGS =
            List.of("panic: ", "fatal error: ", "abort: ", "Assertion failed: ", "terminate called ", "libc++abi: ");

    private static final String RUST = " panicked at ";

    private String words = "";
    private boolean goesOn;

    /** One line of stderr. The first complaint counts: what follows is its trace. */
    void heard(String line) {
        if (goesOn) {
            words += ' ' + line;
            goesOn = false;
        } else if (words.isEmpty() && (BEGINNINGS.stream().anyMatch(line::startsWith) || line.contains(RUST))) {
            words = line;
            goesOn = line.contains(RUST) && line.endsWith(":");
        }
    }

    /** Empty = nothing. */
    String words() {
        return words;
    }

    void forget() {
        words = "";
        goesOn = false;
    }
}
