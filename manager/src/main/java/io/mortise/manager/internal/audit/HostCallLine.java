package io.mortise.manager.internal.audit;

import java.time.Duration;
import java.time.Instant;

/**
 * One or more equal host calls as they are shown.
 *
 * @param time of the last of them
 * @param call id of the last call they were made in
 * @param operation {@code kv.get}
 * @param target at most 256 bytes, redacted
 * @param by the grant that allowed it, or the command that would
 * @param times how many equal ones this line stands for
 * @param took all of them together
 * @param bytes in and out, all of them together
 */
public record HostCallLine(
        Instant time,
        long generation,
        String call,
        String operation,
        String target,
        boolean allowed,
        String by,
        long times,
        Duration took,
        long bytes) {}
