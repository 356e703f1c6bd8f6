// A guest that uses files: through libc, as plugins do, and by bare WASI calls, as attackers do.
#include "mortise.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <wasi/api.h>

static char line[65536];
static char answer[65536];

static void say(const char *text) { mortise_output(text, (int)strlen(text)); }

static int failed(void) {
    snprintf(answer, sizeof answer, "errno %d", errno);
    say(answer);
    return 0;
}

static char *word(char **rest) {
    char *begin = *rest;
    char *end = strchr(begin, ' ');
    *rest = end ? end + 1 : begin + strlen(begin);
    if (end) *end = 0;
    return begin;
}

static int read_file(const char *path) {
    FILE *file = fopen(path, "r");
    if (!file) return failed();
    size_t count = fread(answer, 1, sizeof answer - 1, file);
    answer[count] = 0;
    fclose(file);
    say(answer);
    return 0;
}

static int write_file(const char *path, const char *mode, const char *text) {
    FILE *file = fopen(path, mode);
    if (!file) return failed();
    if (fputs(text, file) < 0 || fclose(file) != 0) return failed();
    say("ok");
    return 0;
}

static int by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static int list(const char *path) {
    static char *names[2000];
    int count = 0;
    DIR *dir = opendir(path);
    if (!dir) return failed();
    for (struct dirent *entry; (entry = readdir(dir)) && count < 2000;)
        if (entry->d_name[0] != '.') names[count++] = strdup(entry->d_name);
    closedir(dir);
    qsort(names, count, sizeof *names, by_name);
    for (int i = 0; i < count; i++) {
        if (i) say(" ");
        say(names[i]);
        free(names[i]);
    }
    return 0;
}

static int status(const char *path) {
    struct stat st;
    if (stat(path, &st) != 0) return failed();
    snprintf(answer, sizeof answer, "%s %lld", S_ISDIR(st.st_mode) ? "dir" : S_ISREG(st.st_mode) ? "file" : "other",
             (long long)st.st_size);
    say(answer);
    return 0;
}

static int done(int result) {
    if (result != 0) return failed();
    say("ok");
    return 0;
}

/** read P | write P TEXT | append P TEXT | list P | stat P | mkdir P | rmdir P | rm P | mv P Q | ln P Q | symlink P Q */
MORTISE_FUNCTION("libc") int32_t do_libc(int32_t input_len) {
    mortise_input(line);
    line[input_len] = 0;
    char *rest = line, *op = word(&rest), *path = word(&rest);
    if (!strcmp(op, "read")) return read_file(path);
    if (!strcmp(op, "write")) return write_file(path, "w", rest);
    if (!strcmp(op, "append")) return write_file(path, "a", rest);
    if (!strcmp(op, "list")) return list(path);
    if (!strcmp(op, "stat")) return status(path);
    if (!strcmp(op, "mkdir")) return done(mkdir(path, 0777));
    if (!strcmp(op, "rmdir")) return done(rmdir(path));
    if (!strcmp(op, "rm")) return done(unlink(path));
    if (!strcmp(op, "mv")) return done(rename(path, rest));
    if (!strcmp(op, "ln")) return done(link(path, rest));
    if (!strcmp(op, "symlink")) return done(symlink(path, rest));
    return 1;
}

static __wasi_fd_t opened;

static int open_bare(int fd, char *path, int oflags, unsigned long long rights, int flags) {
    return __wasi_path_open(fd, 0, path, oflags, rights, rights, flags, &opened);
}

static int transfer(const char *op, int fd, char *text) {
    __wasi_size_t count;
    if (!strcmp(op, "fd_write")) {
        __wasi_ciovec_t out = {(const uint8_t *)text, strlen(text)};
        return __wasi_fd_write(fd, &out, 1, &count);
    }
    __wasi_iovec_t in = {(uint8_t *)answer, 64};
    int result = __wasi_fd_read(fd, &in, 1, &count);
    if (result == 0) mortise_output(answer, (int)count);
    return result;
}

