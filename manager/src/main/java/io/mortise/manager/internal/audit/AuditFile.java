package io.mortise.manager.internal.audit;

import static java.util.Objects.requireNonNull;

import io.mortise.manager.internal.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code audit.jsonl}: the host calls of all plugins, one JSON object a line, at most four files of 16 MiB. A thread of
 * its own empties the rings once a second, and sooner when one is crowded; a host call never waits for it. What left a
 * ring unwritten is counted and said in the file.
 */
public final class AuditFile implements AutoCloseable {
    static final long FILE_BYTES = 16L << 20;
    static final int OLDER_FILES = 3;
    private static final Logger LOG = LoggerFactory.getLogger(AuditFile.class);
    private static final long ROUND_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** A crowded ring is emptied soon, not again and again: equal lines need time to become one. */
    private static final long BREATH_MILLIS = 20;

    private static final long END_MILLIS = 5_000;

    private final BooleanSupplier wanted;
    private final Supplier<Map<String, AuditRing>> rings;
    private final RotatingFile file;
    private final Path path;
    private final Thread thread = new Thread(this::run, "mortise/audit");
    private final AtomicLong lost = new AtomicLong();
    private final CountDownLatch closing = new CountDownLatch(1);
    private Map<String, AuditRing> followed = Map.of();
    private boolean broken;

    private AuditFile(Path path, RotatingFile file, BooleanSupplier wanted, Supplier<Map<String, AuditRing>> rings) {
        this.path = path;
        this.file = file;
        this.wanted = wanted;
        this.rings = rings;
        thread.setDaemon(true);
    }

    /**
     * Writes from now on.
     *
     * @param path in a directory that is there
     * @param wanted asked before every line: whether anything is to be written
     * @param rings of all plugins, by name
     */
    public static AuditFile open(Path path, BooleanSupplier wanted, Supplier<Map<String, AuditRing>> rings) {
        return open(path, FILE_BYTES, wanted, rings);
    }

    static AuditFile open(Path path, long fileBytes, BooleanSupplier wanted, Supplier<Map<String, AuditRing>> rings) {
        requireNonNull(rings, "rings");
        AuditFile audit = new AuditFile(path, new RotatingFile(path, fileBytes, OLDER_FILES), wanted, rings);
        audit.thread.start();
        return audit;
    }

    /** Host calls that no line was written for. */
    public long lost() {
        return lost.get();
    }

    private void run() {
        try {
            while (!closing.await(BREATH_MILLIS, TimeUnit.MILLISECONDS)) {
                LockSupport.parkNanos(this, ROUND_NANOS);
                round();
            }
            round();
        } catch (InterruptedException e) {
            LOG.debug("the audit file ends");
            Thread.currentThread().interrupt();
        } finally {
            end();
        }
    }

    private void end() {
        try {
            file.close();
        } catch (IOException e) {
            LOG.atWarn().setCause(e).addKeyValue("file", path).log("the audit file did not close");
        }
    }

    private void wake() {
        LockSupport.unpark(thread);
    }

    /** Rings of the last round too: a plugin that was removed since still has its last lines. */
    private void round() {
        Map<String, AuditRing> now = rings.get();
        followed.forEach((plugin, ring) -> {
            if (now.get(plugin) != ring) {
                empty(plugin, ring);
            }
        });
        now.forEach((plugin, ring) -> {
            ring.onCrowded(this::wake);
            empty(plugin, ring);
        });
        followed = Map.copyOf(now);
    }

    private void empty(String plugin, AuditRing ring) {
        AuditRing.Drained drained = ring.drain();
        if (drained.lines().isEmpty() || !wanted.getAsBoolean()) {
            return;
        }
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        long calls = drained.lost();
        for (HostCallLine line : drained.lines()) {
            write(lines, fields(plugin, line));
            calls += line.times();
        }
        if (drained.lost() > 0) {
            lost.addAndGet(drained.lost());
            write(lines, Map.of("at", Instant.now().toString(), "plugin", plugin, "unwritten", drained.lost()));
        }
        append(lines.toByteArray(), calls - drained.lost());
    }

    private void append(byte[] lines, long calls) {
        try {
            file.append(lines);
            if (broken) {
                LOG.atInfo().addKeyValue("file", path).log("the audit of host calls is written again");
            }
            broken = false;
        } catch (IOException e) {
            lost.addAndGet(calls);
            if (!broken) {
                LOG.atError()
                        .addKeyValue("file", path)
                        .addKeyValue("cause", e.toString())
                        .log("the audit of host calls cannot be written; make room, or set log.audit: none");
            }
            broken = true;
        }
    }

    private static void write(ByteArrayOutputStream lines, Map<String, Object> fields) {
        lines.writeBytes(Json.write(fields));
        lines.write('\n');
    }

    private static Map<String, Object> fields(String plugin, HostCallLine line) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("at", line.time().toString());
        fields.put("plugin", plugin);
        fields.put("generation", line.generation());
        fields.put("call", line.call());
        fields.put("operation", line.operation());
        fields.put("target", line.target());
        fields.put("allowed", line.allowed());
        fields.put("by", line.by());
        fields.put("times", line.times());
        fields.put("micros", line.took().toNanos() / 1_000);
        fields.put("bytes", line.bytes());
        return fields;
    }

    /** Writes what there is, then ends. */
    @Override
    public void close() {
        closing.countDown();
        LockSupport.unpark(thread);
        try {
            thread.join(END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
