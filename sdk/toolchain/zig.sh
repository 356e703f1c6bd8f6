#!/bin/sh
# Runs Zig 0.17.1 from PyPI (package ziglang), kept in ${MORTISE_TOOLCHAINS:-~/.cache/mortise-toolchains}. Needs Python 3 with venv.
#   zig.sh ZIG_ARGUMENT...
set -eu
prefix=${MORTISE_TOOLCHAINS:-$HOME/.cache/mortise-toolchains}/zig-0.17.1
if [ ! -x "$prefix/bin/python" ] || ! "$prefix/bin/python" -c 'import ziglang' 2>/dev/null; then
    python3 -m venv "$prefix"
    "$prefix/bin/pip" install --quiet --disable-pip-version-check ziglang==0.17.1
fi
exec "$prefix/bin/python" -m ziglang "$@"
