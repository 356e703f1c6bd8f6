package io.mortise.wasm.internal.abi;

import io.mortise.wasm.internal.binary.Signature;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * WASI preview 1 with nothing granted: clocks, randomness, standard output as log lines, the end. No file is open but the
 * three standard streams, so every path function answers that its directory is no descriptor.
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
    FD_CLOSE("fd_close", "i", Wasi::onStream),
    FD_READ("fd_read", "iiii", Wasi::read),
    FD_WRITE("fd_write", "iiii", Wasi::write),
    FD_FDSTAT_GET("fd_fdstat_get", "ii", Wasi::descriptorStatus),
    FD_FILESTAT_GET("fd_filestat_get", "ii", Wasi::fileStatus),
    FD_SEEK("fd_seek", "ilii", Wasi::seek),
    FD_TELL("fd_tell", "ii", Wasi::seek),
    FD_PREAD("fd_pread", "iiili", Wasi::seek),
    FD_PWRITE("fd_pwrite", "iiili", Wasi::seek),
    FD_FDSTAT_SET_FLAGS("fd_fdstat_set_flags", "ii", Wasi::unsupported),
    FD_FDSTAT_SET_RIGHTS("fd_fdstat_set_rights", "ill", Wasi::unsupported),
    FD_ADVISE("fd_advise", "illi", Wasi::seek),
    FD_ALLOCATE("fd_allocate", "ill", Wasi::unsupported),
    FD_DATASYNC("fd_datasync", "i", Wasi::unsupported),
    FD_SYNC("fd_sync", "i", Wasi::unsupported),
    FD_FILESTAT_SET_SIZE("fd_filestat_set_size", "il", Wasi::unsupported),
    FD_FILESTAT_SET_TIMES("fd_filestat_set_times", "illi", Wasi::unsupported),
    FD_RENUMBER("fd_renumber", "ii", Wasi::unsupported),
    FD_READDIR("fd_readdir", "iiili", WasiImport::noDescriptor),
    FD_PRESTAT_GET("fd_prestat_get", "ii", WasiImport::noDescriptor),
    FD_PRESTAT_DIR_NAME("fd_prestat_dir_name", "iii", WasiImport::noDescriptor),
    PATH_CREATE_DIRECTORY("path_create_directory", "iii", WasiImport::noDescriptor),
    PATH_FILESTAT_GET("path_filestat_get", "iiiii", WasiImport::noDescriptor),
    PATH_FILESTAT_SET_TIMES("path_filestat_set_times", "iiiilli", WasiImport::noDescriptor),
    PATH_LINK("path_link", "iiiiiii", WasiImport::noDescriptor),
    PATH_OPEN("path_open", "iiiiillii", WasiImport::noDescriptor),
    PATH_READLINK("path_readlink", "iiiiii", WasiImport::noDescriptor),
    PATH_REMOVE_DIRECTORY("path_remove_directory", "iii", WasiImport::noDescriptor),
    PATH_RENAME("path_rename", "iiiiii", WasiImport::noDescriptor),
    PATH_SYMLINK("path_symlink", "iiiii", WasiImport::noDescriptor),
    PATH_UNLINK_FILE("path_unlink_file", "iii", WasiImport::noDescriptor),
    SOCK_ACCEPT("sock_accept", "iii", Wasi::noSocket),
    SOCK_RECV("sock_recv", "iiiiii", Wasi::noSocket),
    SOCK_SEND("sock_send", "iiiii", Wasi::noSocket),
    SOCK_SHUTDOWN("sock_shutdown", "ii", Wasi::noSocket),
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

    private static long noDescriptor(Wasi wasi, long[] arguments) {
        return Errno.BADF;
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
