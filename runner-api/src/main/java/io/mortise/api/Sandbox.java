package io.mortise.api;

/** What stands between a guest and the machine; the later, the weaker. */
public enum Sandbox {
    /** Memory-safe code inside the JVM with nothing but the imports it was given. */
    WASM,
    /** Own namespaces, read-only root, no network unless granted. */
    FULL,
    /** No new privileges, own session, resource limits, scrubbed environment. It can do what the host's user can. */
    LIMITED,
    /** A process like any other of this user. */
    NONE;

    /** True when this level confines at least as much as {@code other}. */
    public boolean isAtLeast(Sandbox other) {
        return compareTo(other) <= 0;
    }

    /** As written in settings and grants. */
    public String text() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
