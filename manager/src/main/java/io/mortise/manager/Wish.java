package io.mortise.manager;

/**
 * What somebody wants of a slot's reload line.
 *
 * @param awake true when a call waits: a lazy plugin then starts
 * @param trial false when the successor is to stay whatever its first calls do
 * @param cuts true when a reload that runs is cut short: it would bring what is wanted no more
 */
record Wish(ReloadCause cause, boolean awake, boolean trial, boolean cuts) {
    static Wish of(ReloadCause cause) {
        return new Wish(cause, false, true, cause == ReloadCause.REMOVE);
    }

    /** A call waits for an idle plugin. */
    static Wish ofCall() {
        return new Wish(ReloadCause.CHANGE, true, true, false);
    }

    static Wish withoutTrial() {
        return new Wish(ReloadCause.MANUAL, false, false, false);
    }

    /** A right was taken back: what starts now may no longer have it. */
    static Wish ofLess() {
        return new Wish(ReloadCause.CHANGE, false, true, true);
    }

    /** True when files are read anew; a restart, a rollback and a call take what is known. */
    boolean reads() {
        return cause != ReloadCause.RESTART && cause != ReloadCause.ROLLBACK && !awake;
    }

    /** Both wishes in one: the stronger cause. */
    Wish join(Wish other) {
        return new Wish(stronger(cause, other.cause), awake || other.awake, trial && other.trial, cuts || other.cuts);
    }

    private static ReloadCause stronger(ReloadCause a, ReloadCause b) {
        return rank(a) >= rank(b) ? a : b;
    }

    private static int rank(ReloadCause cause) {
        return switch (cause) {
            case RESTART -> 0;
            case CHANGE -> 1;
            case MANUAL -> 2;
            case ROLLBACK -> 3;
            case REMOVE -> 4;
        };
    }
}
