/* Where a call's input lies: at the end of the static data, memory grown to hold it. */
#ifndef ROOM_H
#define ROOM_H

#include "mortise.h"

extern unsigned char __heap_base;

static inline const unsigned char *read_input(int32_t input_len) {
    uint64_t end = (uintptr_t)&__heap_base + (uint64_t)(uint32_t)input_len;
    uint64_t size = (uint64_t)__builtin_wasm_memory_size(0) << 16;
    if (end > size && __builtin_wasm_memory_grow(0, (__SIZE_TYPE__)((end - size + 65535) >> 16)) == (__SIZE_TYPE__)-1) {
        __builtin_trap();
    }
    mortise_input(&__heap_base);
    return &__heap_base;
}

#endif
