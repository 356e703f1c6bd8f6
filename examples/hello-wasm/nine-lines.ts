@external("mortise/1", "input") declare function input(to: usize): void;
@external("mortise/1", "output") declare function output(bytes: usize, length: i32): void;
export function greet(length: i32): i32 {
  const name = new ArrayBuffer(length);
  input(changetype<usize>(name));
  const text = String.UTF8.encode("Hello, " + String.UTF8.decode(name) + "!");
  output(changetype<usize>(text), text.byteLength);
  return 0;
}
