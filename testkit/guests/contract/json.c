/* Finds one member in the outermost object of a document that the host wrote, so it is known to be well formed. */
#include "guest.h"

static int32_t is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The offset behind the string that begins at `from`, quotes included. */
static uint32_t string_end(text document, uint32_t from) {
    uint32_t i = from + 1;
    while (i < document.len && document.at[i] != '"') i += document.at[i] == '\\' ? 2 : 1;
    return i + 1;
}

static text value_after(text document, uint32_t i) {
    while (i < document.len && (is_space(document.at[i]) || document.at[i] == ':')) i++;
    return i < document.len ? (text){document.at + i, document.len - i} : (text){document.at, 0};
}

text json_member(text document, text name) {
    int32_t depth = 0;
    int32_t key_follows = 0;
    for (uint32_t i = 0; i < document.len; i++) {
        char c = document.at[i];
        if (c == '"') {
            uint32_t end = string_end(document, i);
            text key = {document.at + i + 1, end - i - 2};
            if (depth == 1 && key_follows && key.len == name.len && begins_with(key, name)) {
                return value_after(document, end);
            }
            key_follows = 0;
            i = end - 1;
        } else if (c == '{' || c == '[') {
            depth++;
            key_follows = c == '{';
        } else if (c == '}' || c == ']') {
            depth--;
        } else if (c == ',') {
            key_follows = 1;
        }
    }
    return (text){document.at, 0};
}
