#!/bin/sh
# Builds the plugin's module: Rust 1.96.0 from Debian 12, crates as in Cargo.lock; see sdk/toolchain/rust-wasm.sh.
set -eu
cd "$(dirname "$0")"
exec ../../sdk/toolchain/rust-wasm.sh . ../plugins/word-count/plugin.wasm
