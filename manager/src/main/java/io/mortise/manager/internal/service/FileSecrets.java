package io.mortise.manager.internal.service;

import io.mortise.api.error.Detail;
import io.mortise.api.error.Detail.Violation;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.host.HostCall;
import io.mortise.api.host.HostFailure;
import io.mortise.api.host.SecretService;
import io.mortise.api.host.StatusCode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Secrets from a file of {@code NAME=value} lines that only its owner may read. It is read again when it changes; while
 * it cannot be read, no secret is given.
 */
public final class FileSecrets implements SecretService {
    private final Object lock = new Object();
    private final Path file;
    private volatile Loaded loaded;

    /** What the file held, and the state of the file then. */
    private record Loaded(String stamp, Map<String, String> values) {}

    private FileSecrets(Path file, Loaded loaded) {
        this.file = file;
        this.loaded = loaded;
    }

    /**
     * Each line {@code NAME=value}, the value as it stands; blank lines and those beginning with # are skipped.
     *
     * @throws PluginException BAD_CONFIG when it is not there, may be read by others, or a line is no secret
     */
    public static FileSecrets open(Path file) {
        return new FileSecrets(file, load(file));
    }

    private static Loaded load(Path file) {
        try {
            String stamp = SecretFile.stamp(file);
            return new Loaded(stamp, SecretFile.read(file));
        } catch (SecretFile.Unusable e) {
            String problem = String.valueOf(e.getMessage());
            throw PluginException.of(
                    Failure.BAD_CONFIG,
                    file,
                    problem,
                    new Detail.Violations(java.util.List.of(new Violation(file.toString(), problem))));
        }
    }

    /**
     * For the manager itself: references in settings.
     *
     * @throws PluginException BAD_CONFIG as {@link #open}, when the file has changed since
     */
    public Optional<String> find(String name) {
        return Optional.ofNullable(current().values().get(name));
    }

    private Loaded current() {
        Loaded seen = loaded;
        if (seen.stamp().equals(SecretFile.stampOrEmpty(file))) {
            return seen;
        }
        synchronized (lock) {
            loaded = load(file);
            return loaded;
        }
    }

    @Override
    public Optional<String> get(HostCall call, String name) {
        try {
            return find(name);
        } catch (PluginException e) {
            // Where secrets lie is the operator's business, not the guest's.
            throw new HostFailure(StatusCode.UNAVAILABLE, "secrets cannot be read at this moment", e.detail());
        }
    }
}
