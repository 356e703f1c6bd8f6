package io.mortise.api.host;

/** A database of the plugin's own. Requests and answers are JSON: {@code {"sql": …, "params": […]}}, rows as objects. */
public interface SqlService {
    byte[] query(HostCall call, byte[] json);

    byte[] execute(HostCall call, byte[] json);
}
