;; A new version that is broken: it traps before it can serve. Made into trap.wasm by `wat2wasm trap.wat`.
(module
  (memory (export "memory") 1)
  (func $start unreachable)
  (start $start)
  (func (export "echo") (param i32) (result i32) i32.const 0))
