package io.mortise.wasm;

import java.util.Locale;

/** Why an instance serves no more. */
enum Retirement {
    TRAP,
    EXIT,
    MAX_USES,
    IDLE,
    CLOSE,
    DEADLINE,
    LIMIT,
    MEMORY,
    TENANT,
    /** The module was compiled meanwhile. */
    TIER;

    /** {@code instance.retired.max_uses}. */
    String counter() {
        return "instance.retired." + name().toLowerCase(Locale.ROOT);
    }
}
