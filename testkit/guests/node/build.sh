#!/bin/sh
# Makes OUT/plugin, the contract guest in Node, and OUT/node_modules, the SDK with all it needs. Needs Node 18 with npm.
#   ./build.sh OUT
set -eu
mkdir -p "${1:?usage: build.sh OUT}"
out=$(cd "$1" && pwd)
cd "$(dirname "$0")"
rm -rf "$out/plugin" "$out/node_modules" "$out/package.json" "$out/package-lock.json"
cp -r plugin "$out/plugin"
sdk=$(cd ../../../sdk/node && npm pack --silent --pack-destination "$out")
cd "$out"
echo '{ "private": true }' >package.json
npm install --silent --no-audit --no-fund "./$sdk"
ls node_modules
