#!/bin/sh
# Builds echo.wasm. Built with Debian 12: clang 14.0.6, lld 14.0.6, binaryen 108.
#   apt-get install --no-install-recommends clang lld binaryen
set -eu
cd "$(dirname "$0")"
objects=$(mktemp -d)
trap 'rm -rf "$objects"' EXIT
for source in echo sha256; do
    clang --target=wasm32 -std=c11 -Wall -Wextra -Werror -O3 -mbulk-memory -ffreestanding -I ../../../sdk/c \
        -c "$source.c" -o "$objects/$source.o"
done
clang --target=wasm32 -nostdlib -Wl,--no-entry -Wl,--stack-first -Wl,-z,stack-size=16384 -Wl,--strip-all \
    -o "$objects/echo.wasm" "$objects/echo.o" "$objects/sha256.o"
wasm-opt -O3 --enable-bulk-memory --strip-debug --strip-producers --strip-target-features "$objects/echo.wasm" -o echo.wasm
ls -l echo.wasm
