#!/bin/sh
# Builds the minimal guest. Built with Debian 12: clang 14.0.6, lld 14.0.6, binaryen 108.
#   apt-get install --no-install-recommends clang lld binaryen
set -eu
cd "$(dirname "$0")"
out=../../src/main/resources/io/mortise/testkit/minimal.wasm
linked=$(mktemp)
trap 'rm -f "$linked"' EXIT
clang --target=wasm32 -std=c11 -Wall -Wextra -Werror -Os -ffreestanding -nostdlib -I ../../../sdk/c \
    -Wl,--no-entry -Wl,--stack-first -Wl,-z,stack-size=4096 -Wl,--strip-all -o "$linked" minimal.c
mkdir -p "$(dirname "$out")"
wasm-opt -Os --strip-debug --strip-producers --strip-target-features "$linked" -o "$out"
ls -l "$out"
