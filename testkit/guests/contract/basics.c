/* Functions of a call and of the imports that need no permission. */
#include "guest.h"

#define CHUNK 65536u

__attribute__((import_module("wasi_snapshot_preview1"), import_name("fd_write"))) int32_t wasi_fd_write(
    int32_t fd, const text *pieces, uint32_t count, uint32_t *written);

FUNCTION(echo) {
    return succeed(begin(input_len));
}

FUNCTION(fail) {
    text input = begin(input_len);
    int64_t code;
    if (!take_number(&input, &code)) return wants(LITERAL("CODE MESSAGE"));
    return mortise_fail((int32_t)code, BOTH(input));
}

FUNCTION(silent_fail) {
    (void)input_len;
    return 7;
}

FUNCTION(output_size) {
    int64_t left;
    if (!whole_number(begin(input_len), &left)) return wants(LITERAL("BYTES"));
    text chunk = {space(CHUNK), CHUNK};
    for (uint32_t i = 0; i < CHUNK; i++) ((char *)chunk.at)[i] = 'x';
    for (; left > CHUNK; left -= CHUNK) mortise_output(BOTH(chunk));
    return succeed((text){chunk.at, (uint32_t)left});
}

/* Writes "chunk N" and answers it. */
static text chunk_name(char *to, int64_t number) {
    int64_t unit = 1;
    while (number / unit >= 10) unit *= 10;
    text start = LITERAL("chunk ");
    uint32_t len = 0;
    for (; len < start.len; len++) to[len] = start.at[len];
    for (; unit > 0; unit /= 10) to[len++] = (char)('0' + number / unit % 10);
    return (text){to, len};
}

FUNCTION(stream) {
    int64_t chunks;
    if (!whole_number(begin(input_len), &chunks)) return wants(LITERAL("CHUNKS"));
    char name[32];
    for (int64_t i = 0; i < chunks; i++) {
        text chunk = chunk_name(name, i);
        if (mortise_emit(BOTH(chunk)) != 0) return 0;
    }
    return 0;
}

FUNCTION(config) {
    text pointer = begin(input_len);
    int64_t answer = mortise_config(BOTH(pointer));
    if (answer != -MORTISE_NOT_FOUND) return end_as(answer);
    text start = LITERAL("no config at ");
    char *message = space(start.len + pointer.len);
    for (uint32_t i = 0; i < start.len; i++) message[i] = start.at[i];
    for (uint32_t i = 0; i < pointer.len; i++) message[start.len + i] = pointer.at[i];
    return mortise_fail(MORTISE_NOT_FOUND, message, start.len + pointer.len);
}

FUNCTION(call_info) {
    begin(input_len);
    return end_as(mortise_call_info());
}

FUNCTION(log) {
    text input = begin(input_len);
    int64_t level;
    if (!take_number(&input, &level)) return wants(LITERAL("LEVEL MESSAGE"));
    mortise_log((int32_t)level, BOTH(input), MORTISE_TEXT("{\"from\":\"guest\"}"));
    return succeed(LITERAL("ok"));
}

FUNCTION(stdout) {
    text pieces[2] = {begin(input_len), LITERAL("\n")};
    uint32_t written;
    if (wasi_fd_write(1, pieces, 2, &written) != 0) {
        return mortise_fail(MORTISE_INTERNAL, MORTISE_TEXT("standard output refused the line"));
    }
    return succeed(LITERAL("ok"));
}

FUNCTION(random) {
    int64_t bytes;
    if (!whole_number(begin(input_len), &bytes)) return wants(LITERAL("BYTES"));
    text out = {space((uint64_t)bytes), (uint32_t)bytes};
    mortise_random((char *)out.at, out.len);
    return succeed(out);
}

FUNCTION(time) {
    begin(input_len);
    return succeed_with_number(mortise_time_ms());
}
