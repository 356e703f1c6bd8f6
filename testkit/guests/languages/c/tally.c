/* The guest of testkit/guests/languages in C, without a library. */
#include "mortise.h"

#define ROOM (128u << 10)

static char input[ROOM];
static char greeting[256];
static uint32_t greeting_len;

MORTISE_FUNCTION("mortise_start") int32_t start(int32_t len) {
    if ((uint32_t)len > sizeof greeting) {
        mortise_error(MORTISE_INVALID_ARGUMENT, MORTISE_TEXT("the configuration is too long"));
        return 1;
    }
    mortise_input(greeting);
    greeting_len = (uint32_t)len;
    return 0;
}

MORTISE_FUNCTION("echo") int32_t echo(int32_t len) {
    if ((uint32_t)len > ROOM) {
        mortise_error(MORTISE_OUT_OF_RANGE, MORTISE_TEXT("the input is too long"));
        return 1;
    }
    mortise_input(input);
    mortise_output(input, (uint32_t)len);
    return 0;
}

MORTISE_FUNCTION("greet") int32_t greet(int32_t len) {
    mortise_output(greeting, greeting_len);
    mortise_output(" ", 1);
    return echo(len);
}

MORTISE_FUNCTION("count") int32_t count(int32_t len) {
    (void)len;
    char digits[20];
    uint64_t number = 0;
    int64_t found = mortise_kv_get("n", 1);
    if (found > 0 && found <= (int64_t)sizeof digits) {
        mortise_take(digits);
        for (int64_t i = 0; i < found; i++) {
            number = number * 10 + (uint64_t)(digits[i] - '0');
        }
    }
    number++;
    uint32_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    if (mortise_kv_set("n", 1, digits + at, sizeof digits - at, 0) < 0) {
        mortise_error(MORTISE_UNAVAILABLE, MORTISE_TEXT("the number was not kept"));
        return 1;
    }
    mortise_output(digits + at, sizeof digits - at);
    return 0;
}

MORTISE_FUNCTION("refuse") int32_t refuse(int32_t len) {
    static char words[4 + 256] = "no: ";
    uint32_t kept = (uint32_t)len > 256 ? 256 : (uint32_t)len;
    mortise_input_at(words + 4, 0, kept);
    mortise_error(MORTISE_INVALID_ARGUMENT, words, 4 + kept);
    return 1;
}

MORTISE_FUNCTION("fall") int32_t fall(int32_t len) {
    (void)len;
    __builtin_trap();
}

MORTISE_FUNCTION("spin") int32_t spin(int32_t len) {
    for (volatile int32_t i = len;; i++) {
    }
}
