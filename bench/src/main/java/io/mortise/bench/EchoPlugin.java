package io.mortise.bench;

import io.mortise.sdk.Plugin;

/** The process both sides of the gRPC row call. Public for {@code java -jar}. */
public final class EchoPlugin {
    private EchoPlugin() {}

    public static void main(String[] args) {
        Plugin.named("echo").handleBytes("echo", (call, bytes) -> bytes).serve(args);
    }
}
