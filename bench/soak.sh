#!/usr/bin/env bash
# Reloads both runtimes under 16 callers with faults in every step, and says what became of the calls:
# bench/soak.sh [--reloads N] [--seconds N] [--json] [--guest go|java] [wasm|grpc]
# The process guest is the one in Go where Go is, because a JVM's start is most of a reload; else the one in Java.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
jar="$root/bench/target/classes"
path="$root/bench/target/classpath"
. "$root/bench/built.sh"
guest=java
command -v go >/dev/null && guest=go
words=()
while [ $# -gt 0 ]; do
  if [ "$1" = --guest ]; then guest=${2:?--guest wants go or java}; shift 2; else words+=("$1"); shift; fi
done
case $guest in
  go)
    program="$root/bench/target/guests/contract"
    mkdir -p "$(dirname "$program")"
    (cd "$root/testkit/guests/go" && CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o "$program" .)
    words+=(--program "$program") ;;
  java) ;;
  *) echo "soak does not know the guest $guest; go or java" >&2; exit 2 ;;
esac
exec java -XX:+UseSerialGC -Xmx768m -cp "$jar:$(cat "$path")" io.mortise.bench.soak.Soak "${words[@]}"
