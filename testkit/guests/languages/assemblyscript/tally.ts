// The guest of testkit/guests/languages in AssemblyScript.
@external("mortise/1", "input") declare function input(to: usize): void;
@external("mortise/1", "output") declare function output(bytes: usize, len: i32): void;
@external("mortise/1", "error") declare function error(code: i32, message: usize, len: i32): void;
@external("mortise/1", "take") declare function take(to: usize): void;
@external("mortise/1", "kv_get") declare function kvGet(key: usize, len: i32): i64;
@external("mortise/1", "kv_set") declare function kvSet(key: usize, len: i32, value: usize, valueLen: i32, ttlMs: i64): i64;

const INVALID_ARGUMENT = 3;
const UNAVAILABLE = 14;

let greeting = new Uint8Array(0);

function read(len: i32): Uint8Array {
  const bytes = new Uint8Array(len);
  input(bytes.dataStart);
  return bytes;
}

function write(text: string): void {
  const bytes = String.UTF8.encode(text);
  output(changetype<usize>(bytes), bytes.byteLength);
}

function fail(code: i32, message: ArrayBuffer): i32 {
  error(code, changetype<usize>(message), message.byteLength);
  return 1;
}

export function mortise_start(len: i32): i32 {
  greeting = read(len);
  return 0;
}

export function greet(len: i32): i32 {
  output(greeting.dataStart, greeting.length);
  write(" ");
  return echo(len);
}

export function echo(len: i32): i32 {
  output(read(len).dataStart, len);
  return 0;
}

export function count(len: i32): i32 {
  const key = String.UTF8.encode("n");
  const found = <i32>kvGet(changetype<usize>(key), key.byteLength);
  let before: i64 = 0;
  if (found > 0) {
    const digits = new ArrayBuffer(found);
    take(changetype<usize>(digits));
    before = I64.parseInt(String.UTF8.decode(digits));
  }
  const number = (before + 1).toString();
  const bytes = String.UTF8.encode(number);
  if (kvSet(changetype<usize>(key), key.byteLength, changetype<usize>(bytes), bytes.byteLength, 0) < 0) {
    return fail(UNAVAILABLE, String.UTF8.encode("the number was not kept"));
  }
  write(number);
  return 0;
}

export function refuse(len: i32): i32 {
  return fail(INVALID_ARGUMENT, String.UTF8.encode("no: " + String.UTF8.decode(read(len).buffer)));
}

export function fall(len: i32): i32 {
  assert(len < 0, "fell with " + len.toString() + " bytes");
  return 0;
}

export function spin(len: i32): i32 {
  let turns: i32 = len;
  while (true) {
    store<i32>(changetype<usize>(greeting.buffer), ++turns);
  }
}
