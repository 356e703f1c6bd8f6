package io.mortise.manager.internal.config;

import java.util.Optional;

/** Looks up what a secret reference names; empty when there is none. Values are never logged or shown. */
public interface SecretResolver {
    /** {@code {secret: NAME}}. */
    Optional<String> secret(String name);

    /** {@code {env: NAME}}. */
    Optional<String> env(String name);

    /** {@code {file: path}}: the file's text without its last line break. */
    Optional<String> file(String path);
}
