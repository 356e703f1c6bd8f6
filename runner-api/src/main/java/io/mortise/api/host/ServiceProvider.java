package io.mortise.api.host;

import java.nio.file.Path;

/**
 * Brings a host service. Found by {@link java.util.ServiceLoader}; the builder's explicit choice wins.
 *
 * @param <S> {@link KvService}, {@link HttpService} or another service interface of this package
 */
public interface ServiceProvider<S> {
    Class<S> type();

    /** The word that chooses it in settings ({@code services: { kv: h2 }}). */
    String backend();

    /** Opens it; closed with the manager when it is {@link AutoCloseable}. */
    S open(Context context);

    /**
     * Where a service may keep its files.
     *
     * @param state a directory of its own inside the manager's state
     */
    record Context(Path state) {}
}
