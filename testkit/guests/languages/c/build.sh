#!/bin/sh
# Builds the guest in C. Built with Debian 12: clang 14.0.6, lld 14.0.6, binaryen 108.
#   apt-get install --no-install-recommends clang lld binaryen
#   build.sh [OUT.wasm]
set -eu
cd "$(dirname "$0")"
out=${1:-../../../src/main/resources/io/mortise/testkit/languages/c.wasm}
linked=$(mktemp)
trap 'rm -f "$linked"' EXIT
clang --target=wasm32 -std=c11 -Wall -Wextra -Werror -Os -ffreestanding -nostdlib -fno-builtin -I ../../../../sdk/c \
    -Wl,--no-entry -Wl,--stack-first -Wl,-z,stack-size=8192 -Wl,--strip-all -o "$linked" tally.c
mkdir -p "$(dirname "$out")"
wasm-opt -Os --strip-debug --strip-producers --strip-target-features "$linked" -o "$out"
