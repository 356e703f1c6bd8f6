package io.mortise.testkit.guest;

import io.mortise.sdk.PluginCall;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the import {@code call_info} answers on wasm. */
final class CallInfo {
    private CallInfo() {}

    static byte[] of(PluginCall call) {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("call_id", call.id());
        info.put("function", call.function());
        call.remaining().ifPresent(left -> info.put("deadline_ms", left.toMillis()));
        call.traceparent().ifPresent(trace -> info.put("traceparent", trace));
        call.tenant().ifPresent(tenant -> info.put("tenant", tenant));
        call.caller().ifPresent(caller -> info.put("caller", Map.of("kind", caller.kind(), "id", caller.id())));
        return Values.MAPPER.writeValueAsBytes(info);
    }
}
