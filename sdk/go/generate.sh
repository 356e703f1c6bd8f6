#!/bin/sh
# Writes mortisev1/ anew from proto/. Needs Go, and Python with grpcio-tools (it brings protoc).
#   pip install grpcio-tools==1.85.1
set -eu
cd "$(dirname "$0")"
tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
GOBIN=$tools go install google.golang.org/protobuf/cmd/protoc-gen-go@v1.36.11
GOBIN=$tools go install google.golang.org/grpc/cmd/protoc-gen-go-grpc@v1.6.2
package=github.com/mortise-io/mortise/sdk/go/mortisev1
mapping=
for file in plugin host; do
    mapping="$mapping --go_opt=Mmortise/v1/$file.proto=$package --go-grpc_opt=Mmortise/v1/$file.proto=$package"
done
# shellcheck disable=SC2086
PATH=$tools:$PATH "${PYTHON:-python3}" -m grpc_tools.protoc -I ../../proto/src/main/proto \
    --go_out=. --go_opt=module=github.com/mortise-io/mortise/sdk/go \
    --go-grpc_out=. --go-grpc_opt=module=github.com/mortise-io/mortise/sdk/go \
    $mapping mortise/v1/plugin.proto mortise/v1/host.proto
