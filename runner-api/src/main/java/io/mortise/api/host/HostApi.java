package io.mortise.api.host;

import io.mortise.api.Call;
import io.mortise.api.Caller;
import java.util.Optional;
import java.util.function.Function;

/**
 * The world as one generation of one plugin sees it: the gate. Made for that generation, so identity is never looked up
 * by name. Every operation is checked against the live grant, counted and audited before a service is touched.
 *
 * <p>Any thread. Every operation fails with {@link HostFailure} only: PERMISSION_DENIED when not granted, UNIMPLEMENTED
 * when the service is not there, DEADLINE_EXCEEDED and CANCELLED with the call, RESOURCE_EXHAUSTED over a cap.
 */
public interface HostApi {
    /** The context of the host calls made inside {@code call}; once for each call. */
    HostCall enter(Call call);

    /** The context of background work: the plugin itself calls, for no tenant, within {@code limits.timeout}. */
    HostCall background();

    /**
     * The configuration, or the part at a JSON pointer.
     *
     * @return UTF-8 JSON; absent when nothing is there
     */
    Optional<byte[]> config(HostCall call, String pointer);

    /** Takes a line into the plugin's log; over the caps it is cut or dropped with a count, never refused. */
    void log(HostCall call, LogLine line);

    KvService kv();

    CacheService cache();

    HttpApi http();

    EventService events();

    SecretService secrets();

    SqlService sql();

    MailService mail();

    JobService jobs();

    /** Calls another plugin. */
    PluginCalls plugins();

    /** Calls a function that the application registered. */
    AppCalls app();

    /** Who is calling when nobody does: the plugin itself. */
    default Caller self(HostCall call) {
        return Caller.plugin(call.plugin().plugin(), Optional.empty());
    }

    /** Clocks and random numbers inside {@code call}, where a runner gives the guest its own: wasm. */
    default Nature nature(HostCall call) {
        return Nature.SYSTEM;
    }

    /** Requests through the guard. */
    interface HttpApi {
        HttpAnswer send(HostCall call, HttpAsk ask);
    }

    /** Calls between plugins. */
    interface PluginCalls {
        /**
         * @param timeout shorter than what is left of the call; absent = what is left
         * @return the result
         */
        byte[] call(
                HostCall call, String plugin, String function, byte[] payload, Optional<java.time.Duration> timeout);
    }

    /** Calls into the application. */
    interface AppCalls {
        byte[] call(HostCall call, String function, byte[] payload);

        /**
         * Runs a function that the runner brings itself, such as an import with a wasm type, under the permission for
         * {@code function}: denied, counted and audited as if the application had registered it.
         */
        default long[] run(HostCall call, String function, Function<HostCall, long[]> body) {
            throw new HostFailure(
                    StatusCode.UNIMPLEMENTED,
                    function + " is a function with a wasm type, which this host runs none of");
        }
    }
}
