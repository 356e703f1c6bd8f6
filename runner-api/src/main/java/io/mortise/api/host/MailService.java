package io.mortise.api.host;

/** Sends mail. The request is JSON: {@code {"to": […], "subject": …, "text": …}}. */
public interface MailService {
    void send(HostCall call, byte[] json);
}
