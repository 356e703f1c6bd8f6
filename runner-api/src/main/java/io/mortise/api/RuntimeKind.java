package io.mortise.api;

/** How a guest runs: inside the JVM's wasm sandbox, or as a process behind gRPC. */
public enum RuntimeKind {
    WASM("wasm"),
    GRPC("grpc");

    private final String text;

    RuntimeKind(String text) {
        this.text = text;
    }

    /** As written in plugin.yaml. */
    public String text() {
        return text;
    }
}
