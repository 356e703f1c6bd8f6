// The imports of mortise/1 that this plugin uses, with strings for pointers. The host keeps the bytes; the guest asks for them.
@external("mortise/1", "input") declare function hostInput(to: usize): void;
@external("mortise/1", "output") declare function hostOutput(bytes: usize, length: i32): void;
@external("mortise/1", "error") declare function hostError(code: i32, message: usize, length: i32): void;
@external("mortise/1", "config") declare function hostConfig(pointer: usize, length: i32): i64;
@external("mortise/1", "take") declare function hostTake(to: usize): void;

export const INVALID_ARGUMENT: i32 = 3;
const NOT_FOUND: i64 = 5;

/** The call's input, whose length was the function's parameter. */
export function read(length: i32): string {
  const bytes = new ArrayBuffer(length);
  hostInput(changetype<usize>(bytes));
  return String.UTF8.decode(bytes);
}

/** Ends the call with a result. */
export function write(text: string): i32 {
  const bytes = String.UTF8.encode(text);
  hostOutput(changetype<usize>(bytes), bytes.byteLength);
  return 0;
}

/** Ends the call with an error. */
export function fail(code: i32, message: string): i32 {
  const bytes = String.UTF8.encode(message);
  hostError(code, changetype<usize>(bytes), bytes.byteLength);
  return 1;
}

/** The configuration's JSON value at a JSON pointer, null where there is none. */
export function config(pointer: string): string | null {
  const bytes = String.UTF8.encode(pointer);
  const answer = hostConfig(changetype<usize>(bytes), bytes.byteLength);
  if (answer == -NOT_FOUND) return null;
  if (answer < 0) throw new Error("config " + pointer + " answered " + answer.toString());
  const value = new ArrayBuffer(<i32>answer);
  hostTake(changetype<usize>(value));
  return String.UTF8.decode(value);
}
