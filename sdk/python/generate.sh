#!/bin/sh
# Writes src/mortise/v1 and src/mortise/goplugin anew from proto/.
#   pip install grpcio-tools==1.85.1
set -eu
cd "$(dirname "$0")"
protos=$(mktemp -d)
trap 'rm -rf "$protos"' EXIT
mkdir -p "$protos/mortise"
cp -r ../../proto/src/main/proto/mortise/v1 ../../proto/src/main/proto/goplugin "$protos/mortise/"
"${PYTHON:-python3}" -m grpc_tools.protoc -I "$protos" --python_out=src --pyi_out=src --grpc_python_out=src \
    mortise/v1/plugin.proto mortise/v1/host.proto mortise/goplugin/plugin.proto
