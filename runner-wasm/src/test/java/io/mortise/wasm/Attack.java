package io.mortise.wasm;

import io.mortise.api.error.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One module against one rule: what it is, and how it must end. Its function {@code attack} is called with 16 bytes; where
 * it may serve on, {@code echo} is asked afterwards.
 *
 * @param failure empty = nothing is refused, the row stands exactly at a cap
 * @param says a part of the message
 * @param deadline of the call
 */
record Attack(
        String name,
        Supplier<byte[]> module,
        Optional<Failure> failure,
        String says,
        Duration deadline,
        boolean compilesLong) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(150);

    static final String ECHO = "(func (export \"echo\") (param i32) (result i32) (call $input (i32.const 0))"
            + " (call $output (i32.const 0) (local.get 0)) (i32.const 0))";

    /** Ends this way; {@code module} is all of it. */
    static Attack bytes(String name, Failure failure, String says, Supplier<byte[]> module) {
        return new Attack(name, module, Optional.of(failure), says, PATIENCE, false);
    }

    /** Stands at a cap and is let in. */
    static Attack allowed(String name, Supplier<byte[]> module) {
        return new Attack(name, module, Optional.empty(), "", PATIENCE, false);
    }

    /** A body beside one page of memory and {@code echo}. */
    static Attack wat(String name, Failure failure, String says, String imports, String body) {
        return bytes(name, failure, says, () -> module(imports, "(memory (export \"memory\") 1)" + body));
    }

    /** {@code code} is the body of the function {@code attack}; it leaves nothing on the stack. */
    static Attack trap(String name, String says, String code) {
        return wat(name, Failure.GUEST_TRAPPED, says, "", attack(code));
    }

    static Attack works(String name, String code) {
        return allowed(name, () -> module("", "(memory (export \"memory\") 1)" + attack(code)));
    }

    static Attack works(String name, String imports, String body) {
        return allowed(name, () -> module(imports, "(memory (export \"memory\") 1)" + body));
    }

    /** Never ends by itself. */
    static Attack endless(String name, String imports, String body) {
        return wat(name, Failure.DEADLINE_PASSED, "ran into its deadline of 150 ms", imports, body)
                .within(SHORT);
    }

    Attack within(Duration other) {
        return new Attack(name, module, failure, says, other, compilesLong);
    }

    /** Short for what ends in its start only: a call's own deadline is what the others run into. */
    Duration startTimeout() {
        boolean isEndlessStart = failure.equals(Optional.of(Failure.DEADLINE_PASSED)) && deadline.equals(PATIENCE);
        return isEndlessStart ? SHORT.multipliedBy(2) : PATIENCE;
    }

    /** What takes the compiler seconds is looked at interpreted only. */
    Attack slowly() {
        return new Attack(name, module, failure, says, deadline, true);
    }

    static String attack(String code) {
        return "(func (export \"attack\") (param i32) (result i32) " + code + " (i32.const 0))";
    }

    static byte[] module(String imports, String body) {
        return Guests.wat(imports + body + ECHO);
    }

    @Override
    public String toString() {
        return name;
    }
}
