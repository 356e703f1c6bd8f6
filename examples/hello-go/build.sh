#!/bin/sh
# Builds the plugin for both runtimes, beside plugin.yaml. Needs Go 1.25 or newer.
set -eu
cd "$(dirname "$0")"
CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o bin/hello-go .
GOOS=wasip1 GOARCH=wasm go build -trimpath -buildmode=c-shared -o plugin.wasm .
