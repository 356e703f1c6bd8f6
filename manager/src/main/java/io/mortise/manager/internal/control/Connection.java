package io.mortise.manager.internal.control;

import io.mortise.api.Canceller;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client. Its reader checks and queues requests and sees the client go; its worker does them one after another.
 * When either ends, both do, and what was in work is cancelled.
 */
final class Connection {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final LineChannel lines;
    private final Desk desk;
    private final Runnable whenClosed;
    private final BlockingQueue<Request> waiting = new ArrayBlockingQueue<>(Wire.MAX_WAITING);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread reader;
    private final Thread worker;
    private volatile @Nullable Work inWork;

    /** A request being done. */
    private record Work(long id, Canceller canceller) {}

    Connection(LineChannel lines, Desk desk, String name, Runnable whenClosed) {
        this.lines = lines;
        this.desk = desk;
        this.whenClosed = whenClosed;
        this.reader = new Thread(this::read, name + "/read");
        this.worker = new Thread(this::work, name + "/work");
        reader.setDaemon(true);
        worker.setDaemon(true);
    }

    void start() {
        reader.start();
        worker.start();
    }

    private void read() {
        try {
            for (var line = lines.read(); line.isPresent() && admit(line.get()); line = lines.read()) {
                // every line is dealt with in admit
            }
        } catch (LineChannel.TooLong e) {
            tell(Wire.error(0, String.valueOf(e.getMessage())));
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("cause", e.toString()).log("a control client went away");
        } finally {
            close();
        }
    }

    private boolean admit(byte[] line) {
        try {
            Request request = Request.parse(line);
            if (request.verb().equals(Request.CANCEL)) {
                cancel(request);
                return true;
            }
            if (!waiting.offer(request)) {
                return tell(Wire.error(
                        request.id(), "more than " + Wire.MAX_WAITING + " requests wait on this connection"));
            }
            return true;
        } catch (Request.Unreadable e) {
            return tell(Wire.error(e.id(), String.valueOf(e.getMessage())));
        }
    }

    private void cancel(Request request) {
        Work work = inWork;
        if (work != null && request.arguments().equals("{\"id\":" + work.id() + '}')) {
            work.canceller().cancel();
        }
    }

    private void work() {
        try {
            while (!closed.get()) {
                Request request = waiting.take();
                Work work = new Work(request.id(), new Canceller());
                inWork = work;
                if (closed.get()) {
                    return;
                }
                String answer = desk.answer(
                        request.verb(),
                        request.arguments(),
                        event -> !work.canceller().isCancelled() && tell(Wire.event(request.id(), event)),
                        work.canceller());
                inWork = null;
                tell(Wire.answer(request.id(), answer));
            }
        } catch (InterruptedException e) {
            LOG.atDebug().log("a control connection ends");
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    private boolean tell(String line) {
        try {
            lines.write(line);
            return true;
        } catch (IOException e) {
            close();
            return false;
        }
    }

    boolean isStuck() {
        return lines.isStuck(Wire.PATIENCE.toNanos());
    }

    void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            lines.close();
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("cause", e.toString()).log("a control connection did not close");
        }
        Work work = inWork;
        if (work != null) {
            work.canceller().cancel();
        } else if (Thread.currentThread() != worker) {
            worker.interrupt();
        }
        whenClosed.run();
    }

    /** Waits for both threads; what a guest does in its last call ends with the call's own deadline. */
    void join(long millis) throws InterruptedException {
        reader.join(millis);
        worker.join(millis);
    }
}
