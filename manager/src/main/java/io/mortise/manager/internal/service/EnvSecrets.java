package io.mortise.manager.internal.service;

import io.mortise.api.host.HostCall;
import io.mortise.api.host.SecretService;
import java.util.Map;
import java.util.Optional;

/** Secrets from this process's environment, by exact name. Processes below sandbox {@code full} can read it too. */
public final class EnvSecrets implements SecretService {
    private final Map<String, String> environment;

    /** @param environment {@link System#getenv()} */
    public EnvSecrets(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Optional<String> get(HostCall call, String name) {
        return Optional.ofNullable(environment.get(name));
    }
}
