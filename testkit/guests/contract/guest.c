/* Space and texts. */
#include "guest.h"

#define PAGE 65536u

extern char __heap_base;
static uint64_t next_free;

char *space(uint64_t len) {
    uint64_t start = (next_free + 7) & ~7ull;
    uint64_t end = start + len;
    uint64_t size = (uint64_t)__builtin_wasm_memory_size(0) * PAGE;
    if (end > size) {
        uint64_t pages = (end - size + PAGE - 1) / PAGE;
        if (pages > PAGE || __builtin_wasm_memory_grow(0, pages) == (__SIZE_TYPE__)-1) __builtin_trap();
    }
    next_free = end;
    return (char *)(uintptr_t)start;
}

text begin(int32_t input_len) {
    next_free = (uintptr_t)&__heap_base;
    text input = {space((uint32_t)input_len), (uint32_t)input_len};
    mortise_input((char *)input.at);
    return input;
}

/* Cuts `piece` off at the first `end`, which goes as well. */
static text take_until(text *rest, char end) {
    uint32_t len = 0;
    while (len < rest->len && rest->at[len] != end) len++;
    text piece = {rest->at, len};
    uint32_t used = len < rest->len ? len + 1 : len;
    rest->at += used;
    rest->len -= used;
    return piece;
}

int32_t take_field(text *rest, text *field) {
    *field = take_until(rest, ' ');
    return field->len > 0;
}

text take_line(text *rest) {
    return take_until(rest, '\n');
}

int32_t whole_number(text piece, int64_t *number) {
    *number = 0;
    for (uint32_t i = 0; i < piece.len; i++) {
        if (piece.at[i] < '0' || piece.at[i] > '9') return 0;
        *number = *number * 10 + (piece.at[i] - '0');
        if (i == 18) return 0;
    }
    return piece.len > 0;
}

int32_t take_number(text *rest, int64_t *number) {
    text field;
    return take_field(rest, &field) && whole_number(field, number);
}

int32_t begins_with(text piece, text prefix) {
    if (piece.len < prefix.len) return 0;
    for (uint32_t i = 0; i < prefix.len; i++) {
        if (piece.at[i] != prefix.at[i]) return 0;
    }
    return 1;
}
