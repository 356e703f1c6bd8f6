#!/bin/sh
# Runs the AssemblyScript compiler 0.28.20 from npm, kept in ${MORTISE_TOOLCHAINS:-~/.cache/mortise-toolchains}. Needs Node 20.
#   assemblyscript.sh ASC_ARGUMENT...
set -eu
prefix=${MORTISE_TOOLCHAINS:-$HOME/.cache/mortise-toolchains}/assemblyscript-0.28.20
if [ ! -x "$prefix/node_modules/.bin/asc" ]; then
    mkdir -p "$prefix"
    npm install --silent --no-audit --no-fund --prefix "$prefix" assemblyscript@0.28.20
fi
exec "$prefix/node_modules/.bin/asc" "$@"
