#!/bin/sh
# Builds one Rust crate for wasm32 and shrinks the module.
#   rust-wasm.sh CRATE_DIR OUT.wasm
# Compiler: Debian 12's rustc-web, cargo-web and rust-web-src 1.96.0, downloaded as packages and unpacked, not installed, into
# ${MORTISE_TOOLCHAINS:-~/.cache/mortise-toolchains}; the standard library is built from its source (2 minutes, once).
# Linker and optimizer: lld 14.0.6, binaryen 108 (apt-get install --no-install-recommends lld binaryen).
# Crates come from crates.io as Cargo.lock says.
set -eu
crate=$(cd "$1" && pwd)
out=$(cd "$(dirname "$2")" && pwd)/$(basename "$2")
caches=${MORTISE_TOOLCHAINS:-$HOME/.cache/mortise-toolchains}
prefix=$caches/rust-web-1.96

if [ ! -x "$prefix/usr/bin/cargo" ]; then
    packages=$(mktemp -d)
    trap 'rm -rf "$packages"' EXIT
    (cd "$packages" && apt-get download \
        rustc-web cargo-web rust-web-src libstd-rust-web-1.96 libstd-rust-web-dev libllvm22 \
        libgit2-1.5 libhttp-parser2.9 libmbedcrypto7 libmbedtls14 libmbedx509-1 libssh2-1)
    # Beside its place first: an interrupted run leaves no half compiler.
    for package in "$packages"/*.deb; do dpkg -x "$package" "$packages/unpacked"; done
    mkdir -p "$caches"
    mv "$packages/unpacked" "$prefix"
fi

export PATH="$prefix/usr/bin:$PATH"
export LD_LIBRARY_PATH="$prefix/usr/lib/x86_64-linux-gnu"
export RUSTC="$prefix/usr/bin/rustc"
export CARGO_HOME="$caches/cargo"
export CARGO_TARGET_DIR="$caches/rust-target"
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=wasm-ld
export RUSTC_BOOTSTRAP=1 # build-std is not a stable option
# No path of this machine in the module.
export RUSTFLAGS="--remap-path-prefix=$CARGO_HOME=cargo --remap-path-prefix=$prefix=rust"

cd "$crate"
cargo build --release --locked --target wasm32-unknown-unknown -Z build-std=std,panic_abort
module=$(sed -n 's/^name = "\(.*\)"$/\1/p' Cargo.toml | head -n 1 | tr - _)
# Unbounded inlining makes functions of more than 8,000 bytes of bytecode, which the JVM never compiles (word-count: 2 times slower).
wasm-opt -O3 --one-caller-inline-max-function-size=200 --flexible-inline-max-function-size=200 \
    --enable-bulk-memory --enable-sign-ext --enable-nontrapping-float-to-int --enable-mutable-globals \
    --enable-reference-types --enable-multivalue --strip-debug --strip-producers --strip-target-features \
    "$CARGO_TARGET_DIR/wasm32-unknown-unknown/release/$module.wasm" -o "$out"
ls -l "$out"
