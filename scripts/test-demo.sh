#!/usr/bin/env bash
# Runs the commands of README.md, "Demo in ten minutes", as shown: scripts/test-demo.sh DIR COMMAND...
#
# Uses DIR, which has the Python environments venv and catalog that the commands would create, the server of PGHOST and a stand-in
# for that of DataHub. COMMAND runs dhub.
# A command whose comment says "exit status 1" must exit with it, every other one with 0.
set -euo pipefail
cd "$(dirname -- "$0")/.."

fail() {
    echo "test-demo.sh: $*" >&2
    exit 1
}

[ $# -ge 2 ] || {
    echo "test-demo.sh: expected DIR COMMAND..., found $# arguments" >&2
    exit 2
}
directory=$1
shift
case $1 in */*) program=$(realpath -- "$1") ;; *) program=$1 ;; esac
shift
commands=$(awk '/^## /{inside = /^## Demo in ten minutes$/} inside && /^```/{fenced = !fenced; next} inside && fenced' README.md)
[ -n "$commands" ] || fail "README.md has no commands under Demo in ten minutes"

stand_in=$PWD/tests/clients/stand_in.py
cd "$directory"
rm -rf bank bank.html bank.dbt bank.datahub bank-defective bin home
mkdir bin home
printf '#!/bin/sh\nexec %s "$@"\n' "$(printf '%q ' "$program" "$@")" >bin/dhub
chmod +x bin/dhub
{
    echo 'set -eu'
    while IFS= read -r line; do
        # Shown before it runs.
        printf "printf '%%s\\\\n' %q\n" "+ $line"
        # shellcheck disable=SC2016 # the status is that of the script
        case $line in
            *'# exit status 1'*) printf 'status=0; { %s\n} || status=$?; [ "$status" -eq 1 ] || exit 3\n' "$line" ;;
            *) printf '%s\n' "$line" ;;
        esac
    done <<<"$commands"
} >demo.sh
export HOME=$PWD/home DATAHUB_TELEMETRY_ENABLED=false NO_PROXY=127.0.0.1 no_proxy=127.0.0.1
PATH=$PWD/bin:$PATH python3 "$stand_in" bash demo.sh >log 2>&1 </dev/null || fail "the demo ends with $?: $(tail -20 log)"

grep -q "loaded successfully" log || fail "DataHub's client does not load the pack: $(awk '/^\+ catalog/,/^\+ python3/' log)"
[ -s bank.html ] || fail "no page of the bundle"

# verify and dbt name the planted defect.
loan=$(awk -F, 'NR == 2 {print $3}' bank-defective/labels/defects.csv)
grep -q "^LOAN-" <<<"$loan" || fail "expected the key of a loan in the answers, found $loan"
awk '/^\+ dhub verify/,/^\+ cd/' log | grep -q "${loan#LOAN-}" || fail "verify does not name $loan: $(awk '/^\+ dhub verify/,/^\+ cd/' log)"
grep -q 'FAIL .* source_relationships_loans_db_repayment_schedule_loan_id' log || fail "dbt does not find that $loan is missing"
echo "the demo of README.md: $(grep -c '^+ ' log) commands"
