package io.mortise.manager.internal.gate;

import io.mortise.manager.internal.audit.HostOperation;

/** What an operator would grant so that an operation on a target is allowed: {@code secrets=NAME}, {@code kv}. */
final class Parts {
    private Parts() {}

    static String of(HostOperation operation, String target) {
        return switch (operation) {
            case KV_GET, KV_SET, KV_DELETE, KV_LIST, KV_COMPARE_AND_SET -> "kv";
            case CACHE_GET, CACHE_SET, CACHE_DELETE -> "cache";
            case JOBS_ENQUEUE -> "jobs";
            case SQL_QUERY -> "sql=read";
            case SQL_EXECUTE -> "sql=readwrite";
            case HTTP_SEND -> "http=" + UrlHost.of(target);
            case EVENTS_EMIT, EVENTS_PUBLISH, EVENTS_SUBSCRIBE, SECRETS_GET, PLUGINS_CALL, APP_CALL, MAIL_SEND ->
                operation.permission() + '=' + target;
        };
    }
}
