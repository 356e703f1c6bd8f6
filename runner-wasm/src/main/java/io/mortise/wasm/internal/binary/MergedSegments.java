package io.mortise.wasm.internal.binary;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Writes a data section with fewer segments. Go's linker cuts its data at every run of zeros: 36,000 segments in 3 MB, each
 * of which is parsed at start and copied for every instance. Memory is zero at first, so short runs may as well be written.
 */
final class MergedSegments {
    private static final int LONGEST_RUN = 64;
    private static final int ACTIVE = 0;
    private static final int I32_CONST = 0x41;
    private static final int END = 0x0b;

    private final byte[] module;
    private final ByteArrayOutputStream segments = new ByteArrayOutputStream();
    private final ByteArrayOutputStream open = new ByteArrayOutputStream();
    private int count;
    private long openAt;

    private MergedSegments(byte[] module) {
        this.module = module;
    }

    /** Where its bytes go in memory, and where they are in the module. */
    private record Segment(long at, int from, int length) {
        long end() {
            return at + length;
        }
    }

    /**
     * @param section the content of a data section in {@code module}, which has no data count section: so no instruction
     *     names a segment by its number
     * @return the new content; the old one where a segment is not active at a constant, or where two overlap
     */
    static byte[] of(byte[] module, Cursor section) {
        byte[] old = Arrays.copyOfRange(module, section.at(), section.at() + section.left());
        List<Segment> all = new ArrayList<>();
        for (int left = section.count(); left > 0; left--) {
            Optional<Segment> next = read(section);
            if (next.isEmpty()) {
                return old;
            }
            all.add(next.get());
        }
        // Without overlap the order says nothing.
        all.sort(Comparator.comparingLong(Segment::at));
        for (int i = 1; i < all.size(); i++) {
            if (all.get(i).at() < all.get(i - 1).end()) {
                return old;
            }
        }
        return new MergedSegments(module).write(all);
    }

    private static Optional<Segment> read(Cursor in) {
        if (in.u32() != ACTIVE || in.u8() != I32_CONST) {
            return Optional.empty();
        }
        long at = Leb.readInt(in) & 0xffff_ffffL;
        if (in.u8() != END) {
            return Optional.empty();
        }
        int length = in.count();
        if (length == 0) {
            // It copies nothing, but its place is checked.
            return Optional.empty();
        }
        Segment segment = new Segment(at, in.at(), length);
        in.skip(length);
        return Optional.of(segment);
    }

    private byte[] write(List<Segment> all) {
        for (Segment each : all) {
            long zeros = each.at() - openAt - open.size();
            if (open.size() == 0 || zeros > LONGEST_RUN) {
                flush();
                openAt = each.at();
            } else {
                open.writeBytes(new byte[(int) zeros]);
            }
            open.write(module, each.from(), each.length());
        }
        flush();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Leb.write(out, count);
        out.writeBytes(segments.toByteArray());
        return out.toByteArray();
    }

    private void flush() {
        if (open.size() == 0) {
            return;
        }
        count++;
        segments.write(ACTIVE);
        segments.write(I32_CONST);
        Leb.writeInt(segments, (int) openAt);
        segments.write(END);
        Leb.write(segments, open.size());
        segments.writeBytes(open.toByteArray());
        open.reset();
    }
}
