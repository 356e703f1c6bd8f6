/* Four Extism guests in one module, of the shape of those that Extism publishes. Bytes go through the host's imports. */
#include <stdint.h>

#define ENV(name) __attribute__((import_module("extism:host/env"), import_name(name)))
#define GUEST(name) __attribute__((export_name(name)))

ENV("alloc") uint64_t kernel_alloc(uint64_t bytes);
ENV("length") uint64_t kernel_length(uint64_t handle);
ENV("load_u8") uint32_t kernel_load8(uint64_t at);
ENV("load_u64") uint64_t kernel_load64(uint64_t at);
ENV("store_u8") void kernel_store8(uint64_t at, uint32_t value);
ENV("store_u64") void kernel_store64(uint64_t at, uint64_t value);
ENV("input_length") uint64_t kernel_input_length(void);
ENV("input_load_u8") uint32_t kernel_input8(uint64_t offset);
ENV("input_load_u64") uint64_t kernel_input64(uint64_t offset);
ENV("output_set") void kernel_output(uint64_t at, uint64_t bytes);
ENV("config_get") uint64_t kernel_config(uint64_t key);
ENV("var_get") uint64_t kernel_var(uint64_t key);
ENV("var_set") void kernel_set_var(uint64_t key, uint64_t value);

static uint8_t room[1 << 16];

static uint64_t read_input(void) {
    uint64_t length = kernel_input_length(), i = 0;
    for (; i + 8 <= length; i += 8) {
        *(uint64_t *)(room + i) = kernel_input64(i);
    }
    for (; i < length; i++) {
        room[i] = (uint8_t)kernel_input8(i);
    }
    return length;
}

static uint64_t read_block(uint64_t at) {
    uint64_t length = kernel_length(at), i = 0;
    for (; i + 8 <= length; i += 8) {
        *(uint64_t *)(room + i) = kernel_load64(at + i);
    }
    for (; i < length; i++) {
        room[i] = (uint8_t)kernel_load8(at + i);
    }
    return length;
}

static uint64_t block(const uint8_t *from, uint64_t length) {
    uint64_t at = kernel_alloc(length), i = 0;
    for (; i + 8 <= length; i += 8) {
        kernel_store64(at + i, *(const uint64_t *)(from + i));
    }
    for (; i < length; i++) {
        kernel_store8(at + i, from[i]);
    }
    return at;
}

static int32_t output(uint64_t length) {
    kernel_output(block(room, length), length);
    return 0;
}

GUEST("echo") int32_t echo(void) {
    return output(read_input());
}

GUEST("count_vowels") int32_t count_vowels(void) {
    uint64_t length = read_input();
    uint32_t count = 0;
    for (uint64_t i = 0; i < length; i++) {
        uint8_t c = room[i] | 0x20;
        count += c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
    }
    uint64_t digits = 0;
    uint8_t reversed[10];
    do {
        reversed[digits++] = (uint8_t)('0' + count % 10);
        count /= 10;
    } while (count);
    for (uint64_t i = 0; i < digits; i++) {
        room[i] = reversed[digits - 1 - i];
    }
    return output(digits);
}

GUEST("config") int32_t config(void) {
    return output(read_block(kernel_config(block((const uint8_t *)"thing", 5))));
}

GUEST("var") int32_t var(void) {
    uint64_t length = read_block(kernel_var(block((const uint8_t *)"count", 5)));
    if (!length) {
        *(uint64_t *)room = 0;
    }
    ++*(uint64_t *)room;
    kernel_set_var(block((const uint8_t *)"count", 5), block(room, 8));
    room[0] = 'k';
    return output(1);
}
