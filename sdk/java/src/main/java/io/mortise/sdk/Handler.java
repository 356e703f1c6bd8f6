package io.mortise.sdk;

/** A function from JSON to JSON. Runs on a thread of the plugin's pool; many calls at once. */
@FunctionalInterface
public interface Handler<I, O> {
    /** @throws Exception {@link CallRejected} to refuse the call; anything else is reported as a bug with its stack */
    O handle(PluginCall call, I input) throws Exception;
}
