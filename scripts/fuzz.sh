#!/usr/bin/env bash
# Fuzzes each target in fuzz/ for the given number of seconds, 60 by default: scripts/fuzz.sh [SECONDS]
# Exits 0 if nothing was found, 1 if something was, 2 if there is nothing to fuzz with.
set -uo pipefail
cd "$(dirname -- "$0")/.." || exit 2
seconds=${1:-60}

missing() { printf 'fuzz.sh: nothing is fuzzed: %s\n' "$*" >&2 && exit 2; }
cargo +nightly --version >/dev/null 2>&1 || missing "no nightly Rust; install it: rustup toolchain install nightly"
cargo fuzz --version >/dev/null 2>&1 || missing "no cargo-fuzz; install it: cargo install cargo-fuzz"
command -v c++ >/dev/null || command -v g++ >/dev/null || command -v clang++ >/dev/null ||
    missing "no C++ compiler; install one (Debian: apt-get install g++)"

found=0
for target in $(cargo +nightly fuzz list); do
    mkdir -p "fuzz/corpus/$target"
    log=$(mktemp)
    if cargo +nightly fuzz run "$target" "fuzz/corpus/$target" "fuzz/seeds/$target" -- \
        -max_total_time="$seconds" -max_len=16384 -timeout=20 >"$log" 2>&1; then
        printf '%-10s %s\n' "$target" "$(grep -E '^Done ' "$log" || echo 'ended without a count')"
    else
        printf '%-10s found something:\n' "$target"
        tail -n 40 "$log"
        found=1
    fi
    rm -f "$log"
done
exit "$found"
