#!/bin/sh
# Builds go.wasm where it is missing or older than its source: Go 1.24 or newer, `wasip1` reactor. Never committed.
set -eu
cd "$(dirname "$0")"
if [ ! -f go.wasm ] || [ main.go -nt go.wasm ]; then
    GOOS=wasip1 GOARCH=wasm go build -buildmode=c-shared -ldflags='-s -w' -o go.wasm .
    ls -l go.wasm
fi
