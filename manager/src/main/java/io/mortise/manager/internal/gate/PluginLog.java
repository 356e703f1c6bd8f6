package io.mortise.manager.internal.gate;

import io.mortise.api.Subject;
import io.mortise.api.host.HostCall;
import io.mortise.api.host.LogLine;
import io.mortise.manager.internal.audit.Journal;
import io.mortise.manager.internal.audit.Utf8;

/** Takes a guest's line: secrets out, cut to size, into the ring. Never refused, also not after the deadline. */
record PluginLog(Subject subject, Journal journal) {
    /** What is read of a line at all: a secret on the edge of the kept part must still be found whole. */
    private static final int READ_FACTOR = 4;

    void write(HostCall call, LogLine line) {
        if (!journal.log().takes(line.level())) {
            return;
        }
        LogLine kept = new LogLine(
                line.level(),
                clean(line.message(), Caps.LOG_MESSAGE_BYTES),
                clean(line.fields(), Caps.LOG_FIELDS_BYTES),
                line.stream());
        journal.log().add(subject.generation(), call.id().toString(), kept);
    }

    private String clean(String text, int maxBytes) {
        if (text.isEmpty()) {
            return text;
        }
        String read = text.length() > READ_FACTOR * maxBytes ? text.substring(0, READ_FACTOR * maxBytes) : text;
        return Utf8.cut(journal.redactor().redact(read), maxBytes);
    }
}
