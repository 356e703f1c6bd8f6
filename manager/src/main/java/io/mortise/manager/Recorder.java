package io.mortise.manager;

import io.mortise.api.Call;
import io.mortise.api.Runner;
import io.mortise.api.error.PluginException;
import io.mortise.manager.internal.audit.Redactor;
import io.mortise.manager.internal.tape.RecordingTape;
import java.time.Clock;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what was recorded. Calls that failed are kept where settings say {@code record}, never of plugins with secrets. */
final class Recorder {
    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);

    private final RecordingShelf shelf;
    private final Clock clock;

    Recorder(RecordingShelf shelf, Clock clock) {
        this.shelf = shelf;
        this.clock = clock;
    }

    RecordingShelf shelf() {
        return shelf;
    }

    /** The runner itself, unless failed calls of this generation are to be kept. */
    Runner around(Prepared prepared, Redactor redactor, Runner runner) {
        int keep = prepared.terms().keepFailed();
        if (keep == 0) {
            return runner;
        }
        if (hasSecrets(prepared)) {
            LOG.atWarn()
                    .addKeyValue("plugin", prepared.subject())
                    .log("settings say record, but it has secrets: its failed calls are not kept");
            return runner;
        }
        return new RecordingRunner(
                runner, (call, tape, failure) -> keep(prepared, redactor, call, tape, failure, keep));
    }

    private static boolean hasSecrets(Prepared prepared) {
        return !prepared.terms().config().secretValues().isEmpty()
                || SecretsNotice.asksForSecrets(prepared.terms().ask().permissions());
    }

    private void keep(
            Prepared prepared, Redactor redactor, Call call, RecordingTape tape, PluginException failure, int keep) {
        try {
            Ended ended = new Ended(failure.failure().name(), String.valueOf(failure.getMessage()), false);
            Recording unused = put(prepared, redactor, call, tape, ended, keep);
        } catch (PluginException e) {
            // The caller has a failure of its own to hear of.
            LOG.atWarn().setCause(e).addKeyValue("plugin", prepared.subject()).log("a failed call was not recorded");
        }
    }

    /** How a recorded call ended. */
    record Ended(String outcome, String answer, boolean startedFresh) {}

    Recording put(Prepared prepared, Redactor redactor, Call call, RecordingTape tape, Ended ended, int keep) {
        RecordedCall recorded = new RecordedCall(
                new RecordedCall.Where(
                        prepared.id().name(),
                        prepared.manifest().version(),
                        prepared.factory().runtime(),
                        prepared.bundle().hash(),
                        clock.instant()),
                call,
                prepared.terms().config().json(),
                tape.entries(),
                tape.isCut(),
                ended.startedFresh(),
                ended.outcome(),
                ended.answer());
        String name = String.format(
                Locale.ROOT,
                "%013d-%s",
                clock.instant().toEpochMilli(),
                call.id().toString());
        return recorded.shown(shelf.put(prepared.id().name(), name, redactor.redact(recorded.json()), keep));
    }
}
