/* What the functions of the contract guest share: space for one call, texts, and the ends that a call can have. */
#ifndef GUEST_H
#define GUEST_H

#include "mortise.h"

/* Bytes and their count; never ended by zero. */
typedef struct {
    const char *at;
    uint32_t len;
} text;

#define LITERAL(string) ((text){(string), (uint32_t)(sizeof(string) - 1)})
#define BOTH(piece) (piece).at, (piece).len

/* Defines and exports one function of the table in README.md. */
#define FUNCTION(name) MORTISE_FUNCTION(#name) int32_t call_##name(int32_t input_len)

/* Forgets the space of the last call and reads the whole input of this one. */
text begin(int32_t input_len);

/* Fresh space, 8-aligned, valid to the end of the call; traps where memory cannot grow. */
char *space(uint64_t len);

/* Cuts the first field and the space behind it off `rest`; 0 if there is none. */
int32_t take_field(text *rest, text *field);

/* The same for a field of 1 to 18 digits. */
int32_t take_number(text *rest, int64_t *number);

/* The whole text as a number of 1 to 18 digits; 0 if it is none. */
int32_t whole_number(text piece, int64_t *number);

/* Splits at the first newline; without one all of it is the first line. */
text take_line(text *rest);

/* Takes the mailbox, which holds so many bytes. */
text take_mailbox(int64_t len);

/* The document from the value of this member of its outermost object on; an empty text where there is none. */
text json_member(text document, text name);

int32_t begins_with(text piece, text prefix);

/* The ends of a call: each is what the function returns. */
int32_t succeed(text output);
int32_t succeed_with_number(int64_t number);
int32_t wants(text shape);
/* As a host call ended: its answer or its refusal, with what waits in the mailbox. */
int32_t end_as(int64_t answer);
/* The same where success has a fixed output. */
int32_t end_with(int64_t answer, text output);
/* The same where success is a number. */
int32_t end_with_number(int64_t answer);

#endif
