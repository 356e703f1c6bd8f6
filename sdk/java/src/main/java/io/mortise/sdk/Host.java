package io.mortise.sdk;

/**
 * What the host offers, each part behind its own permission. Any thread; every call blocks and fails with {@link
 * HostException}.
 *
 * <p>{@link PluginCall#host()} acts for a call, {@link Plugin#host()} for the plugin itself, in background work.
 */
public interface Host {
    Config config();

    Log log();

    Kv kv();

    Cache cache();

    Http http();

    Events events();

    Secrets secrets();

    Jobs jobs();

    /** Other plugins. */
    Plugins plugins();

    /** Functions of the embedding application. */
    App app();

    Sql sql();

    Mail mail();
}
