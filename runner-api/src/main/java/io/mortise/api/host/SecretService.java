package io.mortise.api.host;

import java.util.Optional;

/** Gives secrets by exact name; never lists them. */
public interface SecretService {
    /** The value as UTF-8 text; absent when there is none of this name. */
    Optional<String> get(HostCall call, String name);
}
