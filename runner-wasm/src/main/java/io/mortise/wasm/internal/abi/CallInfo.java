package io.mortise.wasm.internal.abi;

import io.mortise.api.Call;
import io.mortise.api.Caller;
import java.util.Locale;

/** The JSON object of the import {@code call_info}. */
final class CallInfo {
    private CallInfo() {}

    static String of(Call call) {
        Caller caller = call.caller();
        StringBuilder out = new StringBuilder(160).append('{');
        text(out, "call_id", call.id().toString());
        text(out.append(','), "function", call.function());
        out.append(",\"deadline_ms\":").append(call.deadline().remaining().toMillis());
        call.trace().ifPresent(trace -> text(out.append(','), "traceparent", trace));
        caller.tenant().ifPresent(tenant -> text(out.append(','), "tenant", tenant));
        out.append(",\"caller\":{");
        text(out, "kind", caller.kind().name().toLowerCase(Locale.ROOT));
        text(out.append(','), "id", caller.id());
        return out.append("}}").toString();
    }

    private static void text(StringBuilder out, String name, String value) {
        Json.quote(out, name);
        out.append(':');
        Json.quote(out, value);
    }
}
