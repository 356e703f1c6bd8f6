package io.mortise.wasm.internal.wasi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;

/**
 * A path as a guest wrote it, relative to a directory it holds.
 *
 * @param names without {@code .}; {@code ..} is kept, because what it leaves must be a directory that exists
 * @param mustBeDirectory it ended with a slash or a dot
 */
record GuestPath(List<String> names, boolean mustBeDirectory) {
    static final int MAX_BYTES = 4_096;
    static final int MAX_NAME_BYTES = 255;

    /** Each open while it is walked through. */
    static final int MAX_NAMES = 64;

    static GuestPath parse(byte[] utf8) throws WasiError {
        if (utf8.length == 0) {
            throw new WasiError(Errno.NOENT);
        }
        String text = decode(utf8);
        if (text.indexOf('\0') >= 0) {
            throw new WasiError(Errno.INVAL);
        }
        if (text.startsWith("/")) {
            throw new WasiError(Errno.NOTCAPABLE);
        }
        List<String> names = new ArrayList<>();
        String last = "";
        for (String name : text.split("/", -1)) {
            last = name;
            if (name.getBytes(UTF_8).length > MAX_NAME_BYTES) {
                throw new WasiError(Errno.NAMETOOLONG);
            }
            if (!name.isEmpty() && !name.equals(".")) {
                names.add(name);
            }
        }
        requireInside(names);
        return new GuestPath(List.copyOf(names), last.isEmpty() || last.equals(".") || last.equals(".."));
    }

    private static String decode(byte[] utf8) throws WasiError {
        if (utf8.length > MAX_BYTES) {
            throw new WasiError(Errno.NAMETOOLONG);
        }
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
        } catch (CharacterCodingException e) {
            throw new WasiError(Errno.ILSEQ);
        }
    }

    /** No beginning of the path may leave the directory, not even to come back. */
    private static void requireInside(List<String> names) throws WasiError {
        if (names.size() > MAX_NAMES) {
            throw new WasiError(Errno.NAMETOOLONG);
        }
        int depth = 0;
        for (String name : names) {
            depth += name.equals("..") ? -1 : 1;
            if (depth < 0) {
                throw new WasiError(Errno.NOTCAPABLE);
            }
        }
    }
}
