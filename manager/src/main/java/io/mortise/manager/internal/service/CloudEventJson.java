package io.mortise.manager.internal.service;

import io.mortise.api.host.EventService.Event;

/** Writes an event as the CloudEvents 1.0 JSON object that a plugin's function receives. */
public final class CloudEventJson {
    private CloudEventJson() {}

    public static byte[] encode(Event event) {
        throw new UnsupportedOperationException();
    }
}
