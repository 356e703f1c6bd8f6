#!/bin/sh
# Makes OUT/plugin, the contract guest in Python, and OUT/lib, the SDK with all it needs. Needs Python 3.9 with pip or venv.
#   ./build.sh OUT
set -eu
mkdir -p "${1:?usage: build.sh OUT}"
out=$(cd "$1" && pwd)
cd "$(dirname "$0")"
rm -rf "$out/plugin" "$out/lib"
cp -r plugin "$out/plugin"
rm -rf "$out/plugin/__pycache__"
# pip builds in the source tree; a copy keeps it clean
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
cp -r ../../../sdk/python "$copy/sdk"
python3 -m venv "$out/venv"
"$out/venv/bin/python" -m pip install -q --disable-pip-version-check --target "$out/lib" "$copy/sdk"
ls "$out/lib"
