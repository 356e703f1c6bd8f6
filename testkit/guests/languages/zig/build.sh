#!/bin/sh
# Builds the guest in Zig; see sdk/toolchain/zig.sh.
#   build.sh [OUT.wasm]
set -eu
cd "$(dirname "$0")"
out=${1:-../../../src/main/resources/io/mortise/testkit/languages/zig.wasm}
mkdir -p "$(dirname "$out")"
exec ../../../../sdk/toolchain/zig.sh build-exe tally.zig -target wasm32-freestanding -O ReleaseSmall -fstrip -fno-entry \
    --export=mortise_start --export=greet --export=echo --export=count --export=refuse --export=fall --export=spin \
    --cache-dir "${TMPDIR:-/tmp}/mortise-zig-cache" -femit-bin="$out"
