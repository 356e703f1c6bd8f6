package io.mortise.manager;

import java.time.Duration;
import java.time.Instant;

/**
 * One or more equal host calls of a plugin. Never a payload or a secret.
 *
 * @param at of the last of them
 * @param call id of the last call they were made in
 * @param operation {@code kv.get}
 * @param target at most 256 bytes
 * @param by the grant that allowed it, or the command that would
 * @param times how many equal ones this stands for
 * @param took all of them together
 * @param bytes in and out, all of them together
 */
public record HostCallRecord(
        Instant at,
        long generation,
        String call,
        String operation,
        String target,
        boolean allowed,
        String by,
        long times,
        Duration took,
        long bytes) {}
