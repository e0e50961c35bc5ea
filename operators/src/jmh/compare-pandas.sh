#!/bin/sh
# Features a second, ours and vectorised pandas, one after the other on one thread, both in CPU time.
# Needs compiled tests (mvn -q -Dlint=false -pl state-schemas,operators test-compile) and Debian's python3-pandas.
set -eu
root=$(cd "$(dirname "$0")/../../.." && pwd -P)
python=/usr/bin/python3
if ! "$python" -c 'import pandas' 2>/dev/null; then
    echo "skipped: no pandas for $python" >&2
    exit 0
fi
pandas=$("$python" "$root/operators/src/jmh/python/pandas_features.py")
ours=$(java -cp "$root/operators/target/classes:$root/operators/target/test-classes:$root/state-schemas/target/classes" \
    io.quorate.feature.FeatureBenchmark | sed -n 's/^round .*: \([0-9]*\) ns.*/\1/p' | sort -n | head -n 1)
echo "$pandas"
echo "$ours $pandas" | awk '{ rows = 1e9 / $1; theirs = $8; gsub(",", "", theirs)
    printf "ours: 134 columns, %.0f ns a row, %.0f rows/s of CPU time, %.2f times pandas\n", $1, rows, rows / theirs }'
