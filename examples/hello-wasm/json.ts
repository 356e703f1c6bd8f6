// As much JSON as a greeting needs. Input that plugin.yaml's schema let through is well formed; a bare module has no schema, and then
// what is malformed counts as missing or is read as far as it goes.
const QUOTE: i32 = 0x22;
const BACKSLASH: i32 = 0x5c;

/** A string member of the outermost object, without its quotes and with its escapes; null where there is none. */
export function stringMember(document: string, name: string): string | null {
  let depth = 0;
  let keyFollows = false;
  for (let i = 0; i < document.length; i++) {
    const c = document.charAt(i);
    if (c == '"') {
      const end = closingQuote(document, i);
      if (depth == 1 && keyFollows && document.substring(i + 1, end) == name) return stringFrom(document, end + 1);
      keyFollows = false;
      i = end;
    } else if (c == "{" || c == "[") {
      depth++;
      keyFollows = c == "{";
    } else if (c == "}" || c == "]") {
      depth--;
    } else if (c == ",") {
      keyFollows = true;
    }
  }
  return null;
}

/** A JSON string without its quotes. */
export function insideQuotes(value: string): string {
  return value.substring(1, value.length - 1);
}

function closingQuote(document: string, opening: i32): i32 {
  let i = opening + 1;
  while (i < document.length && document.charCodeAt(i) != QUOTE) {
    i += document.charCodeAt(i) == BACKSLASH ? 2 : 1;
  }
  return i;
}

/** The string behind a member's colon, null if the value is of another type. */
function stringFrom(document: string, colon: i32): string | null {
  const opening = document.indexOf(":", colon) + 1;
  const value = document.substring(opening).trimStart();
  if (!value.startsWith('"')) return null;
  const end = closingQuote(value, 0);
  return end < value.length ? value.substring(1, end) : null;
}
