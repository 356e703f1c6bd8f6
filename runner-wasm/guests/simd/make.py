#!/usr/bin/env python3
"""Writes simd.wat: one function for each 128-bit instruction and set of inputs. run.js lets V8 say what they give."""

A = ["i64x2 0x7f80ff0100fe0281 0x8000000012345678", "i64x2 0xfedcba9876543210 0x00ff00ff7fff8000"]
B = ["i64x2 0x017f8002ff01fe7f 0x00000000ffffffff", "i64x2 0x0123456789abcdef 0x8001000100020003"]
F32A = ["f32x4 1.5 -2.5 3e9 -0.0", "f32x4 -1e30 0.5 -3.7 123456.7"]
F32B = ["f32x4 -0.5 4 2.25 0.0", "f32x4 7 -0.1 3.7 1e-20"]
F64A = ["f64x2 1.5 -2.5", "f64x2 3e15 -0.0", "f64x2 -7.7 4294967297.5"]
F64B = ["f64x2 -0.5 4", "f64x2 0.1 0.0", "f64x2 2.2 -1e-300"]
F32N = ["f32x4 nan 1 -1 inf", "f32x4 -inf nan 5e9 -5e9"]
F64N = ["f64x2 nan inf", "f64x2 -5e9 5e9", "f64x2 -inf 4294967295.5"]
out, names = [], []


def emit(name, body):
    full = f"{name}.{sum(1 for n in names if n.rsplit('.', 1)[0] == name)}"
    names.append(full)
    out.append(f'(func (export "{full}") (param i32) (result i32) (v128.store (i32.const 0) {body}) (call $output (i32.const 0) (i32.const 16)) (i32.const 0))')


def unary(name, inputs):
    for a in inputs:
        emit(name, f"({name} (v128.const {a}))")


def binary(name, left, right):
    for a, b in list(zip(left, right)) + list(zip(right, left)) + [(left[0], left[0])]:
        emit(name, f"({name} (v128.const {a}) (v128.const {b}))")


def number(name, expr, type="i32"):
    emit(name, f"({'i32x4' if type == 'i32' else 'i64x2' if type == 'i64' else 'f32x4' if type == 'f32' else 'f64x2'}.splat {expr})")


