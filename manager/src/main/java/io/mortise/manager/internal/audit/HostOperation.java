package io.mortise.manager.internal.audit;

/** Everything a guest can ask of the host, and the permission it takes. */
public enum HostOperation {
    KV_GET("kv", "kv.get"),
    KV_SET("kv", "kv.set"),
    KV_DELETE("kv", "kv.delete"),
    KV_LIST("kv", "kv.list"),
    KV_COMPARE_AND_SET("kv", "kv.compare_and_set"),
    CACHE_GET("cache", "cache.get"),
    CACHE_SET("cache", "cache.set"),
    CACHE_DELETE("cache", "cache.delete"),
    HTTP_SEND("http", "http.request"),
    EVENTS_EMIT("events.publish", "events.emit"),
    EVENTS_SUBSCRIBE("events.subscribe", "events.subscribe"),
    EVENTS_PUBLISH("events.publish", "events.publish"),
    SECRETS_GET("secrets", "secrets.get"),
    SQL_QUERY("sql", "sql.query"),
    SQL_EXECUTE("sql", "sql.execute"),
    MAIL_SEND("mail", "mail.send"),
    JOBS_ENQUEUE("jobs", "jobs.enqueue"),
    PLUGINS_CALL("plugins", "plugins.call"),
    APP_CALL("app", "app.call");

    private final String permission;
    private final String text;

    HostOperation(String permission, String text) {
        this.permission = permission;
        this.text = text;
    }

    /** The permission's name, as in {@code mortise grant}. */
    public String permission() {
        return permission;
    }

    /** As shown: {@code kv.get}. */
    public String text() {
        return text;
    }
}
