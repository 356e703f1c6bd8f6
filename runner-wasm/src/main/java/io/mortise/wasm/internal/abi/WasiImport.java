package io.mortise.wasm.internal.abi;

import io.mortise.wasm.internal.binary.Signature;
import io.mortise.wasm.internal.wasi.Errno;
import io.mortise.wasm.internal.wasi.FileFunction;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All of WASI preview 1: clocks, randomness, standard output as log lines, the end, and the granted directories. Nothing
 * granted means that no descriptor is open but the three streams.
 */
@SuppressWarnings("ImmutableEnumChecker") // a record of texts and a method reference
enum WasiImport {
    ARGS_GET("args_get", "ii", (w, a) -> Errno.SUCCESS),
    ARGS_SIZES_GET("args_sizes_get", "ii", Wasi::noWords),
    ENVIRON_GET("environ_get", "ii", (w, a) -> Errno.SUCCESS),
    ENVIRON_SIZES_GET("environ_sizes_get", "ii", Wasi::noWords),
    CLOCK_RES_GET("clock_res_get", "ii", Wasi::clockResolution),
    CLOCK_TIME_GET("clock_time_get", "ili", Wasi::clockTime),
    RANDOM_GET("random_get", "ii", Wasi::random),
    SCHED_YIELD("sched_yield", "", (w, a) -> Errno.SUCCESS),
    POLL_ONEOFF("poll_oneoff", "iiii", Wasi::poll),
    PROC_RAISE("proc_raise", "i", (w, a) -> Errno.NOSYS),
    FD_CLOSE("fd_close", "i", file(FileFunction.CLOSE, Errno.SUCCESS)),
    FD_READ("fd_read", "iiii", Wasi::read),
    FD_WRITE("fd_write", "iiii", Wasi::write),
    FD_FDSTAT_GET("fd_fdstat_get", "ii", Wasi::descriptorStatus),
    FD_FILESTAT_GET("fd_filestat_get", "ii", Wasi::fileStatus),
    FD_SEEK("fd_seek", "ilii", file(FileFunction.SEEK, Errno.SPIPE)),
    FD_TELL("fd_tell", "ii", file(FileFunction.TELL, Errno.SPIPE)),
    FD_PREAD("fd_pread", "iiili", file(FileFunction.READ_AT, Errno.SPIPE)),
    FD_PWRITE("fd_pwrite", "iiili", file(FileFunction.WRITE_AT, Errno.SPIPE)),
    FD_FDSTAT_SET_FLAGS("fd_fdstat_set_flags", "ii", file(FileFunction.SET_FLAGS, Errno.NOTSUP)),
    FD_FDSTAT_SET_RIGHTS("fd_fdstat_set_rights", "ill", file(FileFunction.SET_RIGHTS, Errno.NOTSUP)),
    FD_ADVISE("fd_advise", "illi", file(FileFunction.ADVISE, Errno.SPIPE)),
    FD_ALLOCATE("fd_allocate", "ill", file(FileFunction.ALLOCATE, Errno.NOTSUP)),
    FD_DATASYNC("fd_datasync", "i", file(FileFunction.SYNC_DATA, Errno.NOTSUP)),
    FD_SYNC("fd_sync", "i", file(FileFunction.SYNC, Errno.NOTSUP)),
    FD_FILESTAT_SET_SIZE("fd_filestat_set_size", "il", file(FileFunction.SET_SIZE, Errno.NOTSUP)),
    FD_FILESTAT_SET_TIMES("fd_filestat_set_times", "illi", file(FileFunction.SET_TIMES, Errno.NOTSUP)),
    FD_RENUMBER("fd_renumber", "ii", file(FileFunction.RENUMBER, Errno.NOTSUP)),
    FD_READDIR("fd_readdir", "iiili", file(FileFunction.READ_DIRECTORY, Errno.NOTDIR)),
    FD_PRESTAT_GET("fd_prestat_get", "ii", file(FileFunction.GRANTED_STAT, Errno.BADF)),
    FD_PRESTAT_DIR_NAME("fd_prestat_dir_name", "iii", file(FileFunction.GRANTED_NAME, Errno.BADF)),
    PATH_CREATE_DIRECTORY("path_create_directory", "iii", file(FileFunction.CREATE_DIRECTORY, Errno.NOTDIR)),
    PATH_FILESTAT_GET("path_filestat_get", "iiiii", file(FileFunction.PATH_STAT, Errno.NOTDIR)),
    PATH_FILESTAT_SET_TIMES("path_filestat_set_times", "iiiilli", file(FileFunction.PATH_SET_TIMES, Errno.NOTDIR)),
    PATH_LINK("path_link", "iiiiiii", file(FileFunction.LINK, Errno.NOTDIR)),
    PATH_OPEN("path_open", "iiiiillii", file(FileFunction.PATH_OPEN, Errno.NOTDIR)),
    PATH_READLINK("path_readlink", "iiiiii", file(FileFunction.READ_LINK, Errno.NOTDIR)),
    PATH_REMOVE_DIRECTORY("path_remove_directory", "iii", file(FileFunction.REMOVE_DIRECTORY, Errno.NOTDIR)),
    PATH_RENAME("path_rename", "iiiiii", file(FileFunction.RENAME, Errno.NOTDIR)),
    /** Its directory is its third argument. */
    PATH_SYMLINK("path_symlink", "iiiii", (w, a) -> w.file(FileFunction.SYMBOLIC_LINK, a[2], Errno.NOTDIR, a)),
    PATH_UNLINK_FILE("path_unlink_file", "iii", file(FileFunction.UNLINK, Errno.NOTDIR)),
    SOCK_ACCEPT("sock_accept", "iii", file(FileFunction.SOCKET, Errno.NOTSOCK)),
    SOCK_RECV("sock_recv", "iiiiii", file(FileFunction.SOCKET, Errno.NOTSOCK)),
    SOCK_SEND("sock_send", "iiiii", file(FileFunction.SOCKET, Errno.NOTSOCK)),
    SOCK_SHUTDOWN("sock_shutdown", "ii", file(FileFunction.SOCKET, Errno.NOTSOCK)),
    PROC_EXIT("proc_exit", "i", "", Wasi::exit);

    static final String MODULE = "wasi_snapshot_preview1";

    private static final Map<String, WasiImport> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(row -> row.text, Function.identity()));

    private final String text;
    private final Signature signature;
    private final Body body;

    /** Does the work for one instance; answers an error number. */
    @FunctionalInterface
    interface Body {
        long apply(Wasi wasi, long[] arguments);
    }

    WasiImport(String text, String params, Body body) {
        this(text, params, "i", body);
    }

    WasiImport(String text, String params, String results, Body body) {
        this.text = text;
        this.signature = new Signature(params, results);
        this.body = body;
    }

    static Optional<WasiImport> of(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** A function on the descriptor in the first argument; {@code onStream} is the answer for the three streams. */
    private static Body file(FileFunction function, int onStream) {
        return (wasi, a) -> wasi.file(function, a[0], onStream, a);
    }

    String text() {
        return text;
    }

    Signature signature() {
        return signature;
    }

    long call(Wasi wasi, long[] arguments) {
        return body.apply(wasi, arguments);
    }
}
