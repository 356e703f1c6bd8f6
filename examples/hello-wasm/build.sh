#!/bin/sh
# Builds the plugin's module with AssemblyScript 0.28.20 from npm; see sdk/toolchain/assemblyscript.sh. Needs Node 20.
# nine-lines.ts is only compiled, to show that the README's plugin is one.
set -eu
cd "$(dirname "$0")"
asc=../../sdk/toolchain/assemblyscript.sh
module=../plugins/hello-wasm/plugin.wasm
nine=$(mktemp)
trap 'rm -f "$nine"' EXIT
"$asc" greet.ts -o "$module" -Oz --converge --runtime incremental
"$asc" nine-lines.ts -o "$nine" -Oz --converge --runtime incremental
ls -l "$module"
echo "nine lines: $(wc -c < "$nine") bytes"
[ $# -eq 0 ] || cp "$nine" "$1"
