package io.mortise.manager.internal.tape;

import io.mortise.api.error.ForeignText;
import io.mortise.api.host.HostFailure;
import io.mortise.api.host.StatusCode;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Answers as it was answered, in the same order; never asks anybody. Where the guest asks something else, it says so. */
public final class ReplayTape implements Tape {
    private final Object lock = new Object();
    private final List<TapeEntry> entries;
    private int next;
    private Optional<String> departure = Optional.empty();

    public ReplayTape(List<TapeEntry> entries) {
        this.entries = List.copyOf(entries);
    }

    @Override
    public <R> R ask(String operation, String asked, Supplier<R> real, Codec<R> codec) {
        TapeEntry entry = entry(operation, asked);
        if (!entry.failed()) {
            return codec.read().apply(entry.answer());
        }
        int blank = entry.answer().indexOf(' ');
        throw new HostFailure(
                StatusCode.valueOf(entry.answer().substring(0, blank)),
                entry.answer().substring(blank + 1));
    }

    private TapeEntry entry(String operation, String asked) {
        synchronized (lock) {
            String is = operation + ' ' + asked;
            if (departure.isEmpty() && next < entries.size()) {
                TapeEntry entry = entries.get(next);
                if (entry.operation().equals(operation) && entry.asked().equals(asked)) {
                    next++;
                    return entry;
                }
            }
            if (departure.isEmpty()) {
                String was = next < entries.size()
                        ? entries.get(next).operation()
                                + ' '
                                + entries.get(next).asked()
                        : "nothing more";
                departure = Optional.of(
                        "host call " + (next + 1) + " was " + ForeignText.quote(was) + ", is " + ForeignText.quote(is));
            }
            throw new HostFailure(StatusCode.ABORTED, "the replay goes another way than the recording");
        }
    }

    /** Where the guest first asked something else than it did; empty when it never did. */
    public Optional<String> departure() {
        synchronized (lock) {
            return departure;
        }
    }

    /** What was asked in the recording and was not this time. */
    public int unasked() {
        synchronized (lock) {
            return entries.size() - next;
        }
    }
}
