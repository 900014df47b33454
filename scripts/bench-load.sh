#!/usr/bin/env bash
# Times load.sh beside a bare \copy of the same files into tables without any constraint, in turn, the least of ROUNDS:
#   scripts/test-postgres.sh scripts/bench-load.sh DHUB [SCALE...]
#
# DHUB is the program. Prints Markdown. The bare \copy is what one would type: a psql for each database, one after the
# other, columns of the same types, no key, condition, reference or index, no check of digests or counts, no ANALYZE.
# load.sh runs without flags, so it does all of that, some databases at a time. Both write into new tables.
# The databases are named speed_*, and are dropped at the end.
set -euo pipefail
export LC_ALL=C

[ $# -gt 0 ] || {
    echo "bench-load.sh: expected the path of dhub, then scales" >&2
    exit 2
}
dhub=$1
shift
[ $# -gt 0 ] || set -- 10
rounds=${ROUNDS:-3}
databases="employees_db accounts_db customer_db loans_db insurance_db compliance_db"
work=$(mktemp -d)
sql() { psql -X -q -w -v ON_ERROR_STOP=1 "$@" >/dev/null; }
drop_databases() { for db in $databases; do sql -c "SET client_min_messages = warning" -c "DROP DATABASE IF EXISTS speed_$db"; done; }
trap 'drop_databases; rm -rf "$work"' EXIT

# Writes bare/DB.sql: the tables as load.sh has just made them, their columns alone, and a \copy of each file.
bare_scripts() {
    local db table
    mkdir -p "$work/bare"
    for db in $databases; do
        {
            printf 'SET client_min_messages = warning;\nBEGIN;\nDROP SCHEMA IF EXISTS bare CASCADE;\nCREATE SCHEMA bare;\n'
            sed -n 's/^-- table \([a-z_]*\) .*/\1/p' "$work/out/$db/load.sql" | while read -r table; do
                echo "CREATE TABLE bare.$table AS SELECT * FROM $table WITH NO DATA;"
                echo "\\copy bare.$table from '$db/$table.csv' with (format csv, header, encoding 'UTF8')"
            done
            echo "COMMIT;"
        } >"$work/bare/$db.sql"
    done
}

bare() {
    local db
    for db in $databases; do (cd "$work/out" && sql -d "speed_$db" -f "$work/bare/$db.sql"); done
}
full() { "$work/out/load.sh" --prefix speed_ >/dev/null; }
seconds() { # COMMAND...: as microseconds
    local start=${EPOCHREALTIME/./}
    "$@" >&2
    echo $((${EPOCHREALTIME/./} - start))
}
empty() {
    local db
    for db in $databases; do sql -d "speed_$db" -c 'SET client_min_messages = warning; DROP SCHEMA IF EXISTS bare CASCADE'; done
    "$work/out/load.sh" --prefix speed_ --clear --confirm >/dev/null
    sql -c CHECKPOINT
}
# The least of the numbers in the arguments.
least() { printf '%s\n' "$@" | sort -n | head -1; }

echo "| scale | MB | bare \\copy s | load.sh s | ratio |"
echo "|---:|---:|---:|---:|---:|"
for scale in "$@"; do
    "$dhub" seed all --quiet --scale "$scale" --out "$work/out"
    full
    bare_scripts
    size=$(cat "$work"/out/*_db/*.csv | wc -c)
    bares="" fulls=""
    for ((i = 0; i < rounds; i++)); do
        # The shapes of the bare tables are taken from those of load.sh, which stand until empty.
        bares="$bares $(seconds bare)"
        empty
        fulls="$fulls $(seconds full)"
    done
    # shellcheck disable=SC2086 # lists of numbers
    awk -v scale="$scale" -v size="$size" -v a="$(least $bares)" -v b="$(least $fulls)" 'BEGIN {
        printf "| %s | %.1f | %.2f | %.2f | %.2f |\n", scale, size / 1e6, a / 1e6, b / 1e6, b / a
    }'
done
