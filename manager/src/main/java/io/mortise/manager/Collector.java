package io.mortise.manager;

import io.mortise.api.CallResult;
import io.mortise.api.Caller;
import io.mortise.api.Deadline;
import io.mortise.api.Limits;
import io.mortise.api.error.CallErrors;
import io.mortise.api.error.PluginException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks every contributor of a kind in parallel under one deadline; a failure of one is its own. */
final class Collector {
    private final ContributionIndex index;
    private final CallDesk desk;
    private final Executor calls;

    Collector(ContributionIndex index, CallDesk desk, Executor calls) {
        this.index = index;
        this.desk = desk;
        this.calls = calls;
    }

    List<Collected> collect(String kind, byte[] payload) {
        Duration limit = index.of(kind).stream()
                .flatMap(each -> each.kind().timeout().stream())
                .findFirst()
                .orElse(Limits.WASM.timeout());
        return collect(kind, payload, Caller.APPLICATION, Deadline.after(limit));
    }

    List<Collected> collect(String kind, byte[] payload, Caller caller, Deadline deadline) {
        List<PluginContribution> contributors = index.of(kind);
        List<FutureTask<CallResult>> tasks = new ArrayList<>();
        for (PluginContribution each : contributors) {
            // Every guest gets a copy: what is handed over is the receiver's.
            CallRequest request =
                    each.request(payload.clone()).withCaller(caller).withDeadline(deadline);
            tasks.add(new FutureTask<>(() -> desk.call(request)));
        }
        for (FutureTask<CallResult> task : tasks.subList(Math.min(1, tasks.size()), tasks.size())) {
            begin(task);
        }
        // What no pool thread took yet runs here, so that nested collecting cannot starve itself.
        tasks.forEach(FutureTask::run);
        List<Collected> answers = new ArrayList<>();
        for (int i = 0; i < tasks.size(); i++) {
            answers.add(answer(contributors.get(i), tasks.get(i), deadline));
        }
        return List.copyOf(answers);
    }

    private void begin(FutureTask<CallResult> task) {
        try {
            calls.execute(task);
        } catch (RejectedExecutionException e) {
            // The pool is full: the caller's own thread will run it.
            return;
        }
    }

    private static Collected answer(PluginContribution from, FutureTask<CallResult> task, Deadline deadline) {
        try {
            // The runner ends the call at its deadline; a second more is for the machine.
            long patience = Math.max(0, deadline.remainingNanos()) + TimeUnit.SECONDS.toNanos(1);
            return new Collected.Answered(from, task.get(patience, TimeUnit.NANOSECONDS));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof PluginException failure) {
                return new Collected.Failed(from, failure);
            }
            throw new IllegalStateException("a call threw what no call may throw", e.getCause());
        } catch (TimeoutException e) {
            task.cancel(true);
            return new Collected.Failed(
                    from,
                    CallErrors.deadlinePassed(
                            io.mortise.api.Subject.unstarted(from.plugin(), ""),
                            from.function(),
                            deadline,
                            deadline.limit(),
                            Duration.ZERO));
        } catch (InterruptedException | CancellationException e) {
            task.cancel(true);
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            return new Collected.Failed(
                    from, CallErrors.cancelled(io.mortise.api.Subject.unstarted(from.plugin(), ""), from.function()));
        }
    }
}
