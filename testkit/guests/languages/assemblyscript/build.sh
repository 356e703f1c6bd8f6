#!/bin/sh
# Builds the guest in AssemblyScript; see sdk/toolchain/assemblyscript.sh.
#   build.sh [OUT.wasm]
set -eu
cd "$(dirname "$0")"
out=${1:-../../../src/main/resources/io/mortise/testkit/languages/assemblyscript.wasm}
mkdir -p "$(dirname "$out")"
exec ../../../../sdk/toolchain/assemblyscript.sh tally.ts -o "$out" -O3 --shrinkLevel 1 --runtime incremental --noColors
