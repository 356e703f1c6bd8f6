package io.mortise.sdk;

/** A function from bytes to bytes. Runs on a thread of the plugin's pool; many calls at once. */
@FunctionalInterface
public interface BytesHandler {
    /**
     * @param input the payload, handed over
     * @throws Exception {@link CallRejected} to refuse the call; anything else is reported as a bug with its stack
     */
    byte[] handle(PluginCall call, byte[] input) throws Exception;
}
