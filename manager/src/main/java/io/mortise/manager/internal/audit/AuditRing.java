package io.mortise.manager.internal.audit;

import java.util.List;

/** The last host calls of one plugin, in slots that are used again; denials have a place of their own. */
public final class AuditRing {
    AuditRing(Redactor redactor) {}

    /** Allowed calls, oldest first. */
    public List<HostCallLine> allowed() {
        throw new UnsupportedOperationException();
    }

    /** Denied calls: the first of each target, then the last ones, oldest first. */
    public List<HostCallLine> denied() {
        throw new UnsupportedOperationException();
    }
}
