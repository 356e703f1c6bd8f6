package io.mortise.manager.internal.tape;

import io.mortise.api.host.HostFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Asks whoever really answers, and notes; at most 1,000 entries and 1 MiB, after which it is cut and says so. */
public final class RecordingTape implements Tape {
    static final int MAX_ENTRIES = 1_000;
    static final int MAX_CHARS = 1 << 20;

    private final Object lock = new Object();
    private final List<TapeEntry> entries = new ArrayList<>();
    private int chars;
    private boolean cut;

    @Override
    public <R> R ask(String operation, String asked, Supplier<R> real, Codec<R> codec) {
        try {
            R answer = real.get();
            note(new TapeEntry(operation, asked, false, codec.write().apply(answer)));
            return answer;
        } catch (HostFailure e) {
            note(new TapeEntry(operation, asked, true, e.code() + " " + e.text()));
            throw e;
        }
    }

    private void note(TapeEntry entry) {
        synchronized (lock) {
            chars += entry.asked().length() + entry.answer().length();
            if (entries.size() == MAX_ENTRIES || chars > MAX_CHARS) {
                cut = true;
            }
            if (!cut) {
                entries.add(entry);
            }
        }
    }

    public List<TapeEntry> entries() {
        synchronized (lock) {
            return List.copyOf(entries);
        }
    }

    /** True when more was asked than is kept: it cannot be replayed. */
    public boolean isCut() {
        synchronized (lock) {
            return cut;
        }
    }
}
