package io.mortise.examples.hello;

import io.mortise.sdk.CallRejected;
import io.mortise.sdk.Code;
import io.mortise.sdk.Plugin;
import java.util.Optional;

/** Greets by name. */
public final class HelloPlugin {
    record Greet(Optional<String> name) {}

    record Greeting(String greeting) {}

    private HelloPlugin() {}

    static Greeting greet(Greet input) {
        String name = input.name().orElseThrow(() -> new CallRejected(Code.INVALID_ARGUMENT, "whom shall I greet?"));
        return new Greeting("Hello, " + name + ", from a process!");
    }

    public static void main(String[] args) {
        Plugin.named("hello-grpc")
                .handle("greet", Greet.class, Greeting.class, (call, input) -> greet(input))
                .serve(args);
    }
}
