#!/bin/sh
# Builds the guest of the trap tests, with line tables of DWARF 4 and 5, and stripped with its debug file apart.
# Built with Debian 12: clang 14.0.6, lld 14.0.6, llvm-strip 14.0.6.
set -eu
cd "$(dirname "$0")"
out=../../src/test/resources/io/mortise/wasm
objects=$(mktemp -d)
trap 'rm -rf "$objects"' EXIT
mkdir -p "$out"
for version in 4 5; do
    # Linked apart and without -O: with it clang runs a wasm-opt of its own, which drops names and lines.
    clang --target=wasm32 -x c++ -std=c++17 -Wall -Wextra -Werror -O1 -g -gdwarf-$version -ffreestanding -fno-exceptions \
        -fdebug-prefix-map="$PWD"=. -I ../../../sdk/c -c -o "$objects/trap.o" trap.cpp
    clang --target=wasm32 -nostdlib -Wl,--no-entry -Wl,--stack-first -Wl,-z,stack-size=4096 \
        -o "$out/trap-dwarf$version.wasm" "$objects/trap.o"
done
llvm-strip -o "$out/trap-stripped.wasm" "$out/trap-dwarf4.wasm"
ls -l "$out"
