package io.mortise.manager.internal.service;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/** Event ids that never repeat, also not after a restart: identity, a random word of this bus, a number. */
final class EventIds {
    private final String bus;
    private final AtomicLong next = new AtomicLong();

    EventIds() {
        byte[] random = new byte[8];
        new SecureRandom().nextBytes(random);
        this.bus = HexFormat.of().formatHex(random);
    }

    String next(String identity) {
        return identity + '/' + bus + '-' + next.incrementAndGet();
    }
}
