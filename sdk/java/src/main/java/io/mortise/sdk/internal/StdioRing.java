package io.mortise.sdk.internal;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * What the plugin wrote to {@code System.out} and nobody has read yet.
 *
 * <p>Bounded: when it is full the oldest bytes go, and the reader is told how many. So a print never blocks, whether a
 * host reads or not.
 */
public final class StdioRing extends OutputStream {
    private final Object lock = new Object();
    private final byte[] ring;
    private int start;
    private int size;
    private long dropped;
    private boolean closed;

    /** @param capacity in bytes */
    public StdioRing(int capacity) {
        ring = new byte[capacity];
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int kept = Math.min(length, ring.length);
        synchronized (lock) {
            int tooMany = Math.max(0, size + kept - ring.length);
            start = (start + tooMany) % ring.length;
            size -= tooMany;
            dropped += tooMany + (length - kept);
            int from = offset + length - kept;
            int end = (start + size) % ring.length;
            int first = Math.min(kept, ring.length - end);
            System.arraycopy(bytes, from, ring, end, first);
            System.arraycopy(bytes, from + first, ring, 0, kept - first);
            size += kept;
            lock.notifyAll();
        }
    }

    /**
     * Waits for output and takes at most {@code max} bytes of it, after a note of what was dropped before.
     *
     * @return empty when the ring is closed and read to its end
     */
    byte[] take(int max) throws InterruptedException {
        synchronized (lock) {
            while (size == 0 && dropped == 0 && !closed) {
                lock.wait();
            }
            if (dropped > 0) {
                String note = "\n[" + dropped + " bytes of output dropped: nobody read them in time]\n";
                dropped = 0;
                return note.getBytes(StandardCharsets.UTF_8);
            }
            byte[] chunk = new byte[Math.min(max, size)];
            int first = Math.min(chunk.length, ring.length - start);
            System.arraycopy(ring, start, chunk, 0, first);
            System.arraycopy(ring, 0, chunk, first, chunk.length - first);
            start = (start + chunk.length) % ring.length;
            size -= chunk.length;
            return chunk;
        }
    }

    /** Ends the output: a reader gets what is left, then the end. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            lock.notifyAll();
        }
    }
}
