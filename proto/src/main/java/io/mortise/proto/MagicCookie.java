package io.mortise.proto;

/** The pair that tells a {@code mortise.v1} plugin it was started by a host. A guard for users, not a secret. */
public final class MagicCookie {
    /** The environment variable. */
    public static final String KEY = "MORTISE_PLUGIN";

    /** Its one value, for ever. */
    public static final String VALUE = "22200727c49dde788efbf59a8af097c5ea34b813783e4245389fb7b1250cf1f4";

    private MagicCookie() {}
}
