package io.mortise.wasm.internal.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Pattern;

/**
 * What an entry was made from and for. Anything that changes the classes, or what may load them, is part of it.
 *
 * @param moduleHash SHA-256 of the original module, 64 hex digits
 * @param engine name and version of what compiled it
 * @param options of the compiler, as one line
 */
public record CodeKey(String moduleHash, String engine, String options) {
    /** Of the entry's bytes; a new number for every change of {@link CodeEntry} or {@link Seal}. */
    private static final int FORMAT = 1;

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    public CodeKey {
        if (!HASH.matcher(moduleHash).matches()) {
            throw new IllegalArgumentException("no SHA-256 in hex: " + moduleHash);
        }
    }

    /** All of it, one fact a line; this is what the seal covers. */
    byte[] text() {
        return "module %s\nengine %s\noptions %s\nformat %d\njava %d\n"
                .formatted(
                        moduleHash, engine, options, FORMAT, Runtime.version().feature())
                .getBytes(UTF_8);
    }

    String fileName() {
        return Seal.sha256(text()) + CodeCache.SUFFIX;
    }
}
