// A guest that traps in known places. The test names these lines: change both together.
#include "mortise.h"

namespace mail {
template <typename T> struct Box {
    __attribute__((noinline)) T open(T value) {
        if (value > 3) __builtin_trap(); // line 7
        return value * 2;
    }
};

__attribute__((noinline)) static int send(int value) {
    Box<int> box;
    return box.open(value) + 1; // line 14
}
} // namespace mail

extern "C" MORTISE_FUNCTION("deliver") int32_t deliver(int32_t input_len) {
    return mail::send(input_len) * 0; // line 19
}

extern "C" MORTISE_FUNCTION("divide") int32_t divide(int32_t input_len) {
    volatile int zero = 0;
    return 10 / (input_len - input_len + zero); // line 24
}
