#!/usr/bin/env bash
# Reloads both runtimes under 16 callers with faults in every step, and says what became of the calls:
# bench/soak.sh [--reloads N] [--seconds N] [--json] [wasm|grpc]
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
jar="$root/bench/target/classes"
path="$root/bench/target/classpath"
# Yesterday's classes would be judged in today's name: built again as soon as a source is newer than the last build.
if [ ! -f "$path" ] || [ -n "$(find "$root" -path '*/src/main/*' -newer "$path" -print -quit)" ]; then
  echo "building" >&2
  mvn -B -q -ntp -f "$root/pom.xml" -Dquick -pl bench -am install >&2
  mvn -B -q -ntp -f "$root/bench/pom.xml" dependency:build-classpath -Dmdep.outputFile="$path" >&2
fi
exec java -XX:+UseSerialGC -Xmx768m -cp "$jar:$(cat "$path")" io.mortise.bench.soak.Soak "$@"