shapes = {"i8x16": 8, "i16x8": 16, "i32x4": 32, "i64x2": 64}
for shape, bits in shapes.items():
    for op in ["abs", "neg"]:
        unary(f"{shape}.{op}", A + B)
    for op in ["add", "sub", "eq", "ne"] + [f"{c}_s" for c in ["lt", "gt", "le", "ge"]]:
        binary(f"{shape}.{op}", A, B)
    if bits < 64:
        for op in [f"{c}_u" for c in ["lt", "gt", "le", "ge", "min", "max"]] + ["min_s", "max_s"]:
            binary(f"{shape}.{op}", A, B)
    if bits > 8:
        binary(f"{shape}.mul", A, B)
        half = f"i{bits // 2}x{256 // bits}"
        for h in ["low", "high"]:
            for s in "su":
                unary(f"{shape}.extend_{h}_{half}_{s}", A + B)
                binary(f"{shape}.extmul_{h}_{half}_{s}", A, B)
    if bits in (16, 32):
        for s in "su":
            unary(f"{shape}.extadd_pairwise_{half}_{s}", A + B)
    if bits < 32:
        wide = f"i{bits * 2}x{64 // bits}"
        for op in ["add_sat_s", "add_sat_u", "sub_sat_s", "sub_sat_u", "avgr_u", f"narrow_{wide}_s", f"narrow_{wide}_u"]:
            binary(f"{shape}.{op}", A, B)
    for op in ["shl", "shr_s", "shr_u"]:
        for count in [0, 1, 7, bits + 3]:
            emit(f"{shape}.{op}", f"({shape}.{op} (v128.const {A[0]}) (i32.const {count}))")
    for v in A + ["i64x2 0 0", "i64x2 -1 -1"]:
        number(f"{shape}.all_true", f"({shape}.all_true (v128.const {v}))")
        number(f"{shape}.bitmask", f"({shape}.bitmask (v128.const {v}))")
    scalar = "i64" if bits == 64 else "i32"
    emit(f"{shape}.splat", f"({shape}.splat ({scalar}.const 0x1234f6f8))")
    for lane in [0, 128 // bits - 1]:
        for s in (["_s", "_u"] if bits < 32 else [""]):
            number(f"{shape}.extract_lane{s}", f"({shape}.extract_lane{s} {lane} (v128.const {A[0]}))", scalar)
        emit(f"{shape}.replace_lane", f"({shape}.replace_lane {lane} (v128.const {A[0]}) ({scalar}.const 0x1234f6f8))")

for shape, a, b, n in [("f32x4", F32A, F32B, F32N), ("f64x2", F64A, F64B, F64N)]:
    for op in ["abs", "neg"]:
        unary(f"{shape}.{op}", a + n)
    for op in ["ceil", "floor", "trunc", "nearest"]:
        unary(f"{shape}.{op}", a + b)
    unary(f"{shape}.sqrt", [v.replace("-", "") for v in a + b])
    for op in ["add", "sub", "mul", "div", "min", "max"]:
        for x, y in zip(a, b):
            emit(f"{shape}.{op}", f"({shape}.{op} (v128.const {x}) (v128.const {y}))")
    for op in ["pmin", "pmax", "eq", "ne", "lt", "gt", "le", "ge"]:
        binary(f"{shape}.{op}", a + n, b + n[::-1])
    type = shape[:3]
    emit(f"{shape}.splat", f"({shape}.splat ({type}.const -1.25))")
    number(f"{shape}.extract_lane", f"({shape}.extract_lane 1 (v128.const {a[0]}))", type)
    emit(f"{shape}.replace_lane", f"({shape}.replace_lane 1 (v128.const {a[0]}) ({type}.const 9.5))")

for s in "su":
    unary(f"i32x4.trunc_sat_f32x4_{s}", F32A + F32B + F32N)
    unary(f"i32x4.trunc_sat_f64x2_{s}_zero", F64A + F64B + F64N)
    unary(f"f32x4.convert_i32x4_{s}", A + B)
    unary(f"f64x2.convert_low_i32x4_{s}", A + B)
unary("f32x4.demote_f64x2_zero", F64A)
unary("f64x2.promote_low_f32x4", F32A)
unary("i8x16.popcnt", A + B)
binary("i16x8.q15mulr_sat_s", A, B)
binary("i32x4.dot_i16x8_s", A, B)
binary("i8x16.swizzle", A, ["i64x2 0x0001020304050607 0x08090a0b0c0d0e0f", "i64x2 0x0f10ff0000000001 0x020304050607080e"])
emit("i8x16.shuffle", f"(i8x16.shuffle 0 31 1 30 2 29 3 28 16 17 18 19 15 14 13 12 (v128.const {A[0]}) (v128.const {B[0]}))")
unary("v128.not", A)
for op in ["and", "andnot", "or", "xor"]:
    binary(f"v128.{op}", A, B)
emit("v128.bitselect", f"(v128.bitselect (v128.const {A[0]}) (v128.const {B[0]}) (v128.const {A[1]}))")
for v in ["i64x2 0 0", "i64x2 0 1"]:
    number("v128.any_true", f"(v128.any_true (v128.const {v}))")
for op in ["load", "load8x8_s", "load8x8_u", "load16x4_s", "load16x4_u", "load32x2_s", "load32x2_u", "load8_splat", "load16_splat", "load32_splat", "load64_splat", "load32_zero", "load64_zero"]:
    emit(f"v128.{op}", f"(v128.{op} offset=3 (i32.const 64))")
for bits in [8, 16, 32, 64]:
    lane = 128 // bits - 1
    emit(f"v128.load{bits}_lane", f"(v128.load{bits}_lane offset=3 {lane} (i32.const 64) (v128.const {A[0]}))")
    names.append(f"v128.store{bits}_lane.0")
    out.append(f'(func (export "v128.store{bits}_lane.0") (param i32) (result i32) (v128.store (i32.const 0) (v128.const i64x2 0 0)) (v128.store{bits}_lane offset=1 {lane} (i32.const 0) (v128.const {A[0]})) (call $output (i32.const 0) (i32.const 16)) (i32.const 0))')
emit("v128.const", "(v128.const i8x16 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16)")

data = "".join(f"\\{(i * 37 + 129) % 256:02x}" for i in range(40))
print('(module (import "mortise/1" "output" (func $output (param i32 i32)))')
print(f'(memory (export "memory") 1) (data (i32.const 64) "{data}")')
# What is left on the stack, in a local or in a block must be both halves.
print('(func (export "stack.0") (param i32) (result i32) (local $v v128) (local.set $v (v128.const i64x2 1 2)) (drop (local.get $v)) '
      '(v128.store (i32.const 0) (select (local.tee $v (v128.const i64x2 3 4)) (v128.const i64x2 5 6) (local.get 0))) '
      '(call $output (i32.const 0) (i32.const 16)) (i32.const 0))')
print('(func (export "outside") (param i32) (result i32) (v128.store (i32.const 65528) (v128.const i64x2 -1 -1)) (i32.const 0))')
print('(func (export "untouched.0") (param i32) (result i32) (call $output (i32.const 65520) (i32.const 16)) (i32.const 0))')
print("\n".join(out) + ")")
