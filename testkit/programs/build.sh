#!/bin/sh
# Builds real go-plugin programs into OUT, from the Go module proxy: ./build.sh OUT. Needs Go 1.25 or newer.
set -eu
mkdir -p "${1:?usage: build.sh OUT}"
out=$(cd "$1" && pwd)
cd "$(dirname "$0")"
export CGO_ENABLED=0 GOFLAGS='-buildvcs=false -trimpath' GOTOOLCHAIN=local
library=github.com/hashicorp/go-plugin/examples

build() { # build DIRECTORY SUFFIX PACKAGE=NAME…
    directory=$1 suffix=$2
    shift 2
    for each in "$@"; do
        (cd "$directory" && go build -ldflags='-s -w' -o "$out/${each#*=}$suffix" "$library/${each%=*}")
    done
}
build examples '' grpc/plugin-go-grpc=kv-go-grpc grpc/plugin-go-netrpc=kv-go-netrpc \
    bidirectional/plugin-go-grpc=counter-go-grpc negotiated/plugin-go=negotiated-go streaming/plugin=streamer-go
build examples143 -143 grpc/plugin-go-grpc=kv-go-grpc bidirectional/plugin-go-grpc=counter-go-grpc
(cd probe && go build -ldflags='-s -w' -o "$out/goprobe" .)
GOBIN=$out go install -ldflags='-s -w' github.com/hashicorp/terraform-provider-time@v0.14.2
ls "$out"
