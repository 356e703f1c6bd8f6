/*
 * mortise.h: the guest ABI mortise/1 for C, as declarations and nothing else. Needs clang for wasm32; no library, no allocator.
 *
 *     #include "mortise.h"
 *
 *     MORTISE_FUNCTION("greet") int32_t greet(int32_t input_len) {
 *         char name[256];
 *         if (input_len > 256) return mortise_fail(MORTISE_INVALID_ARGUMENT, MORTISE_TEXT("the name is too long"));
 *         mortise_input(name);
 *         mortise_output(MORTISE_TEXT("Hello, "));
 *         mortise_output(name, (uint32_t)input_len);
 *         return 0;
 *     }
 *
 * The host keeps the bytes and the guest asks for them: the input with mortise_input, the answer of a host call with mortise_take.
 * All texts are UTF-8, not ended by zero; a length counts bytes. A range outside memory is a trap; a length of 0 may have any pointer.
 * An import that is declared here and never called does not appear in the module, so a module asks for what it uses.
 *
 * Copyright the Mortise authors. Licensed under the Apache License, Version 2.0.
 */
#ifndef MORTISE_H
#define MORTISE_H

#include <stdint.h>

#define MORTISE_IMPORT(name) __attribute__((import_module("mortise/1"), import_name(name)))

/* Exports a C function under the name that the manifest declares: `int32_t f(int32_t input_len)`, 0 = success.
 * Names beginning with `mortise_` or `_` are reserved, for these exports, all optional and of the same type:
 *   mortise_start     every instance, before its first call; input = the configuration; service imports answer -9; no outside effect
 *   mortise_activate  once per generation, on its first instance, with all imports
 *   mortise_stop      a second at most, on a healthy instance
 *   mortise_health    outputs {"ready": true, "message": "..."}
 *   mortise_describe  outputs {"functions": {"greet": {}}}, for a manifest that lists none
 *   mortise_call      `int32_t f(int32_t name_len, int32_t input_len)`: takes every call; the name comes from mortise_function */
#define MORTISE_FUNCTION(name) __attribute__((export_name(name)))

/* A string literal as the two arguments "pointer, length". */
#define MORTISE_TEXT(literal) (literal), (uint32_t)(sizeof(literal) - 1)

/* Status codes: for mortise_error, and negated as the answer of a host call that failed. */
enum mortise_status {
    MORTISE_CANCELLED = 1,
    MORTISE_UNKNOWN = 2,
    MORTISE_INVALID_ARGUMENT = 3,
    MORTISE_DEADLINE_EXCEEDED = 4,
    MORTISE_NOT_FOUND = 5,
    MORTISE_ALREADY_EXISTS = 6,
    MORTISE_PERMISSION_DENIED = 7,
    MORTISE_RESOURCE_EXHAUSTED = 8,
    MORTISE_FAILED_PRECONDITION = 9,
    MORTISE_ABORTED = 10,
    MORTISE_OUT_OF_RANGE = 11,
    MORTISE_UNIMPLEMENTED = 12,
    MORTISE_INTERNAL = 13,
    MORTISE_UNAVAILABLE = 14,
    MORTISE_DATA_LOSS = 15,
    MORTISE_UNAUTHENTICATED = 16
};

enum mortise_level { MORTISE_TRACE = 0, MORTISE_DEBUG = 1, MORTISE_INFO = 2, MORTISE_WARN = 3, MORTISE_ERROR = 4 };

