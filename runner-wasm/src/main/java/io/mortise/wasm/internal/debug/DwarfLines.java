package io.mortise.wasm.internal.debug;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;

/** Finds source lines in {@code .debug_line}. Addresses count from the beginning of the code section's content. */
record DwarfLines(byte[] section, DwarfTexts texts) {
    private record Match(long begin, SourcePlace place) {}

    /** What is found within the budget; addresses without a line are missing. */
    Map<Long, SourcePlace> find(NavigableSet<Long> addresses, Budget budget) {
        Map<Long, Match> best = new HashMap<>();
        try {
            Reader in = new Reader(section);
            while (in.hasMore()) {
                unit(in.slice(in.u32()), addresses, best, budget);
            }
        } catch (Unreadable e) {
            return places(best);
        }
        return places(best);
    }

    private void unit(Reader in, NavigableSet<Long> addresses, Map<Long, Match> best, Budget budget) {
        try {
            LineHeader header = LineHeader.read(in, texts, budget);
            LineProgram.Found found = (address, begin, place) -> best.merge(
                    address, new Match(begin, place), (old, next) -> next.begin() >= old.begin() ? next : old);
            new LineProgram(header, addresses, found, budget).run(in);
        } catch (Unreadable e) {
            budget.step(); // the next unit may be better
        }
    }

    private static Map<Long, SourcePlace> places(Map<Long, Match> best) {
        Map<Long, SourcePlace> places = new HashMap<>();
        best.forEach((address, match) -> {
            if (match.place().line() > 0 && !match.place().file().isEmpty()) {
                places.put(address, match.place());
            }
        });
        return places;
    }
}
