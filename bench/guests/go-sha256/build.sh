#!/bin/sh
# Builds sha256.wasm where it is missing or older than its source: Go 1.24 or newer, `wasip1` reactor. Never committed.
set -eu
cd "$(dirname "$0")"
if [ ! -f sha256.wasm ] || [ main.go -nt sha256.wasm ]; then
    GOOS=wasip1 GOARCH=wasm go build -buildmode=c-shared -ldflags='-s -w' -o sha256.wasm .
    ls -l sha256.wasm
fi
