package io.mortise.manager.internal.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.host.EventService.Event;
import io.mortise.manager.internal.json.Json;
import java.time.temporal.ChronoUnit;

/** Writes an event as the CloudEvents 1.0 JSON object that a plugin's function receives. */
public final class CloudEventJson {
    private CloudEventJson() {}

    /**
     * UTF-8; attributes that are absent are left out. Tenant and trace are the extension attributes {@code tenant} and
     * {@code traceparent}.
     */
    public static byte[] encode(Event event) {
        StringBuilder json = new StringBuilder(256 + event.data().length());
        json.append("{\"specversion\":\"1.0\"");
        text(json, "id", event.id());
        text(json, "source", event.source());
        text(json, "type", event.type());
        if (!event.subject().isEmpty()) {
            text(json, "subject", event.subject());
        }
        text(json, "time", event.time().truncatedTo(ChronoUnit.MILLIS).toString());
        event.tenant().ifPresent(tenant -> text(json, "tenant", tenant));
        event.trace().ifPresent(trace -> text(json, "traceparent", trace));
        if (!event.data().isEmpty()) {
            text(json, "datacontenttype", "application/json");
            // It was checked to be JSON when it was emitted, so it stands as it is.
            json.append(",\"data\":").append(event.data());
        }
        return json.append('}').toString().getBytes(UTF_8);
    }

    private static void text(StringBuilder json, String name, String value) {
        json.append(",\"").append(name).append("\":").append(Json.text(value));
    }
}
