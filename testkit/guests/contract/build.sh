#!/bin/sh
# Builds the contract guest. Built with Debian 12: clang 14.0.6, lld 14.0.6, binaryen 108.
#   apt-get install --no-install-recommends clang lld binaryen
# The name section stays in, so that traps name the functions they passed through. For this clang must link without -O:
# with it, it runs a wasm-opt of its own that drops the names.
set -eu
cd "$(dirname "$0")"
out=../../src/main/resources/io/mortise/testkit/contract.wasm
objects=$(mktemp -d)
trap 'rm -rf "$objects"' EXIT
for source in *.c; do
    clang --target=wasm32 -std=c11 -Wall -Wextra -Werror -Os -flto -ffreestanding -I ../../../sdk/c \
        -c "$source" -o "$objects/${source%.c}.o"
done
clang --target=wasm32 -flto -nostdlib -Wl,--no-entry -Wl,--stack-first -Wl,-z,stack-size=16384 \
    -o "$objects/contract.wasm" "$objects"/*.o
mkdir -p "$(dirname "$out")"
wasm-opt -Os -g --strip-producers --strip-target-features "$objects/contract.wasm" -o "$out"
ls -l "$out"
