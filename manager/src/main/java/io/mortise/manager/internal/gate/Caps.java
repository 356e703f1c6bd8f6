package io.mortise.manager.internal.gate;

import io.mortise.api.error.Detail;
import io.mortise.api.host.EventService;
import io.mortise.api.host.HostFailure;
import io.mortise.api.host.StatusCode;
import io.mortise.manager.internal.audit.Utf8;
import java.time.Duration;
import java.util.regex.Pattern;

/** The sizes that are checked before any back end is touched, the same for all of them. */
final class Caps {
    static final int KEY_BYTES = 512;
    static final int VALUE_BYTES = 1 << 20;
    static final int LIST_PAGE_BYTES = 64 << 10;
    /** What a name costs in a page beside its bytes: quotes, comma, a few escapes. */
    static final int LIST_NAME_COST = 4;

    static final int LIST_NAMES = LIST_PAGE_BYTES / (LIST_NAME_COST + 1);
    static final int LOG_MESSAGE_BYTES = 8 << 10;
    static final int LOG_FIELDS_BYTES = 4 << 10;
    static final int EVENT_BYTES = 256 << 10;
    static final int NAME_BYTES = 256;

    private static final Pattern EVENT_TYPE = Pattern.compile("[A-Za-z0-9_-]{1,64}(\\.[A-Za-z0-9_-]{1,64}){0,15}");

    private Caps() {}

    static void key(String key) {
        if (key.isEmpty()) {
            throw new HostFailure(StatusCode.INVALID_ARGUMENT, "the key is empty; 1 to " + KEY_BYTES + " bytes");
        }
        // Three bytes are the most one char can be: short keys need no counting.
        if (key.length() > KEY_BYTES / 3) {
            atMost("key", Utf8.length(key), KEY_BYTES);
        }
    }

    static void value(byte[] value) {
        atMost("value", value.length, VALUE_BYTES);
    }

    static void ttl(Duration ttl) {
        if (ttl.isNegative()) {
            throw new HostFailure(StatusCode.INVALID_ARGUMENT, "ttl is " + ttl.toMillis() + " ms; 0 = for ever");
        }
    }

    static void name(String what, String name) {
        atMost(what, Utf8.length(name), NAME_BYTES);
    }

    static void atMost(String what, long bytes, long max) {
        if (bytes > max) {
            throw new HostFailure(
                    StatusCode.RESOURCE_EXHAUSTED,
                    "the " + what + " has " + bytes + " bytes, allowed are " + max,
                    new Detail.Limit(what, max + " bytes", bytes + " bytes"));
        }
    }

    static void event(EventService.Ask ask) {
        if (!EVENT_TYPE.matcher(ask.type()).matches()) {
            throw new HostFailure(
                    StatusCode.INVALID_ARGUMENT,
                    "an event's type is words of letters, digits, _ and -, joined by dots");
        }
        name("event's subject", ask.subject());
        name("idempotency key", ask.idempotencyKey());
        atMost("event's data", Utf8.length(ask.data()), EVENT_BYTES);
    }
}
