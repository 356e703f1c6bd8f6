package io.mortise.manager;

/** What the public API hands its methods on to, over the parts of one manager. */
record Desks(
        TypedCalls typed,
        AsyncCalls async,
        Collector collector,
        GrantDesk grants,
        StatusReport report,
        Explaining explaining,
        Operating operating) {
    static Desks of(Assembly parts) {
        Slots slots = parts.core.slots();
        GrantDesk grants = new GrantDesk(parts.core, parts.preparation);
        StatusReport report = new StatusReport(parts.core, parts.drains, parts.trials, parts.unenforced);
        return new Desks(
                new TypedCalls(slots, parts.desk),
                new AsyncCalls(slots, parts.desk, parts.pools.calls()),
                new Collector(parts.index, parts.desk, parts.pools.calls()),
                grants,
                report,
                new Explaining(parts.preparation, grants, report, new Reach(slots)),
                new Operating(parts, grants, report));
    }
}
