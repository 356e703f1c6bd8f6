/* How a call ends. */
#include "guest.h"

text take_mailbox(int64_t len) {
    text mail = {space((uint64_t)len), (uint32_t)len};
    mortise_take((char *)mail.at);
    return mail;
}

int32_t succeed(text output) {
    mortise_output(BOTH(output));
    return 0;
}

int32_t succeed_with_number(int64_t number) {
    char digits[20];
    uint32_t first = sizeof digits;
    uint64_t left = (uint64_t)number;
    do {
        digits[--first] = (char)('0' + left % 10);
        left /= 10;
    } while (left != 0);
    return succeed((text){digits + first, (uint32_t)sizeof digits - first});
}

int32_t wants(text shape) {
    char *message = space(6 + shape.len);
    text start = LITERAL("wants ");
    for (uint32_t i = 0; i < start.len; i++) message[i] = start.at[i];
    for (uint32_t i = 0; i < shape.len; i++) message[start.len + i] = shape.at[i];
    return mortise_fail(MORTISE_INVALID_ARGUMENT, message, start.len + shape.len);
}

static int32_t refuse(int64_t answer) {
    text message = take_mailbox(mortise_pending());
    return mortise_fail((int32_t)-answer, BOTH(message));
}

int32_t end_as(int64_t answer) {
    return answer < 0 ? refuse(answer) : succeed(take_mailbox(answer));
}

int32_t end_with(int64_t answer, text output) {
    return answer < 0 ? refuse(answer) : succeed(output);
}

int32_t end_with_number(int64_t answer) {
    return answer < 0 ? refuse(answer) : succeed_with_number(answer);
}
