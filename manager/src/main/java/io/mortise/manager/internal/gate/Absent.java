package io.mortise.manager.internal.gate;

import io.mortise.api.host.HostFailure;
import io.mortise.api.host.StatusCode;
import io.mortise.manager.internal.audit.HostOperation;

/** A service that is not there, and what would bring it. */
final class Absent {
    private Absent() {}

    static HostFailure of(HostOperation operation) {
        String service = service(operation);
        return new HostFailure(
                StatusCode.UNIMPLEMENTED, "host service " + service + " is not there; " + remedy(operation));
    }

    private static String service(HostOperation operation) {
        String text = operation.text();
        return text.substring(0, text.indexOf('.'));
    }

    private static String remedy(HostOperation operation) {
        return switch (operation) {
            case SQL_QUERY, SQL_EXECUTE, JOBS_ENQUEUE, MAIL_SEND ->
                "this version brings none; set one on the manager's builder";
            case HTTP_SEND -> "add io.mortise:mortise-host-http";
            case KV_GET,
                    KV_SET,
                    KV_DELETE,
                    KV_LIST,
                    KV_COMPARE_AND_SET,
                    CACHE_GET,
                    CACHE_SET,
                    CACHE_DELETE,
                    EVENTS_EMIT,
                    EVENTS_SUBSCRIBE,
                    EVENTS_PUBLISH,
                    SECRETS_GET,
                    PLUGINS_CALL,
                    APP_CALL -> "set one on the manager's builder";
        };
    }
}
