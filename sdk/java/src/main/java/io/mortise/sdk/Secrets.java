package io.mortise.sdk;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Secrets granted by their exact names. Never log one. */
public interface Secrets {
    Optional<byte[]> get(String name);

    /** The secret. @throws HostException NOT_FOUND when there is none */
    byte[] require(String name);

    /** The secret as UTF-8 text. @throws HostException NOT_FOUND when there is none */
    default String requireText(String name) {
        return new String(require(name), StandardCharsets.UTF_8);
    }
}
