// {"name": "Ada"} → {"greeting": "Hello, Ada!"}. The first word is the plugin's configuration "greeting".
import { config, fail, INVALID_ARGUMENT, read, write } from "./host";
import { insideQuotes, stringMember } from "./json";

export function greet(length: i32): i32 {
  const name = stringMember(read(length), "name");
  if (name === null) return fail(INVALID_ARGUMENT, 'wants {"name": "…"}');
  const configured = config("/greeting");
  const greeting = configured === null ? "Hello" : insideQuotes(configured);
  // Both pieces keep their JSON escapes, so they can be put between quotes as they are.
  return write('{"greeting":"' + greeting + ", " + name + '!"}');
}
