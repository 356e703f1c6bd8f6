package io.mortise.wasm.internal.wasi;

import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/** How {@code path_open} wants something opened. */
record Wanted(int openFlags, long rights, int descriptorFlags) {
    private static final int CREATE = 1;
    private static final int DIRECTORY = 2;
    private static final int EXCLUSIVE = 4;
    private static final int TRUNCATE = 8;
    static final int APPEND = 1;
    static final int DATA_SYNC = 2;
    static final int NON_BLOCKING = 4;
    static final int SYNC = 8 | 16;

    boolean creates() {
        return (openFlags & CREATE) != 0;
    }

    boolean onlyDirectory() {
        return (openFlags & DIRECTORY) != 0;
    }

    boolean onlyNew() {
        return creates() && (openFlags & EXCLUSIVE) != 0;
    }

    boolean truncates() {
        return (openFlags & TRUNCATE) != 0;
    }

    boolean appends() {
        return (descriptorFlags & APPEND) != 0;
    }

    OpenFile.Access access() {
        return new OpenFile.Access(Rights.wantRead(rights), Rights.wantWrite(rights));
    }

    /** An absent file is always made with "must not be there", so that nothing put there meanwhile is opened. */
    Set<OpenOption> options(boolean isThere) {
        Set<OpenOption> options = new HashSet<>();
        OpenFile.Access access = access();
        if (access.writes() || truncates() || !isThere) {
            options.add(StandardOpenOption.WRITE);
        }
        if (access.reads() || options.isEmpty()) {
            options.add(StandardOpenOption.READ);
        }
        if (!isThere) {
            options.add(StandardOpenOption.CREATE_NEW);
        } else if (truncates()) {
            options.add(StandardOpenOption.TRUNCATE_EXISTING);
        }
        if ((descriptorFlags & SYNC) != 0) {
            options.add(StandardOpenOption.SYNC);
        } else if ((descriptorFlags & DATA_SYNC) != 0) {
            options.add(StandardOpenOption.DSYNC);
        }
        return options;
    }
}
