package io.mortise.sdk;

/** A function whose result comes in chunks. Runs on a thread of the plugin's pool; returning ends the stream. */
@FunctionalInterface
public interface StreamHandler {
    /**
     * @param input the payload, handed over
     * @throws Exception {@link CallRejected} to refuse the call; anything else is reported as a bug with its stack
     */
    void handle(PluginCall call, byte[] input, ChunkSink chunks) throws Exception;
}
