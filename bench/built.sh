# Sourced with root and path set: builds the bench, and leaves its class path in the file $path.
# Figures of yesterday's classes would be worse than none: built again as soon as a source is newer than the last build.
if [ ! -f "$path" ] || [ -n "$(find "$root" -path '*/src/main/*' -newer "$path" -print -quit)" ]; then
  echo "building" >&2
  mvn -B -q -ntp -f "$root/pom.xml" -Dquick -pl bench -am install >&2
  mvn -B -q -ntp -f "$root/bench/pom.xml" dependency:build-classpath -Dmdep.outputFile="$path" >&2
fi
