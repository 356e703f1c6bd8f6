#!/bin/sh
# Writes the module and the known results the tests read. Made with Debian 12: wabt 1.0.32, node 20.
set -eu
cd "$(dirname "$0")"
resources=../../src/test/resources/io/mortise/wasm
python3 make.py > /tmp/simd.wat
wat2wasm /tmp/simd.wat -o "$resources/simd.wasm"
node run.js "$resources/simd.wasm" > "$resources/simd.txt"
wc -l "$resources/simd.txt"
