#!/bin/sh
# Builds the guest in Go, 1.24 or newer; the module is not committed.
#   build.sh OUT.wasm
set -eu
out=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
cd "$(dirname "$0")"
GOOS=wasip1 GOARCH=wasm GOFLAGS=-mod=mod GOTOOLCHAIN=local exec go build -trimpath -buildmode=c-shared -ldflags='-s -w' -o "$out" .
