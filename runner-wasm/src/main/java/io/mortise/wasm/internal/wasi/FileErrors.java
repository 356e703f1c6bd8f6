package io.mortise.wasm.internal.wasi;

import static java.util.Map.entry;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import java.util.Map;

/** Turns what the platform complains of into an error number. */
final class FileErrors {
    private static final Map<Class<? extends IOException>, Integer> BY_TYPE = Map.ofEntries(
            entry(NoSuchFileException.class, Errno.NOENT),
            entry(FileAlreadyExistsException.class, Errno.EXIST),
            entry(DirectoryNotEmptyException.class, Errno.NOTEMPTY),
            entry(AccessDeniedException.class, Errno.ACCES),
            entry(NotDirectoryException.class, Errno.NOTDIR),
            entry(AtomicMoveNotSupportedException.class, Errno.XDEV),
            entry(ClosedChannelException.class, Errno.BADF));

    /** For the rest Java hands on only the text of the C library, which a host may have in another language. */
    private static final Map<String, Integer> BY_TEXT = Map.ofEntries(
            entry("no space left", Errno.NOSPC),
            entry("quota exceeded", Errno.DQUOT),
            entry("file too large", Errno.FBIG),
            entry("read-only file system", Errno.ROFS),
            entry("too many levels of symbolic links", Errno.LOOP),
            entry("symbolic link", Errno.LOOP),
            entry("too many open files", Errno.NFILE),
            entry("is a directory", Errno.ISDIR),
            entry("not a directory", Errno.NOTDIR),
            entry("not empty", Errno.NOTEMPTY),
            entry("name too long", Errno.NAMETOOLONG),
            entry("cross-device", Errno.XDEV),
            entry("not permitted", Errno.PERM),
            entry("resource busy", Errno.BUSY),
            entry("invalid argument", Errno.INVAL));

    private FileErrors() {}

    static int of(IOException thrown) {
        Integer known = BY_TYPE.get(thrown.getClass());
        if (known != null) {
            return known;
        }
        String message = thrown.getMessage();
        String text = message == null ? "" : message.toLowerCase(Locale.ROOT);
        return BY_TEXT.entrySet().stream()
                .filter(each -> text.contains(each.getKey()))
                .mapToInt(Map.Entry::getValue)
                .findFirst()
                .orElse(Errno.IO);
    }
}