static int on_descriptor(const char *op, int fd, char *rest) {
    __wasi_filesize_t at;
    __wasi_filestat_t st;
    __wasi_fdstat_t fs;
    __wasi_size_t used;
    if (!strcmp(op, "fd_close")) return __wasi_fd_close(fd);
    if (!strcmp(op, "fd_sync")) return __wasi_fd_sync(fd);
    if (!strcmp(op, "fd_datasync")) return __wasi_fd_datasync(fd);
    if (!strcmp(op, "fd_set_size")) return __wasi_fd_filestat_set_size(fd, atoll(rest));
    if (!strcmp(op, "fd_allocate")) return __wasi_fd_allocate(fd, 0, atoll(rest));
    if (!strcmp(op, "fd_set_times")) return __wasi_fd_filestat_set_times(fd, 1000000000, 2000000000, 5);
    if (!strcmp(op, "fd_advise")) return __wasi_fd_advise(fd, 0, 0, atoi(rest));
    if (!strcmp(op, "fd_seek")) return __wasi_fd_seek(fd, atoll(rest), __WASI_WHENCE_SET, &at);
    if (!strcmp(op, "fd_tell")) return __wasi_fd_tell(fd, &at);
    if (!strcmp(op, "fd_set_flags")) return __wasi_fd_fdstat_set_flags(fd, atoi(rest));
    if (!strcmp(op, "fd_set_rights")) return __wasi_fd_fdstat_set_rights(fd, 0, 0);
    if (!strcmp(op, "fd_renumber")) return __wasi_fd_renumber(fd, atoi(rest));
    if (!strcmp(op, "fd_stat")) return __wasi_fd_filestat_get(fd, &st);
    if (!strcmp(op, "fd_fdstat")) return __wasi_fd_fdstat_get(fd, &fs);
    if (!strcmp(op, "fd_readdir")) return __wasi_fd_readdir(fd, (uint8_t *)answer, 100, atoll(rest), &used);
    return transfer(op, fd, rest);
}

static int on_path(const char *op, int fd, char *rest) {
    char *path = word(&rest);
    __wasi_filestat_t st;
    __wasi_size_t used;
    if (!strcmp(op, "open")) {
        int oflags = atoi(word(&rest));
        unsigned long long rights = strtoull(word(&rest), 0, 10);
        return open_bare(fd, path, oflags, rights, atoi(rest));
    }
    if (!strcmp(op, "stat")) return __wasi_path_filestat_get(fd, atoi(rest), path, &st);
    if (!strcmp(op, "set_times")) return __wasi_path_filestat_set_times(fd, 0, path, 0, 0, 10);
    if (!strcmp(op, "mkdir")) return __wasi_path_create_directory(fd, path);
    if (!strcmp(op, "rmdir")) return __wasi_path_remove_directory(fd, path);
    if (!strcmp(op, "unlink")) return __wasi_path_unlink_file(fd, path);
    if (!strcmp(op, "readlink")) return __wasi_path_readlink(fd, path, (uint8_t *)answer, 100, &used);
    if (!strcmp(op, "symlink")) return __wasi_path_symlink(path, fd, rest);
    if (!strcmp(op, "link")) return __wasi_path_link(fd, 0, path, fd, rest);
    char *to = word(&rest);
    if (!strcmp(op, "rename")) return __wasi_path_rename(fd, path, atoi(to), rest);
    return -1;
}

/** OP FD …: the error number, and after "open" the descriptor. */
MORTISE_FUNCTION("bare") int32_t do_bare(int32_t input_len) {
    mortise_input(line);
    line[input_len] = 0;
    char *rest = line, *op = word(&rest);
    int fd = atoi(word(&rest));
    int result = !strncmp(op, "fd_", 3) ? on_descriptor(op, fd, rest) : on_path(op, fd, rest);
    snprintf(answer, sizeof answer, !strcmp(op, "open") && !result ? "%d %d" : "%d", result, (int)opened);
    say(answer);
    return 0;
}

/** Opens the same file until it may not. */
MORTISE_FUNCTION("exhaust") int32_t do_exhaust(int32_t input_len) {
    mortise_input(line);
    line[input_len] = 0;
    int count = 0, result;
    while ((result = open_bare(3, line, 0, 2, 0)) == 0) count++;
    snprintf(answer, sizeof answer, "%d then %d", count, result);
    say(answer);
    return 0;
}

/** Ends without closing anything. */
MORTISE_FUNCTION("leak") int32_t do_leak(int32_t input_len) {
    (void)input_len;
    open_bare(3, "kept", 1, 66, 0);
    __builtin_trap();
}

__attribute__((import_module("wasi_snapshot_preview1"), import_name("path_open"))) int wasi_path_open(
    int, int, const char *, size_t, int, long long, long long, int, void *);

/** A path that is no C string: CODE = nul, utf8, long, many. */
MORTISE_FUNCTION("odd") int32_t do_odd(int32_t input_len) {
    mortise_input(line);
    (void)input_len;
    size_t length = 3;
    if (line[0] == 'n') memcpy(line, "a\0b", 3);
    else if (line[0] == 'u') memcpy(line, "a\xff", 3);
    else {
        length = line[0] == 'l' ? 300 : 5000;
        memset(line, 'x', length);
        if (length == 5000) for (size_t i = 1; i < length; i += 2) line[i] = '/';
    }
    snprintf(answer, sizeof answer, "%d", wasi_path_open(3, 0, line, length, 0, 2, 2, 0, &opened));
    say(answer);
    return 0;
}
