#!/usr/bin/env bash
# The route's figures by JMH: bench/jmh.sh [-prof gc] [JMH's options] [PATTERN]
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
path="$root/bench/target/classpath"
. "$root/bench/built.sh"
exec java -cp "$root/bench/target/classes:$(cat "$path")" org.openjdk.jmh.Main -jvmArgsAppend "-XX:+UseSerialGC -Dmortise.bench.guests=$root/bench/guests" "$@"
