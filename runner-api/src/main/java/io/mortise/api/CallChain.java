package io.mortise.api;

import java.util.Optional;

/**
 * The plugins a nested call came through, the innermost first. It bounds the depth and tells a pool that the caller
 * already holds one of its instances.
 */
public record CallChain(Optional<Link> innermost, int depth) {
    /** The application called: nobody is between. */
    public static final CallChain EMPTY = new CallChain(Optional.empty(), 0);

    /** One plugin and the chain it was called through. */
    public record Link(PluginId plugin, CallChain rest) {}

    /** The chain of a call that {@code plugin} makes while inside this one. */
    public CallChain through(PluginId plugin) {
        return new CallChain(Optional.of(new Link(plugin, this)), depth + 1);
    }

    /** True when the call came through {@code plugin}. */
    public boolean holds(PluginId plugin) {
        CallChain chain = this;
        while (chain.innermost.isPresent()) {
            Link link = chain.innermost.get();
            if (link.plugin().equals(plugin)) {
                return true;
            }
            chain = link.rest();
        }
        return false;
    }
}
