package io.mortise.manager;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.Call;
import io.mortise.api.CallChain;
import io.mortise.api.CallId;
import io.mortise.api.Caller;
import io.mortise.api.Cancellation;
import io.mortise.api.Deadline;
import io.mortise.api.RuntimeKind;
import io.mortise.manager.internal.json.Json;
import io.mortise.manager.internal.tape.Codec;
import io.mortise.manager.internal.tape.TapeEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A recording as it lies in its file.
 *
 * @param where whose call it was
 * @param config as the guest got it, secrets taken out
 * @param answer of the call; a failure's message where {@code outcome} is not {@code ok}
 */
record RecordedCall(
        Where where,
        Call call,
        byte[] config,
        List<TapeEntry> entries,
        boolean isCut,
        boolean startedFresh,
        String outcome,
        String answer) {
    private static final int VERSION = 1;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** The plugin, its files and the time. */
    record Where(String plugin, String version, RuntimeKind runtime, String bundle, Instant at) {}

    String json() {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("recording", VERSION);
        view.put("plugin", where.plugin());
        view.put("version", where.version());
        view.put("runtime", where.runtime().name());
        view.put("bundle", where.bundle());
        view.put("at", where.at().toString());
        view.put("fresh", startedFresh);
        view.put("function", call.function());
        view.put("input", Codec.text(call.payload()));
        view.put("call", call.id().toString());
        view.put("caller", call.caller().kind().name());
        view.put("callerId", call.caller().id());
        call.caller().tenant().ifPresent(tenant -> view.put("tenant", tenant));
        view.put("config", new String(config, UTF_8));
        view.put("asked", DeskViews.each(entries, TapeEntry::view));
        view.put("cut", isCut);
        view.put("outcome", outcome);
        view.put("answer", answer);
        return Json.text(view);
    }

    static RecordedCall parse(String json) {
        Map<String, Object> view = Json.object(json);
        if (!Integer.valueOf(VERSION).equals(view.get("recording"))) {
            throw DeskArguments.bad("is no recording of version " + VERSION);
        }
        List<TapeEntry> entries = new ArrayList<>();
        if (view.get("asked") instanceof List<?> asked) {
            asked.forEach(each -> entries.add(TapeEntry.of((Map<?, ?>) each)));
        }
        return new RecordedCall(
                new Where(
                        text(view, "plugin"),
                        text(view, "version"),
                        RuntimeKind.valueOf(text(view, "runtime")),
                        text(view, "bundle"),
                        Instant.parse(text(view, "at"))),
                call(view),
                text(view, "config").getBytes(UTF_8),
                entries,
                Boolean.TRUE.equals(view.get("cut")),
                Boolean.TRUE.equals(view.get("fresh")),
                text(view, "outcome"),
                text(view, "answer"));
    }

    private static Call call(Map<String, Object> view) {
        Caller caller = new Caller(
                Caller.Kind.valueOf(text(view, "caller")),
                text(view, "callerId"),
                Optional.ofNullable(view.get("tenant")).map(String::valueOf));
        return new Call(
                new CallId(Long.parseUnsignedLong(text(view, "call"), 16)),
                text(view, "function"),
                Codec.bytes(text(view, "input")),
                Deadline.after(LIMIT),
                caller,
                CallChain.EMPTY,
                Cancellation.NONE,
                Optional.empty(),
                Optional.empty());
    }

    private static String text(Map<String, Object> view, String key) {
        if (!(view.get(key) instanceof String text)) {
            throw DeskArguments.bad("a recording has a text under " + key);
        }
        return text;
    }

    Recording shown(Path file) {
        List<String> notes = new ArrayList<>();
        if (where.runtime() == RuntimeKind.GRPC) {
            notes.add("a process has clocks, random numbers and files of its own, which are not recorded");
        }
        if (!startedFresh) {
            notes.add("the guest had served calls before, and what it kept of them is not recorded");
        }
        return new Recording(
                where.plugin(),
                where.version(),
                call.function(),
                where.at(),
                startedFresh,
                !isCut,
                outcome,
                notes,
                file);
    }
}
