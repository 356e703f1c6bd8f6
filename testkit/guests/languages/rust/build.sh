#!/bin/sh
# Builds the guest in Rust; see sdk/toolchain/rust-wasm.sh.
#   build.sh [OUT.wasm]
set -eu
cd "$(dirname "$0")"
out=${1:-../../../src/main/resources/io/mortise/testkit/languages/rust.wasm}
mkdir -p "$(dirname "$out")"
exec ../../../../sdk/toolchain/rust-wasm.sh . "$out"
