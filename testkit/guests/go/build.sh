#!/bin/sh
# Builds the one source for both runtimes: OUT/contract (a process) and OUT/contract.wasm. Needs Go 1.25 or newer.
#   ./build.sh OUT
set -eu
mkdir -p "${1:?usage: build.sh OUT}"
out=$(cd "$1" && pwd)
cd "$(dirname "$0")"
CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o "$out/contract" .
# the names stay in, so that a trap's frames have them
GOOS=wasip1 GOARCH=wasm go build -trimpath -buildmode=c-shared -o "$out/contract.wasm" .
ls -l "$out"
