#!/bin/sh
# Builds json.wasm: Rust 1.96.0 from Debian 12, serde_json 1.0.149; see sdk/toolchain/rust-wasm.sh.
set -eu
cd "$(dirname "$0")"
exec ../../../sdk/toolchain/rust-wasm.sh . json.wasm
