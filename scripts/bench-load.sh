#!/usr/bin/env bash
# Compares the time of load.sh with that of a bare \copy of the same files in as many lanes, and of pg_restore of the same tables, in turn, the best
# of ROUNDS:
#   scripts/test-postgres.sh scripts/bench-load.sh DHUB [SCALE...]
#
# DHUB is the program. Prints Markdown. load.sh runs without flags: it loads its default number of databases at a time, into new tables
# and then once more over existing ones. The bare \copy is a psql for each database, as many at a time, into new columns of the
# same types: no key, check, reference or index, no check of digests or counts, no ANALYZE. pg_restore creates the tables of
# a dump (-Fd) of the databases with as many jobs, one database after another. OTHER, if set, is a directory with another version's
# DHUB of the same data: its load.sh is timed in turn, too (`paired`).
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
databases="" # of the bundle, the largest first
case $(getconf _NPROCESSORS_ONLN) in [12]) jobs=2 ;; [345]) jobs=$(getconf _NPROCESSORS_ONLN) ;; *) jobs=6 ;; esac
work=$(mktemp -d)
sql() { psql -X -q -w -v ON_ERROR_STOP=1 "$@" >/dev/null; }
drop_databases() { for db in $databases; do sql -c "SET client_min_messages = warning" -c "DROP DATABASE IF EXISTS speed_$db"; done; }
trap 'drop_databases; rm -rf "$work"' EXIT

# Writes bare/DB.sql: the tables as load.sh has just created them, their columns alone, and a \copy of each file.
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

bare() { (cd "$work/out" && for db in $databases; do echo "$db"; done | xargs -P "$jobs" -I{} psql -X -q -w -v ON_ERROR_STOP=1 -d speed_{} -f "$work/bare/{}.sql" >/dev/null); }
dump() { for db in $databases; do pg_dump -w -Fd --schema=public -d "speed_$db" -f "$work/dump/$db"; done; }
restore() { for db in $databases; do pg_restore -w --clean --if-exists -j "$jobs" -d "speed_$db" "$work/dump/$db"; done; }
full() { "$work/out/load.sh" --prefix speed_ >/dev/null; }
other() { "$work/other/load.sh" --prefix speed_ >/dev/null; }
seconds() { # COMMAND...: in microseconds
    local start=${EPOCHREALTIME/./}
    "$@" >&2
    echo $((${EPOCHREALTIME/./} - start))
}
empty() {
    for db in $databases; do sql -d "speed_$db" -c 'SET client_min_messages = warning; DROP SCHEMA IF EXISTS bare CASCADE'; done
    "$work/out/load.sh" --prefix speed_ --clear --confirm >/dev/null
    sql -c CHECKPOINT
}
# Prints the smallest of the arguments.
least() { printf '%s\n' "$@" | sort -n | head -1; }

echo "| scale | MB | lanes | bare \\copy s | pg_restore s | load.sh s | again s | to \\copy | to pg_restore |${OTHER:+ other s | again s | paired | again |}"
echo "|---:|---:|---:|---:|---:|---:|---:|---:|---:|${OTHER:+---:|---:|---:|---:|}"
for scale in "$@"; do
    "$dhub" seed all --quiet --scale "$scale" --out "$work/out"
    databases=$(cd "$work/out" && du -s -- *_db | sort -rn | cut -f 2)
    [ -z "${OTHER:-}" ] || "$OTHER/dhub" seed all --quiet --scale "$scale" --out "$work/other"
    rm -rf "$work/dump" && mkdir "$work/dump"
    full
    bare_scripts
    dump
    size=$(cat "$work"/out/*_db/*.csv | wc -c)
    bares="" restores="" fulls="" agains="" others="" other_agains=""
    for ((i = 0; i < rounds; i++)); do
        # The definitions of the bare tables are copied from those of load.sh, which exist until empty.
        bares="$bares $(seconds bare)"
        empty
        restores="$restores $(seconds restore)"
        empty
        if [ -n "${OTHER:-}" ]; then
            others="$others $(seconds other)"
            other_agains="$other_agains $(seconds other)"
            empty
        fi
        fulls="$fulls $(seconds full)"
        agains="$agains $(seconds full)"
    done
    # shellcheck disable=SC2086 # lists of numbers
    awk -v scale="$scale" -v size="$size" -v lanes="$jobs" -v a="$(least $bares)" -v r="$(least $restores)" -v b="$(least $fulls)" \
        -v c="$(least $agains)" -v o="$(least ${others:-0})" -v p="$(least ${other_agains:-0})" 'BEGIN {
        printf "| %s | %.1f | %d | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f |", scale, size / 1e6, lanes, a / 1e6, r / 1e6, b / 1e6, c / 1e6, b / a, b / r
        if (o) printf " %.2f | %.2f | %.2f | %.2f |", o / 1e6, p / 1e6, b / o, c / p
        print ""
    }'
done
