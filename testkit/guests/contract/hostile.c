/* Functions that do what a bad guest does. */
#include "guest.h"

#define PAGES_PER_MIB 16
#define TOUCH_EVERY 4096u

static volatile uint64_t sink;

FUNCTION(trap) {
    (void)input_len;
    __builtin_trap();
}

FUNCTION(spin) {
    (void)input_len;
    for (;;) sink++;
}

FUNCTION(alloc) {
    int64_t mib;
    if (!whole_number(begin(input_len), &mib)) return wants(LITERAL("MIB"));
    uint64_t pages = (uint64_t)mib * PAGES_PER_MIB;
    if (pages > 65536) __builtin_trap();
    __SIZE_TYPE__ before = __builtin_wasm_memory_grow(0, (__SIZE_TYPE__)pages);
    if (before == (__SIZE_TYPE__)-1) __builtin_trap();
    uint64_t start = (uint64_t)before * 65536;
    for (uint64_t at = start; at < start + pages * 65536; at += TOUCH_EVERY) *(volatile char *)(uintptr_t)at = 1;
    return succeed(LITERAL("ok"));
}

/* What happens after the inner call keeps the compiler from making a loop of it. */
__attribute__((noinline)) static uint64_t descend(int64_t depth, uint64_t seed) {
    if (depth == 0) return (uint64_t)mortise_time_ms();
    uint64_t below = descend(depth - 1, seed * 31 + (uint64_t)depth);
    sink = below;
    return (below ^ seed) * 31 + (uint64_t)depth;
}

FUNCTION(recurse) {
    int64_t depth;
    if (!whole_number(begin(input_len), &depth)) return wants(LITERAL("DEPTH"));
    sink = descend(depth, 1);
    return succeed(LITERAL("ok"));
}

FUNCTION(recurse_forever) {
    begin(input_len);
    sink = descend(INT64_MAX, 1);
    return 0;
}

FUNCTION(wrong_pointer) {
    (void)input_len;
    mortise_output((const void *)0xFFFF0000u, 64);
    return 0;
}

FUNCTION(huge_length) {
    (void)input_len;
    mortise_output((const void *)0, 0x7FFFFFFFu);
    return 0;
}

FUNCTION(negative_length) {
    (void)input_len;
    mortise_output((const void *)16, (uint32_t)-1);
    return 0;
}
