package io.mortise.wasm.internal.debug;

import io.mortise.api.error.Detail.Frame;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names and source lines of one module. Nothing is read before a trap is told, and then once; a trap takes 100 ms of
 * reading at most. Any thread.
 */
public final class DebugInfo {
    private static final Logger LOG = LoggerFactory.getLogger(DebugInfo.class);
    private static final long MILLIS = 100;
    private static final int MAX_REMEMBERED = 512;

    private final byte[] module;
    private final Path file;
    private final Object lock = new Object();
    private final Map<Long, Optional<SourcePlace>> places = new LinkedHashMap<>();
    private @Nullable DebugFiles files;

    /**
     * @param module handed over
     * @param file where it lies; {@code NAME.debug.wasm} and a source map are looked for beside it
     */
    public DebugInfo(byte[] module, Path file) {
        this.module = module;
        this.file = file;
    }

    /** The frames with all that is known of them; {@code isUnreachable} says what the innermost one did. */
    public List<Frame> frames(List<RawFrame> raw, boolean isUnreachable) {
        if (raw.isEmpty()) {
            return List.of();
        }
        try {
            return told(raw, isUnreachable);
        } catch (RuntimeException e) {
            // The bytes are a stranger's; a trap is told in any case.
            LOG.atError().addKeyValue("module", file).setCause(e).log("names and lines could not be read");
            return raw.stream()
                    .map(each -> new Frame("function " + each.function(), "", 0, each.function(), Frame.UNKNOWN))
                    .toList();
        }
    }

    private List<Frame> told(List<RawFrame> raw, boolean isUnreachable) {
        synchronized (lock) {
            Budget budget = new Budget(MILLIS);
            DebugFiles read = files(budget);
            List<Integer> addresses = new ArrayList<>();
            for (int i = 0; i < raw.size(); i++) {
                addresses.add(address(read, raw, i, isUnreachable));
            }
            look(read, addresses, budget);
            List<Frame> frames = new ArrayList<>();
            for (int i = 0; i < raw.size(); i++) {
                frames.add(frame(read, raw.get(i).function(), addresses.get(i)));
            }
            return frames;
        }
    }

    private DebugFiles files(Budget budget) {
        DebugFiles known = files;
        if (known == null) {
            known = DebugFiles.read(module, file, budget);
            files = known;
            LOG.debug("{} has {}", file, known.words());
        }
        return known;
    }

    /** Where compiled code does not say at which site it was, there is often only one place it can have been. */
    private static int address(DebugFiles read, List<RawFrame> raw, int i, boolean isUnreachable) {
        RawFrame frame = raw.get(i);
        if (frame.offset() >= 0) {
            return Math.max(RawFrame.UNKNOWN, frame.offset() - read.map().codeBegin());
        }
        OptionalInt only = read.map().site(frame.function(), frame.site());
        if (only.isPresent()) {
            return only.getAsInt();
        }
        if (i > 0) {
            only = read.map().onlyCall(frame.function(), raw.get(i - 1).function());
        } else if (isUnreachable) {
            only = read.map().onlyUnreachable(frame.function());
        }
        return only.orElseGet(() -> read.map().begin(frame.function()).orElse(RawFrame.UNKNOWN));
    }

    private void look(DebugFiles read, List<Integer> addresses, Budget budget) {
        NavigableSet<Long> unknown = new TreeSet<>();
        addresses.stream()
                .map(Integer::longValue)
                .filter(each -> each >= 0 && !places.containsKey(each))
                .forEach(unknown::add);
        if (unknown.isEmpty()) {
            return;
        }
        if (places.size() + unknown.size() > MAX_REMEMBERED) {
            places.clear();
        }
        Map<Long, SourcePlace> found = read.places(unknown, budget);
        unknown.forEach(each -> places.put(each, Optional.ofNullable(found.get(each))));
    }

    private Frame frame(DebugFiles read, int function, int address) {
        String name = read.names().of(function).map(Demangled::of).orElse("function " + function);
        Optional<SourcePlace> place = places.getOrDefault((long) address, Optional.empty());
        long offset = address < 0 ? Frame.UNKNOWN : (long) read.map().codeBegin() + address;
        return new Frame(
                name,
                place.map(SourcePlace::file).orElse(""),
                place.map(SourcePlace::line).orElse(0),
                function,
                offset);
    }

    /** What there is, for people: {@code 12 names, DWARF lines}. */
    public String words() {
        synchronized (lock) {
            return files(new Budget(MILLIS)).words();
        }
    }
}
