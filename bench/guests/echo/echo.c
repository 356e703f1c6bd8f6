/* The cheapest call there is: what a call costs around the guest. */
#include "room.h"

MORTISE_FUNCTION("echo") int32_t echo(int32_t input_len) {
    mortise_output(read_input(input_len), (uint32_t)input_len);
    return 0;
}
