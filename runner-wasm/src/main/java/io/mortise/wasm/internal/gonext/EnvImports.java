package io.mortise.wasm.internal.gonext;

import io.mortise.api.host.EventService;
import io.mortise.api.host.HostFailure;
import io.mortise.api.host.LogLine;
import io.mortise.api.host.StatusCode;
import io.mortise.wasm.internal.abi.Json;
import io.mortise.wasm.internal.abi.OpenCall;
import io.mortise.wasm.internal.abi.Ranges;
import io.mortise.wasm.internal.gonext.GonextImport.Reply;
import io.mortise.wasm.internal.run.Unwind;

/** Module {@code env}: log, panic, metrics, events, secrets, audit. */
final class EnvImports {
    private static final int MAX_LINE = 8 << 10;

    private EnvImports() {}

    /** 0 debug, 1 info, 2 warn, 3 error; anything else is info. */
    static Reply log(GonextGuest g, long[] a) {
        int level = a[0] >= 0 && a[0] <= 3 ? (int) a[0] + 1 : 2;
        return line(
                g, LogLine.Level.of(level), g.open.memory().cutText("gn_log", (int) a[1], (int) a[2], MAX_LINE), "");
    }

    @SuppressWarnings("DoNotCallSuggester") // this is how a guest ends
    static Reply panic(GonextGuest g, long[] a) {
        throw new Unwind.Fault("panic", g.open.memory().cutText("gn_panic", (int) a[0], (int) a[1], MAX_LINE));
    }

    /** A line in the plugin's log: what is measured stays with the plugin. */
    static Reply metric(GonextGuest g, long[] a) {
        String name = Ranges.text(g.open, "gn_metric_observe", a, 0);
        String tags =
                StringMap.read(Ranges.bytes(g.open, "gn_metric_observe", a, 3)).write();
        return line(g, LogLine.Level.DEBUG, "metric " + name + ' ' + Double.longBitsToDouble(a[2]), tags);
    }

    static Reply span(GonextGuest g, long[] a) {
        String name = Ranges.text(g.open, "gn_span_event", a, 0);
        String attributes =
                StringMap.read(Ranges.bytes(g.open, "gn_span_event", a, 2)).write();
        return line(g, LogLine.Level.DEBUG, "span " + name, attributes);
    }

    static Reply audit(GonextGuest g, long[] a) {
        String event = Ranges.text(g.open, "gn_audit_emit", a, 0);
        String meta = Ranges.text(g.open, "gn_audit_emit", a, 2);
        String plugin = g.open.link().subject().plugin().name();
        String name = event.startsWith("plugin.") ? event.substring("plugin.".length()) : event;
        if (!name.startsWith(plugin)) {
            throw new HostFailure(StatusCode.INVALID_ARGUMENT, "an audit event begins with the plugin's name");
        }
        return line(g, LogLine.Level.INFO, "audit " + name, meta);
    }

    private static Reply line(GonextGuest g, LogLine.Level level, String message, String fields) {
        g.open.host().log(g.open.context(), new LogLine(level, message, fields, LogLine.Stream.LOG));
        return Reply.of(0);
    }

    static Reply event(GonextGuest g, long[] a) {
        String type = Ranges.text(g.open, "gn_event_emit", a, 0);
        Json.Obj data = StringMap.read(Ranges.bytes(g.open, "gn_event_emit", a, 2));
        g.open.host().events().emit(g.open.context(), new EventService.Ask(type, "", data.write(), ""));
        return Reply.of(0);
    }

    /** Its length; written only where it fits, so that a guest may ask for the length first. */
    static Reply secret(GonextGuest g, long[] a) {
        OpenCall open = g.open;
        String name = Ranges.text(open, "gn_secrets_get", a, 0);
        byte[] value = open.host()
                .secrets()
                .get(open.context(), name)
                .orElseThrow(() -> new HostFailure(StatusCode.NOT_FOUND, "no secret \"" + name + '"'))
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        if (value.length <= Integer.toUnsignedLong((int) a[3])) {
            open.memory().write("gn_secrets_get", (int) a[2], value);
        }
        return Reply.of(value.length);
    }
}
