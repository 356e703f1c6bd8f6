package io.mortise.manager;

import io.mortise.api.Call;
import io.mortise.api.CallChain;
import io.mortise.api.CallResult;
import io.mortise.api.Cancellation;
import io.mortise.api.Deadline;
import io.mortise.api.Runner;
import io.mortise.api.RunnerEnvironment;
import io.mortise.api.RunnerListener;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.host.HostApi;
import io.mortise.api.host.HostCall;
import io.mortise.manager.internal.tape.Codec;
import io.mortise.manager.internal.tape.NoHost;
import io.mortise.manager.internal.tape.RecordingTape;
import io.mortise.manager.internal.tape.ReplayTape;
import io.mortise.manager.internal.tape.Tape;
import io.mortise.manager.internal.tape.TapedHost;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Records calls and plays them again. A recording starts the plugin anew beside the one that serves, so that nothing
 * from before has a part in it; a replay does the same without any service. Any thread.
 */
public final class Recordings {
    private static final String LAST = "last:";
    private static final int KEPT = 100;

    private final Core core;
    private final CallDesk desk;
    private final Pools pools;
    private final Recorder recorder;

    Recordings(Core core, CallDesk desk, Pools pools, Recorder recorder) {
        this.core = core;
        this.desk = desk;
        this.pools = pools;
        this.recorder = recorder;
    }

    /**
     * Makes this call on a guest of its own and records it, whether it succeeds or fails.
     *
     * @throws PluginException NOT_SERVING, UNKNOWN_FUNCTION, BAD_INPUT; START_FAILED when no second one can start
     */
    public Recording record(CallRequest request) {
        Slot slot = core.slots().named(request.plugin());
        Generation live = slot.lease(request);
        try {
            Prepared prepared = live.prepared();
            Call call = live.functions()
                    .named(request.function())
                    .admit(request, CallChain.EMPTY, desk.nextId(), System.nanoTime());
            RecordingTape tape = new RecordingTape();
            Answer answer = alone(prepared, prepared.terms().config().json(), live.gate(), all(tape), call);
            Recorder.Ended ended = new Recorder.Ended(answer.outcome(), answer.text(), true);
            return recorder.put(prepared, slot.journal().redactor(), call, tape, ended, KEPT);
        } finally {
            live.leave();
        }
    }

    private static Function<HostCall, Optional<Tape>> all(Tape tape) {
        return call -> Optional.of(tape);
    }

    /** Those kept of a plugin, the oldest first. */
    public List<Recording> list(String plugin) {
        return recorder.shelf().files(core.slots().named(plugin).id().name()).stream()
                .map(file -> recorder.shelf().read(file).shown(file))
                .toList();
    }

    /**
     * Plays a recording against the plugin as its files are now; it need not be the version that was recorded.
     *
     * @param which {@code last:PLUGIN}, or a file
     * @throws PluginException BAD_INPUT when there is none, or it was cut; NOT_SERVING when the plugin is not loaded
     */
    public Replayed replay(String which) {
        Path file = which.startsWith(LAST) ? last(which.substring(LAST.length())) : Path.of(which);
        RecordedCall recorded = recorder.shelf().read(file);
        if (recorded.isCut()) {
            throw DeskArguments.bad(file + " holds only the first part of what was asked: it cannot be replayed");
        }
        Call call = recorded.call();
        Slot slot = core.slots().named(recorded.where().plugin());
        Generation live = slot.lease(CallRequest.of(recorded.where().plugin(), call.function(), new byte[0]));
        try {
            ReplayTape tape = new ReplayTape(recorded.entries());
            NoHost host = new NoHost(live.subject(), recorded.config());
            Function<HostCall, Optional<Tape>> tapes = recorded.startedFresh()
                    ? all(tape)
                    : inside -> inside.id().equals(call.id()) ? Optional.of(tape) : Optional.empty();
            Answer answer = alone(live.prepared(), recorded.config(), host, tapes, call);
            return new Replayed(
                    recorded.shown(file), answer.outcome(), answer.shown(), differences(recorded, tape, answer));
        } finally {
            live.leave();
        }
    }

    private Path last(String plugin) {
        List<Path> files =
                recorder.shelf().files(core.slots().named(plugin).id().name());
        if (files.isEmpty()) {
            throw DeskArguments.bad("nothing is recorded of " + plugin + "; `mortise record " + plugin
                    + " FUNCTION`, or `record: { " + plugin + ": 20 }` in mortise.yaml keeps its failed calls");
        }
        return files.get(files.size() - 1);
    }

    private static List<String> differences(RecordedCall recorded, ReplayTape tape, Answer answer) {
        List<String> differences = new ArrayList<>();
        tape.departure().ifPresent(differences::add);
        if (tape.departure().isEmpty() && tape.unasked() > 0) {
            differences.add(tape.unasked() + " host calls of the recording were not made");
        }
        if (!answer.outcome().equals(recorded.outcome())) {
            differences.add("it ended with " + recorded.outcome() + ", now with " + answer.outcome());
        } else if (answer.outcome().equals("ok") && !answer.text().equals(recorded.answer())) {
            differences.add("it answered something else");
        }
        return differences;
    }

    /** What a call came to; {@code text} as {@link Codec#text} writes it, or a message. */
    private record Answer(String outcome, String text) {
        String shown() {
            return outcome.equals("ok") ? Codec.shown(text) : text;
        }
    }

    /** Starts the plugin for this one call and stops it. */
    private Answer alone(
            Prepared prepared, byte[] config, HostApi host, Function<HostCall, Optional<Tape>> tapes, Call call) {
        Runner runner = prepared.factory()
                .create(new RunnerEnvironment(
                        core.home().state("cache"), core.home().run(), pools.calls(), RunnerListener.NONE));
        Deadline start = Deadline.after(prepared.limits().startTimeout());
        try {
            var unused = core.verbs()
                    .within(prepared.subject(), "load", start, Cancellation.NONE, () -> runner.load(prepared.bundle()));
            var unused2 = core.verbs()
                    .within(
                            prepared.subject(),
                            "start",
                            start,
                            Cancellation.NONE,
                            () -> runner.start(Starting.config(prepared, config), new TapedHost(host, tapes)));
            return answer(runner, call);
        } finally {
            runner.stop(Drains.GRACE);
        }
    }

    private static Answer answer(Runner runner, Call call) {
        try {
            CallResult result = runner.call(call);
            return new Answer("ok", Codec.text(result.payload()));
        } catch (PluginException e) {
            if (e.failure() == Failure.HOST_BUG) {
                throw e;
            }
            return new Answer(e.failure().name(), String.valueOf(e.getMessage()));
        }
    }
}