#ifdef __cplusplus
extern "C" {
#endif

/* ---- The call: no permission needed ---- */

/* Copies the whole input, as many bytes as the function's parameter says. */
MORTISE_IMPORT("input") void mortise_input(void *to);
/* Copies `len` bytes of the input from `offset`. */
MORTISE_IMPORT("input_at") void mortise_input_at(void *to, uint32_t offset, uint32_t len);
/* Copies the called name; its length is the first parameter of the export mortise_call. */
MORTISE_IMPORT("function") void mortise_function(void *to);
/* Appends to the result. A failed call's output is dropped. */
MORTISE_IMPORT("output") void mortise_output(const void *bytes, uint32_t len);
/* Makes the call fail; the last one wins. A code outside 1..16 arrives as UNKNOWN. Return non-zero after it. */
MORTISE_IMPORT("error") void mortise_error(int32_t code, const char *message, uint32_t len);
/* Sends one chunk of a streamed result and waits for demand; non-zero = the caller has gone. In a plain call the same as output. */
MORTISE_IMPORT("emit") int32_t mortise_emit(const void *bytes, uint32_t len);
/* A JSON object: call_id, function, deadline_ms (left), traceparent, tenant, caller. Answers as service imports do. */
MORTISE_IMPORT("call_info") int64_t mortise_call_info(void);

/* ---- The mailbox: where the answer of an import that returns int64_t waits ----
 * >= 0: success, so many bytes wait. < 0: minus the status code, a message waits.
 * There is one mailbox. The next import that answers an int64_t empties it (the clocks do not), as does the end of the call. */

/* How many bytes wait. */
MORTISE_IMPORT("pending") int32_t mortise_pending(void);
/* Copies them and empties the mailbox. */
MORTISE_IMPORT("take") void mortise_take(void *to);

/* ---- Configuration, log, clocks, randomness: no permission needed ---- */

/* The JSON value at a JSON pointer ("/greeting"; empty = all); -5 where there is none. */
MORTISE_IMPORT("config") int64_t mortise_config(const char *pointer, uint32_t len);
/* Logs a message with a JSON object as fields (length 0 = none); see mortise_level. */
MORTISE_IMPORT("log") void mortise_log(
    int32_t level, const char *message, uint32_t len, const char *fields, uint32_t fields_len);
/* Milliseconds since 1970. */
MORTISE_IMPORT("time_ms") int64_t mortise_time_ms(void);
/* Nanoseconds since some moment, for measuring. */
MORTISE_IMPORT("monotonic_ns") int64_t mortise_monotonic_ns(void);
/* Fills a range with bytes of the host's secure random source. */
MORTISE_IMPORT("random") void mortise_random(void *to, uint32_t len);

/* ---- Permission kv: a durable store of the plugin's own. ttl_ms 0 = no end. Versions begin at 1 ---- */

/* The value; -5 where there is none. */
MORTISE_IMPORT("kv_get") int64_t mortise_kv_get(const char *key, uint32_t key_len);
/* Answers the entry's new version, with an empty mailbox. */
MORTISE_IMPORT("kv_set") int64_t mortise_kv_set(
    const char *key, uint32_t key_len, const void *value, uint32_t value_len, int64_t ttl_ms);
/* Answers 0, also where there was nothing. */
MORTISE_IMPORT("kv_delete") int64_t mortise_kv_delete(const char *key, uint32_t key_len);
/* A JSON array of at most `limit` names that begin with the prefix and come after `after` (length 0 = from the start). */
MORTISE_IMPORT("kv_list") int64_t mortise_kv_list(
    const char *prefix, uint32_t prefix_len, const char *after, uint32_t after_len, uint32_t limit);
/* Answers the entry's version, with an empty mailbox; -5 where there is none. */
MORTISE_IMPORT("kv_version") int64_t mortise_kv_version(const char *key, uint32_t key_len);
/* Sets only where the version is still this one (0 = must not exist), else -10. Answers as kv_set. */
MORTISE_IMPORT("kv_compare_and_set") int64_t mortise_kv_compare_and_set(
    const char *key, uint32_t key_len, const void *value, uint32_t value_len, int64_t version, int64_t ttl_ms);

/* ---- Permission cache: as kv, but it may forget at any time ---- */

MORTISE_IMPORT("cache_get") int64_t mortise_cache_get(const char *key, uint32_t key_len);
MORTISE_IMPORT("cache_set") int64_t mortise_cache_set(
    const char *key, uint32_t key_len, const void *value, uint32_t value_len, int64_t ttl_ms);
MORTISE_IMPORT("cache_delete") int64_t mortise_cache_delete(const char *key, uint32_t key_len);

/* ---- Permission http ----
 * head = {"method", "url", "headers": {"accept": ["text/plain"]}, "timeout_ms"?}, header names in lower case.
 * The answer is {"status", "headers", "body_length"}; mortise_http_body then puts the body into the mailbox, once. */

MORTISE_IMPORT("http_request") int64_t mortise_http_request(
    const char *head, uint32_t head_len, const void *body, uint32_t body_len);
MORTISE_IMPORT("http_body") int64_t mortise_http_body(void);

/* ---- The other services, one permission each ---- */

/* events: {"type", "subject"?, "data"?, "idempotency_key"?}; answers the event's id. */
MORTISE_IMPORT("event_emit") int64_t mortise_event_emit(const char *json, uint32_t len);
/* secrets: the value of one granted name; -5 where there is none. */
MORTISE_IMPORT("secret_get") int64_t mortise_secret_get(const char *name, uint32_t len);
/* jobs: {"job", "payload", "run_at"?, "idempotency_key"?}. */
MORTISE_IMPORT("job_enqueue") int64_t mortise_job_enqueue(const char *json, uint32_t len);
/* plugins: head = {"plugin", "function", "timeout_ms"?}; answers the callee's result. */
MORTISE_IMPORT("plugin_call") int64_t mortise_plugin_call(
    const char *head, uint32_t head_len, const void *payload, uint32_t payload_len);
/* app: a function of the application; answers its result. */
MORTISE_IMPORT("app_call") int64_t mortise_app_call(
    const char *name, uint32_t name_len, const void *payload, uint32_t payload_len);
/* sql: {"sql", "params"}; answers a JSON document. */
MORTISE_IMPORT("sql_query") int64_t mortise_sql_query(const char *json, uint32_t len);
MORTISE_IMPORT("sql_exec") int64_t mortise_sql_exec(const char *json, uint32_t len);
/* mail: a JSON object with the message. */
MORTISE_IMPORT("mail_send") int64_t mortise_mail_send(const char *json, uint32_t len);

#ifdef __cplusplus
}
#endif

/* `return mortise_fail(code, MORTISE_TEXT("why"));` */
static inline int32_t mortise_fail(int32_t code, const char *message, uint32_t len) {
    mortise_error(code, message, len);
    return 1;
}

#endif
