#!/usr/bin/env bash
# The route's figures by JMH: bench/jmh.sh [-prof gc] [JMH's options] [PATTERN]
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
path="$root/bench/target/classpath"
if [ ! -f "$path" ] || [ -n "$(find "$root" -path '*/src/main/*' -newer "$path" -print -quit)" ]; then
  echo "building" >&2
  ${MVN:-mvn -B -q -ntp} -f "$root/pom.xml" -Dquick -pl bench -am install >&2
  ${MVN:-mvn -B -q -ntp} -f "$root/bench/pom.xml" dependency:build-classpath -Dmdep.outputFile="$path" >&2
fi
exec java -cp "$root/bench/target/classes:$(cat "$path")" org.openjdk.jmh.Main -jvmArgsAppend "-XX:+UseSerialGC -Dmortise.bench.guests=$root/bench/guests" "$@"
