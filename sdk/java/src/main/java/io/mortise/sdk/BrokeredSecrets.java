package io.mortise.sdk;

import io.mortise.proto.v1.SecretRequest;
import java.util.Optional;

/** The host's secrets. */
record BrokeredSecrets(HostScope scope) implements Secrets {
    @Override
    public Optional<byte[]> get(String name) {
        return scope.find(host -> host.secret(request(name)))
                .map(reply -> reply.getValue().toByteArray());
    }

    @Override
    public byte[] require(String name) {
        return scope.ask(host -> host.secret(request(name))).getValue().toByteArray();
    }

    private static SecretRequest request(String name) {
        return SecretRequest.newBuilder().setName(name).build();
    }
}
