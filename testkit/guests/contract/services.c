/* One function for each host service that needs a permission. */
#include "guest.h"

FUNCTION(host_calls) {
    int64_t count;
    if (!whole_number(begin(input_len), &count)) return wants(LITERAL("COUNT"));
    for (int64_t i = 0; i < count; i++) {
        int64_t answer = mortise_kv_get("k", 1);
        if (answer < 0 && answer != -MORTISE_NOT_FOUND) return end_as(answer);
    }
    return succeed(LITERAL("ok"));
}

FUNCTION(kv_get) {
    text key = begin(input_len);
    return end_as(mortise_kv_get(BOTH(key)));
}

FUNCTION(kv_set) {
    text value = begin(input_len);
    text key;
    int64_t ttl_ms;
    if (!take_field(&value, &key) || !take_number(&value, &ttl_ms)) return wants(LITERAL("KEY TTL_MS VALUE"));
    return end_with_number(mortise_kv_set(BOTH(key), BOTH(value), ttl_ms));
}

FUNCTION(kv_delete) {
    text key = begin(input_len);
    return end_with(mortise_kv_delete(BOTH(key)), LITERAL("ok"));
}

static text empty_for_dash(text field) {
    return field.len == 1 && field.at[0] == '-' ? (text){field.at, 0} : field;
}

FUNCTION(kv_list) {
    text rest = begin(input_len);
    text prefix, after;
    int64_t limit;
    if (!take_field(&rest, &prefix) || !take_field(&rest, &after) || !whole_number(rest, &limit)) {
        return wants(LITERAL("PREFIX AFTER LIMIT"));
    }
    prefix = empty_for_dash(prefix);
    after = empty_for_dash(after);
    return end_as(mortise_kv_list(BOTH(prefix), BOTH(after), (uint32_t)limit));
}

FUNCTION(kv_version) {
    text key = begin(input_len);
    return end_with_number(mortise_kv_version(BOTH(key)));
}

FUNCTION(kv_cas) {
    text value = begin(input_len);
    text key;
    int64_t version, ttl_ms;
    if (!take_field(&value, &key) || !take_number(&value, &version) || !take_number(&value, &ttl_ms)) {
        return wants(LITERAL("KEY VERSION TTL_MS VALUE"));
    }
    return end_with_number(mortise_kv_compare_and_set(BOTH(key), BOTH(value), version, ttl_ms));
}

FUNCTION(cache_get) {
    text key = begin(input_len);
    return end_as(mortise_cache_get(BOTH(key)));
}

FUNCTION(cache_set) {
    text value = begin(input_len);
    text key;
    int64_t ttl_ms;
    if (!take_field(&value, &key) || !take_number(&value, &ttl_ms)) return wants(LITERAL("KEY TTL_MS VALUE"));
    return end_with(mortise_cache_set(BOTH(key), BOTH(value), ttl_ms), LITERAL("ok"));
}

FUNCTION(cache_delete) {
    text key = begin(input_len);
    return end_with(mortise_cache_delete(BOTH(key)), LITERAL("ok"));
}

FUNCTION(emit_event) {
    text event = begin(input_len);
    return end_as(mortise_event_emit(BOTH(event)));
}

FUNCTION(on_event) {
    text event = begin(input_len);
    return end_with(mortise_kv_set(MORTISE_TEXT("event"), BOTH(event), 0), LITERAL(""));
}

FUNCTION(secret) {
    text name = begin(input_len);
    return end_as(mortise_secret_get(BOTH(name)));
}

FUNCTION(plugin_call) {
    text payload = begin(input_len);
    text head = take_line(&payload);
    return end_as(mortise_plugin_call(BOTH(head), BOTH(payload)));
}

FUNCTION(app_call) {
    text payload = begin(input_len);
    text name = take_line(&payload);
    return end_as(mortise_app_call(BOTH(name), BOTH(payload)));
}

FUNCTION(enqueue) {
    text job = begin(input_len);
    return end_as(mortise_job_enqueue(BOTH(job)));
}

FUNCTION(sql_query) {
    text query = begin(input_len);
    return end_as(mortise_sql_query(BOTH(query)));
}

FUNCTION(sql_exec) {
    text statement = begin(input_len);
    return end_as(mortise_sql_exec(BOTH(statement)));
}

FUNCTION(mail_send) {
    text mail = begin(input_len);
    return end_as(mortise_mail_send(BOTH(mail)));
}
