/* The smallest guest that does something: one function, two imports. */
#include "mortise.h"

#define PAGE 65536u

extern char __heap_base;

MORTISE_FUNCTION("echo") int32_t echo(int32_t input_len) {
    uint64_t end = (uintptr_t)&__heap_base + (uint64_t)(uint32_t)input_len;
    uint64_t size = (uint64_t)__builtin_wasm_memory_size(0) * PAGE;
    if (end > size && __builtin_wasm_memory_grow(0, (__SIZE_TYPE__)((end - size + PAGE - 1) / PAGE)) == (__SIZE_TYPE__)-1) {
        __builtin_trap();
    }
    mortise_input(&__heap_base);
    mortise_output(&__heap_base, (uint32_t)input_len);
    return 0;
}
