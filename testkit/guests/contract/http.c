/* A request takes two host calls: the first answers the head, the second the body. */
#include "guest.h"

static int32_t exchange(text head, text body) {
    int64_t answer = mortise_http_request(BOTH(head), BOTH(body));
    if (answer < 0) return end_as(answer);
    text status = json_member(take_mailbox(answer), LITERAL("status"));
    uint32_t digits = 0;
    while (digits < status.len && status.at[digits] >= '0' && status.at[digits] <= '9') digits++;
    mortise_output(status.at, digits);
    mortise_output(MORTISE_TEXT("\n"));
    return end_as(mortise_http_body());
}

FUNCTION(http) {
    return exchange(begin(input_len), LITERAL(""));
}

FUNCTION(http_post) {
    text body = begin(input_len);
    text head = take_line(&body);
    /* The same bytes once more, so that a real call shows that input_at copies a part of the input. */
    uint32_t offset = (uint32_t)input_len - body.len;
    text part = {space(body.len), body.len};
    mortise_input_at((char *)part.at, offset, body.len);
    return exchange(head, part);
}
