#!/usr/bin/env bash
# Runs the dbt projects of bundles with DuckDB on their files and on PostgreSQL: scripts/test-dbt.sh DHUB PLAIN ZSTD
#
# PLAIN and ZSTD are bundles, and the server is that of PGHOST: scripts/test-clients.sh calls it with a throwaway one. The projects
# are next to the bundles.
set -euo pipefail
cd "$(dirname -- "$0")/.."

[ $# -eq 3 ] || {
    echo "test-dbt.sh: expected DHUB PLAIN ZSTD, found $# arguments" >&2
    exit 2
}
dhub=$(realpath -- "$1") plain=$(realpath -- "$2") zstd=$(realpath -- "$3")
clients=$PWD/tests/clients
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

fail() {
    echo "test-dbt.sh: $*" >&2
    exit 1
}

# Checks that the last command failed, and that its output contains each of the words.
found() { # STATUS WORDS...
    [ "$1" -eq 1 ] || fail "expected dbt to end with 1, found $1: $(tail -5 "$scratch/log")"
    shift
    local words
    for words in "$@"; do
        grep -q "$words" "$scratch/log" || fail "expected dbt to name $words, found $(grep -E 'FAIL|ERROR' "$scratch/log")"
    done
}

strictly() { dbt --quiet --no-use-colors "$@" --warn-error --show-all-deprecations; }

for bundle in "$plain" "$zstd"; do
    "$dhub" export "$bundle" --quiet --force --format dbt --out "$bundle.dbt"
done
cd "$zstd.dbt"
strictly build
cd "$plain.dbt"
createdb bank
PGDATABASE=bank "$plain/load.sh" --layout schemas >"$scratch/log" 2>&1 || fail "load.sh failed: $(cat "$scratch/log")"
export PGDATABASE=bank
for target in duckdb postgres; do
    strictly build --target "$target"
    dbt --no-use-colors source freshness --target "$target" --warn-error >"$scratch/log" || fail "$(cat "$scratch/log")"
    grep -q 'PASS freshness of accounts_db.transactions' "$scratch/log" || fail "no freshness on $target"
    strictly docs generate --target "$target"
done
python "$clients/dbt_project.py" "$plain" "$plain.dbt"

# Measured against the clock, a bundle is stale, and dbt says so.
status=0
dbt --no-use-colors source freshness --vars "{freshness_shift: interval '0 days'}" --select source:bank.accounts_db.transactions \
    >"$scratch/log" || status=$?
found "$status" 'ERROR STALE freshness of accounts_db.transactions'

# The project finds what is planted in a copy of the bundle.
"$dhub" defect "$plain" --quiet --force --out "$scratch/bad" \
    --defect loan-lost,statement-delivered-twice,channel-respelled,coverage-in-thousands,segment-missing
status=0
dbt --no-use-colors test --select 'source:*' --vars "{bundle: $scratch/bad}" >"$scratch/log" || status=$?
found "$status" 'FAIL .* source_relationships_loans_db_repayment_schedule_loan_id' \
    'FAIL .* source_unique_accounts_db_transactions_transaction_id' \
    'FAIL .* source_accepted_values_customer_db_interactions_channel' \
    'FAIL .* policies_check_4' 'FAIL .* source_not_null_customer_db_customer_profiles_customer_segment'

# Future days are reported as missing, although nothing is wrong.
mkdir "$scratch/late"
cp -r "$plain/accounts_db" "$scratch/late/"
awk -F, 'NR == 1 || $5 < "2025-12-21"' "$plain/accounts_db/transactions.csv" >"$scratch/late/accounts_db/transactions.csv"
status=0
dbt --no-use-colors source freshness --vars "{bundle: $scratch/late}" --select source:bank.accounts_db.transactions \
    >"$scratch/log" || status=$?
found "$status" 'ERROR STALE freshness of accounts_db.transactions'
