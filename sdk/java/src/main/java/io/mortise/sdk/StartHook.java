package io.mortise.sdk;

/** Runs once, before the first call, with the configuration of this process's life. */
@FunctionalInterface
public interface StartHook {
    /**
     * @param host for background work, also after this returns
     * @throws Exception {@link CallRejected} to refuse the start with a message for the operator
     */
    void start(Config config, Host host) throws Exception;
}
