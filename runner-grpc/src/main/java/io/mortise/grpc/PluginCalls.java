package io.mortise.grpc;

import io.mortise.api.Call;
import io.mortise.api.CallResult;
import io.mortise.api.Cancellation;
import io.mortise.api.ChunkSink;
import io.mortise.api.Limits;
import io.mortise.api.RunnerListener;
import io.mortise.grpc.internal.host.LiveCalls;
import io.mortise.grpc.internal.wire.Connection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** The calls of one generation: a place, an entry among the live calls, one RPC, an answer. */
final class PluginCalls {
    private final Connection connection;
    private final ProcessDialect dialect;
    private final LiveCalls live;
    private final RunnerListener listener;
    private final Limits limits;
    private final Answers answers;
    private final Places places;

    PluginCalls(Connection connection, ProcessDialect dialect, Entrance entrance, Limits limits, Answers answers) {
        this.connection = connection;
        this.dialect = dialect;
        this.live = entrance.live();
        this.listener = entrance.listener();
        this.limits = limits;
        this.answers = answers;
        this.places = new Places(limits.concurrency());
    }

    CallResult call(Call call) {
        enter(call);
        try (LiveCalls.Entry entry = live.enter(call)) {
            return call.chunks().isPresent() ? stream(call, entry, call.chunks().get()) : unary(call, entry);
        } finally {
            places.leave();
        }
    }

    private void enter(Call call) {
        if (call.deadline().hasPassed()) {
            throw answers.deadlinePassed(call);
        }
        if (places.tryEnter()) {
            return;
        }
        if (call.chain().holds(answers.subject().plugin())) {
            throw answers.busyInChain(call); // waiting for oneself would only end by the deadline
        }
        Duration left = call.deadline().remaining();
        boolean deadlineFirst = left.compareTo(limits.waitTimeout()) < 0;
        switch (waited(call, deadlineFirst ? left : limits.waitTimeout())) {
            case ENTERED -> {
                return;
            }
            case CANCELLED -> throw answers.cancelled(call);
            case FULL -> throw deadlineFirst ? answers.deadlinePassed(call) : answers.busy(call);
        }
    }

    private Places.Entry waited(Call call, Duration patience) {
        long began = System.nanoTime();
        try {
            return places.enter(call, patience);
        } finally {
            listener.waited(Duration.ofNanos(System.nanoTime() - began));
        }
    }

    private CallResult unary(Call call, LiveCalls.Entry entry) {
        UnaryExchange<?, ?> exchange = begin(call, entry);
        return answers.unary(call, exchange, exchange.await(call.cancellation()));
    }

    private UnaryExchange<?, ?> begin(Call call, LiveCalls.Entry entry) {
        var exchange = new UnaryExchange<>(
                connection,
                dialect.rpc(answers.subject(), call),
                call.deadline().remainingNanos());
        exchange.begin(CallHeaders.of(call, entry.id()));
        return exchange;
    }

    private CallResult stream(Call call, LiveCalls.Entry entry, ChunkSink sink) {
        var exchange = new StreamExchange(connection, call.deadline().remainingNanos(), limits.payloadBytes());
        exchange.begin(MortiseDialect.request(call), CallHeaders.of(call, entry.id()));
        return answers.stream(call, exchange.drainTo(sink, call.cancellation()));
    }

    /** Holds no thread while the plugin works; only a wait for a place, or a stream, does. */
    CompletionStage<CallResult> callAsync(Call call, Executor executor) {
        if (call.chunks().isPresent() || call.deadline().hasPassed() || !places.tryEnter()) {
            return CompletableFuture.supplyAsync(() -> call(call), executor);
        }
        var inside = new Inside();
        try {
            inside.entry = Optional.of(live.enter(call));
            UnaryExchange<?, ?> exchange = begin(call, inside.entry.get());
            inside.hook = call.cancellation().onCancel(exchange::cancel);
            return exchange.ended()
                    .whenComplete((ending, none) -> inside.leave())
                    .thenApplyAsync(ending -> answers.unary(call, exchange, ending), executor);
        } catch (RuntimeException e) {
            inside.leave();
            return CompletableFuture.failedFuture(e);
        }
    }

    /** What an asynchronous call holds until it ends, or fails to begin. */
    private final class Inside {
        private Optional<LiveCalls.Entry> entry = Optional.empty();
        private Cancellation.Registration hook = () -> {};

        private void leave() {
            hook.close();
            entry.ifPresent(LiveCalls.Entry::close);
            places.leave();
        }
    }
}
