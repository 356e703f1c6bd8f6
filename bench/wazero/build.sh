#!/bin/sh
# Builds wazero-guest where it is missing or older than its source: Go 1.24 or newer. Never committed.
set -eu
cd "$(dirname "$0")"
if [ ! -f wazero-guest ] || [ main.go -nt wazero-guest ]; then
    go build -o wazero-guest .
fi
