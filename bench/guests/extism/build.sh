#!/bin/sh
# Builds extism.wasm. Built with Debian 12: clang 14.0.6, lld 14.0.6, binaryen 108.
#   apt-get install --no-install-recommends clang lld binaryen
set -eu
cd "$(dirname "$0")"
clang --target=wasm32 -std=c11 -Wall -Wextra -Werror -O3 -ffreestanding -nostdlib -Wl,--no-entry -Wl,--stack-first \
    -Wl,-z,stack-size=16384 -Wl,--strip-all -o extism.wasm extism.c
wasm-opt -O3 --strip-debug --strip-producers --strip-target-features extism.wasm -o extism.wasm
ls -l extism.wasm
