package io.mortise.wasm.internal.engine;

import com.dylibso.chicory.wasm.WasmModule;
import io.mortise.wasm.internal.cache.CompiledCode;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compiles what already runs interpreted. One thread for small modules and one for large ones, so that a module that takes
 * long holds up only its like; each lets the plugins take turns and ends when it has nothing to do.
 */
final class BackgroundCompiler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundCompiler.class);
    private static final int QUEUE = 4_096;

    /** When more than these wait, a small module's turn may be half a second away. */
    private static final int CROWD = 4;

    /** While a crowd arrives the processors are for those who start; not for ever. */
    private static final Duration ARRIVING = Duration.ofMillis(200);

    private static final Duration MOST_REST = Duration.ofSeconds(10);

    private final Duration limit;
    private final Lane small = new Lane("mortise-wasm/compiler");
    private final Lane large = new Lane("mortise-wasm/compiler-large");
    private final Object keeping = new Object();
    private volatile boolean closed;

    /** @param limit for one module */
    BackgroundCompiler(Duration limit) {
        this.limit = limit;
    }

    /** A module and its parsed form with all bodies. */
    private record Job(LoadedModule loaded, WasmModule module) {}

    /** One thread and what waits for it. */
    private final class Lane {
        final FairQueue<Job> queue = new FairQueue<>(QUEUE);
        final ThreadPoolExecutor thread;

        /** Only its own thread. */
        private Duration rested = Duration.ZERO;

        Lane(String name) {
            thread = new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(QUEUE + 1), work -> {
                Thread made = new Thread(work, name);
                made.setDaemon(true);
                return made;
            });
            thread.allowCoreThreadTimeOut(true);
        }

        void take(Job job) {
            if (!queue.offer(job.loaded().order().plugin(), job)) {
                job.loaded().settle("interpreted: " + QUEUE + " modules wait for the compiler; reload it later");
                return;
            }
            try {
                thread.execute(() -> {
                    rest();
                    queue.poll().ifPresent(BackgroundCompiler.this::run);
                });
            } catch (RejectedExecutionException e) {
                job.loaded().settle("interpreted: the runner is closed");
            }
        }

        /** As long as a crowd still arrives, at most {@link #MOST_REST} before it has been dealt with. */
        private void rest() {
            if (queue.size() <= CROWD) {
                rested = Duration.ZERO;
            }
            while (!closed
                    && queue.size() > CROWD
                    && queue.sinceLast().compareTo(ARRIVING) < 0
                    && rested.compareTo(MOST_REST) < 0) {
                LockSupport.parkNanos(ARRIVING.toNanos());
                rested = rested.plus(ARRIVING);
            }
        }
    }

    /** Settles {@code loaded} some time later, whatever happens. */
    void submit(LoadedModule loaded, WasmModule module) {
        (loaded.order().isLarge() ? large : small).take(new Job(loaded, module));
    }

    /** True when many small modules wait. */
    boolean isCrowded() {
        return small.queue.size() > CROWD;
    }

    private void run(Job job) {
        LoadedModule loaded = job.loaded();
        ModuleOrder order = loaded.order();
        try {
            CompileBudget budget = new CompileBudget(limit, () -> !closed && !loaded.isAbandoned());
            budget.check();
            CompiledCode code = CompiledMachines.compile(job.module(), order, budget);
            Tier tier = CompiledMachines.open(order.hash(), code);
            order.listener().counted("compile.done");
            keep(order, code);
            loaded.settle(tier, engine(code, "compiled"));
        } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
            // The engine documents no exception of its own here: whatever the compiler cannot do, the interpreter may.
            String why = why(e);
            order.listener().counted("compile.refused");
            loaded.settle("interpreted: " + why);
        }
    }

    private static String why(Throwable e) {
        String message = String.valueOf(e.getMessage());
        if (e instanceof CannotCompile) {
            return message;
        }
        boolean isVector = message.matches("(?s)Unhandled opcode: (V128|[IF][0-9]+[xX][0-9]+)_.*");
        return isVector ? "SIMD, which the compiler does not know" : "the compiler refused it, " + e;
    }

    /** Begins no more once this is closed, so that nothing is written into a home that was given up. */
    private void keep(ModuleOrder order, CompiledCode code) {
        synchronized (keeping) {
            if (!closed) {
                order.cache().keep(CompiledMachines.key(order.hash()), code).ifPresent(why -> notKept(order, why));
            }
        }
    }

    private static void notKept(ModuleOrder order, String why) {
        order.listener().counted("code_cache.off");
        LOG.atWarn()
                .addKeyValue("plugin", order.plugin())
                .addKeyValue("cause", why)
                .log("compiled code was not kept");
    }

    static String engine(CompiledCode code, String how) {
        int left = code.interpretedFunctions();
        return left == 0 ? how : how + ", " + left + (left == 1 ? " function" : " functions") + " interpreted";
    }

    /** What is being compiled ends at its next class; what is being kept is finished. */
    @Override
    public void close() {
        closed = true;
        small.thread.shutdown();
        large.thread.shutdown();
        synchronized (keeping) {
            LOG.trace("nothing more is kept");
        }
    }
}
