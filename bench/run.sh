#!/usr/bin/env bash
# Prints ratios, measured in one run: bench/run.sh [--quick] [--json] [NAME…]
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
jar="$root/bench/target/classes"
path="$root/bench/target/classpath"
. "$root/bench/built.sh"
# The other side of the Extism rows has an older engine and so a class path of its own; without it they are not measured.
extism="$root/bench/target/extism-classpath"
if [ ! -f "$extism" ]; then
  mvn -B -q -ntp -f "$root/bench/extism-sdk/pom.xml" dependency:build-classpath -Dmdep.outputFile="$extism" >&2 || true
fi
if command -v go >/dev/null 2>&1; then
  # The Go guest is too large to be committed; without Go the cold rows take the largest committed guest and say so.
  "$root/bench/guests/go/build.sh" >&2
  # The other side of the go-* rows, and the program that both hosts start.
  "$root/testkit/guests/go/build.sh" "$root/bench/target/go" >&2
  (cd "$root/bench/gohost" && CGO_ENABLED=0 go build -trimpath -o "$root/bench/target/go/gohost" .) >&2
  "$root/bench/guests/go-sha256/build.sh" >&2
  "$root/bench/wazero/build.sh" >&2 || echo "wazero could not be built: two compute rows are left out" >&2
else
  echo "no Go here: the cold rows measure json.wasm instead, the go-* and two compute rows are left out" >&2
fi
exec java -XX:+UseSerialGC -Xms512m -Dmortise.bench.guests="$root/bench/guests" -Dmortise.bench.extism="$extism" \
  -Dmortise.bench.go="$root/bench/target/go" -Dmortise.bench.wazero="$root/bench/wazero/wazero-guest" \
  -cp "$jar:$(cat "$path")" io.mortise.bench.Bench "$@"
