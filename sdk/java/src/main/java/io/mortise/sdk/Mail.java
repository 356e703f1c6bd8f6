package io.mortise.sdk;

import java.util.List;
import java.util.Map;

/** Sends mail to recipients that were granted. */
@FunctionalInterface
public interface Mail {
    /** @param request UTF-8 JSON {@code {"to": […], "subject": …, "text": …}} */
    void send(byte[] request);

    default void send(List<String> to, String subject, String text) {
        send(Json.write(Map.of("to", to, "subject", subject, "text", text)));
    }
}
