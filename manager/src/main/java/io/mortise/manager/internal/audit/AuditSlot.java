package io.mortise.manager.internal.audit;

/** One line of a ring, used again and again. Guarded by the lock of its stripe; copies are the reader's own. */
final class AuditSlot {
    private HostOperation operation = HostOperation.KV_GET;
    private String target = "";
    private String by = "";
    private long generation;
    private long call;
    private long lastNanos;
    private long tookNanos;
    private long bytes;
    private long times;
    // What of the sums a file has already.
    private long writtenNanos;
    private long writtenBytes;
    private long written;

    boolean isEqual(HostOperation otherOperation, String otherTarget, String otherBy, long otherGeneration) {
        return times > 0
                && operation == otherOperation
                && generation == otherGeneration
                && target.equals(otherTarget)
                && by.equals(otherBy);
    }

    void become(HostOperation newOperation, String newTarget, String newBy, long newGeneration) {
        operation = newOperation;
        target = newTarget;
        by = newBy;
        generation = newGeneration;
        times = 0;
        tookNanos = 0;
        bytes = 0;
        writtenNanos = 0;
        writtenBytes = 0;
        written = 0;
    }

    void count(long inCall, long took, long now, long moved) {
        call = inCall;
        tookNanos += took;
        lastNanos = now;
        bytes += moved;
        times++;
    }

    AuditSlot copy() {
        AuditSlot copy = new AuditSlot();
        copy.become(operation, target, by, generation);
        copy.call = call;
        copy.lastNanos = lastNanos;
        copy.tookNanos = tookNanos;
        copy.bytes = bytes;
        copy.times = times;
        return copy;
    }

    /** A copy of what was counted since this was last asked. */
    AuditSlot unwritten() {
        AuditSlot fresh = copy();
        fresh.tookNanos -= writtenNanos;
        fresh.bytes -= writtenBytes;
        fresh.times -= written;
        writtenNanos = tookNanos;
        writtenBytes = bytes;
        written = times;
        return fresh;
    }

    /** Calls that {@link #unwritten} would tell of. */
    long unwrittenTimes() {
        return times - written;
    }

    long lastNanos() {
        return lastNanos;
    }

    HostCallLine line(NanoClock clock, boolean allowed, Redactor redactor) {
        return new HostCallLine(
                clock.instant(lastNanos),
                generation,
                call == 0 ? "" : Long.toHexString(call),
                operation.text(),
                Utf8.cut(redactor.redact(target), AuditRing.TARGET_BYTES),
                allowed,
                redactor.redact(by),
                times,
                java.time.Duration.ofNanos(tookNanos),
                bytes);
    }
}
