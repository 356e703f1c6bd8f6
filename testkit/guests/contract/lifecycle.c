/* The reserved exports. */
#include "guest.h"

static int32_t is_true(text document, text name) {
    return begins_with(json_member(document, name), LITERAL("true"));
}

/* Whether the configuration has `true` at this pointer. */
static int32_t is_configured(text pointer) {
    int64_t answer = mortise_config(BOTH(pointer));
    return answer > 0 && begins_with(take_mailbox(answer), LITERAL("true"));
}

FUNCTION(mortise_start) {
    text config = begin(input_len);
    if (is_true(config, LITERAL("trap_start"))) __builtin_trap();
    if (!is_true(config, LITERAL("fail_start"))) return 0;
    return mortise_fail(MORTISE_FAILED_PRECONDITION, MORTISE_TEXT("asked to fail"));
}

FUNCTION(mortise_activate) {
    begin(input_len);
    if (!is_configured(LITERAL("/fail_activate"))) return 0;
    return mortise_fail(MORTISE_FAILED_PRECONDITION, MORTISE_TEXT("asked to fail activation"));
}

FUNCTION(mortise_stop) {
    (void)input_len;
    return 0;
}

FUNCTION(mortise_health) {
    begin(input_len);
    return succeed(
        is_configured(LITERAL("/unhealthy")) ? LITERAL("{\"ready\":false,\"message\":\"asked to be unhealthy\"}")
                                             : LITERAL("{\"ready\":true,\"message\":\"fine\"}"));
}
