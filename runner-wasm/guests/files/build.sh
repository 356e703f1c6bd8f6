#!/bin/sh
# Builds the guest of the file tests. Built with Debian 12: clang 14.0.6, lld 14.0.6, wasi-libc 20220510, binaryen 108.
#   apt-get install --no-install-recommends clang lld wasi-libc libclang-rt-dev-wasm32 binaryen
set -eu
cd "$(dirname "$0")"
out=../../src/test/resources/io/mortise/wasm/files.wasm
objects=$(mktemp -d)
trap 'rm -rf "$objects"' EXIT
clang --target=wasm32-wasi -mexec-model=reactor -std=c11 -Wall -Wextra -Werror -Wno-ignored-attributes -Os -I ../../../sdk/c \
    -Wl,--stack-first -Wl,-z,stack-size=65536 -o "$objects/files.wasm" files.c
mkdir -p "$(dirname "$out")"
wasm-opt -Os --strip-debug --strip-producers --strip-target-features "$objects/files.wasm" -o "$out"
ls -l "$out"
