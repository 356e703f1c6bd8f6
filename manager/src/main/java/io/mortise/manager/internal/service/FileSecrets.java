package io.mortise.manager.internal.service;

import io.mortise.api.host.HostCall;
import io.mortise.api.host.SecretService;
import java.nio.file.Path;
import java.util.Optional;

/** Secrets from a file of {@code NAME=value} lines that only its owner may read. */
public final class FileSecrets implements SecretService {
    private FileSecrets() {}

    /** @throws io.mortise.api.error.PluginException BAD_CONFIG when it is not there, not 0600 or not readable */
    public static FileSecrets open(Path file) {
        throw new UnsupportedOperationException();
    }

    /** For the manager itself: references in settings. */
    public Optional<String> find(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<String> get(HostCall call, String name) {
        return find(name);
    }
}
