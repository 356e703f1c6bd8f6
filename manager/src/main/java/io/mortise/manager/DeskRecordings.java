package io.mortise.manager;

import io.mortise.api.Caller;
import io.mortise.api.error.PluginException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The verbs {@code record}, {@code recordings} and {@code replay}. */
final class DeskRecordings {
    private final Recordings recordings;

    DeskRecordings(Recordings recordings) {
        this.recordings = recordings;
    }

    Object record(DeskArguments arguments) {
        CallRequest request = CallRequest.of(
                        arguments.text("plugin"), arguments.text("function"), DeskCalls.payload(arguments))
                .withCaller(Caller.application("mortise record"));
        return view(recordings.record(
                arguments.optional("tenant").map(request::withTenant).orElse(request)));
    }

    Object list(DeskArguments arguments) {
        return Map.of("recordings", DeskViews.each(recordings.list(arguments.text("plugin")), DeskRecordings::view));
    }

    /** @throws PluginException as {@link Recordings#replay} */
    Object replay(DeskArguments arguments) {
        Replayed replayed = recordings.replay(arguments.text("recording"));
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("recording", view(replayed.recording()));
        view.put("outcome", replayed.outcome());
        view.put("text", replayed.text());
        view.put("same", replayed.isSame());
        view.put("differences", replayed.differences());
        return view;
    }

    private static Map<String, Object> view(Recording recording) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("plugin", recording.plugin());
        view.put("version", recording.version());
        view.put("function", recording.function());
        view.put("at", recording.at().toString());
        view.put("fresh", recording.startedFresh());
        view.put("whole", recording.isWhole());
        view.put("outcome", recording.outcome());
        view.put("notes", recording.notes());
        view.put("file", recording.file().toString());
        return view;
    }
}
