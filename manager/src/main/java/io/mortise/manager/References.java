package io.mortise.manager;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.manager.internal.config.SecretResolver;
import io.mortise.manager.internal.service.FileSecrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** What secret references of the configuration lead to: the secrets file, the environment, files beside the settings. */
final class References implements SecretResolver {
    private final Path home;
    private final Optional<FileSecrets> secrets;

    References(Path home, Optional<FileSecrets> secrets) {
        this.home = home;
        this.secrets = secrets;
    }

    @Override
    public Optional<String> secret(String name) {
        return secrets.isPresent() ? secrets.get().find(name) : env(name);
    }

    @Override
    public Optional<String> env(String name) {
        return Optional.ofNullable(System.getenv(name));
    }

    @Override
    public Optional<String> file(String path) {
        Path file = home.resolve(path);
        try {
            String text = Files.readString(file, UTF_8);
            return Optional.of(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw PluginException.of(
                            Failure.BAD_CONFIG,
                            file,
                            "a reference of the configuration leads to it and it cannot be read: " + e,
                            new Detail.Violations(
                                    java.util.List.of(new Detail.Violation(file.toString(), "unreadable"))))
                    .causedBy(e);
        }
    }
}
