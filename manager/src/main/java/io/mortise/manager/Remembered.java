package io.mortise.manager;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What is known of one plugin across restarts of the manager.
 *
 * @param generation the last number given
 */
record Remembered(Said disabled, Said quarantined, long generation, Contents contents, Hold hold) {
    static final Remembered NEW = new Remembered(Said.NOTHING, Said.NOTHING, 0, Contents.NONE, Hold.NONE);

    /** Who said something, and when; both are empty when nobody did. */
    record Said(String by, String at) {
        static final Said NOTHING = new Said("", "");

        boolean holds() {
            return !by.isEmpty();
        }

        /** For people. */
        String words() {
            return "by " + by + " at " + Instant.parse(at).truncatedTo(ChronoUnit.SECONDS);
        }
    }

    /**
     * Hashes of bundles; empty when there is none.
     *
     * @param proved the last one that served and was not sent back
     * @param before the one that served before that
     * @param sentBack by a trial or an operator: not started again by itself
     */
    record Contents(String proved, String before, String sentBack) {
        static final Contents NONE = new Contents("", "", "");

        Contents proved(String hash) {
            String former = hash.equals(proved) ? before : proved;
            return new Contents(hash, former, hash.equals(sentBack) ? "" : sentBack);
        }

        /** {@code hash} is not to run; what runs now is {@code back}. */
        Contents rolledBack(String hash, String back) {
            return new Contents(back, back.equals(before) ? "" : before, hash.equals(back) ? "" : hash);
        }

        Contents forgiven() {
            return new Contents(proved, before, "");
        }

        /** Where a rollback from {@code live} leads; empty when nowhere. */
        String target(String live) {
            return live.equals(proved) ? before : proved;
        }
    }

    /**
     * What an operator holds it at; empty when nothing.
     *
     * @param pinned hash of the one bundle it may run
     * @param floor the lowest version it may run
     */
    record Hold(String pinned, String floor) {
        static final Hold NONE = new Hold("", "");
    }

    Remembered disabled(Said said) {
        return new Remembered(said, quarantined, generation, contents, hold);
    }

    Remembered quarantined(Said said) {
        return new Remembered(disabled, said, generation, contents, hold);
    }

    Remembered numbered(long number) {
        return new Remembered(disabled, quarantined, number, contents, hold);
    }

    Remembered with(Contents next) {
        return new Remembered(disabled, quarantined, generation, next, hold);
    }

    Remembered with(Hold next) {
        return new Remembered(disabled, quarantined, generation, contents, next);
    }
}
