#!/bin/sh
# Lists everything that is missing on this machine, one per line, with how to install it: scripts/need.sh WHAT...
#
# WHAT is build (the program), dist (what is installed without a compiler), test (all tests), check (the lints) or clients (the
# programs that read a bundle). Exits 1 if anything is missing. `make` runs it first, so that nobody waits for a build that cannot finish.
set -u
cd "$(dirname -- "$0")/.." || exit 2

missing=0

# lacks WHAT DEBIAN FEDORA MACOS: what is missing, and its package; prints how to install it on this system.
lacks() {
    missing=$((missing + 1))
    if command -v apt-get >/dev/null 2>&1; then
        how="apt-get install $2"
    elif command -v dnf >/dev/null 2>&1; then
        how="dnf install $3"
    elif [ "$(uname 2>/dev/null)" = Darwin ]; then
        case $4 in
            xcode-select*) how=$4 ;;
            *) how="brew install $4" ;;
        esac
    else
        how="the package that is called $2 on Debian"
    fi
    printf 'missing: %s; install it with: %s\n' "$1" "$how" >&2
}

has() { command -v "$1" >/dev/null 2>&1; }

# Tests whether version $1 is at least $2, number by number.
at_least() {
    old_ifs=$IFS
    IFS=.
    # shellcheck disable=SC2086 # the numbers of a version are its words
    set -- $1 - $2
    IFS=$old_ifs
    have_major=$1 have_minor=${2%%[!0-9]*}
    while [ "$1" != - ]; do shift; done
    shift
    [ "$have_major" -gt "$1" ] || { [ "$have_major" -eq "$1" ] && [ "$have_minor" -ge "$2" ]; }
}

rust() {
    wanted=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
    how="install Rust $wanted or newer: https://rustup.rs, or: rustup update"
    # shellcheck disable=SC2086 # CARGO may carry arguments, such as cargo +nightly
    for tool in "${CARGO:-cargo}" "${RUSTC:-rustc}"; do
        has ${tool%% *} || {
            missing=$((missing + 1))
            printf 'missing: %s; %s\n' "$tool" "$how" >&2
            continue
        }
        found=$($tool --version 2>/dev/null)
        found=${found#* }
        found=${found%% *}
        case $found in
            [0-9]*.[0-9]*) at_least "$found" "$wanted" && continue ;;
        esac
        missing=$((missing + 1))
        printf 'too old: %s %s; %s\n' "$tool" "${found:-does not run}" "$how" >&2
    done
}

# A compiler without the headers of the C library, as on a minimal system, does not count. It may have flags.
compiles() {
    scratch=$(mktemp -d) || exit 2
    printf '#include <stdlib.h>\nint main(void) { return EXIT_SUCCESS; }\n' >"$scratch/main.c"
    # shellcheck disable=SC2086 # CC may carry arguments
    ${CC:-cc} "$@" -o "$scratch/main" "$scratch/main.c" >"$scratch/log" 2>&1
    compiled=$?
    rm -rf "$scratch"
    return $compiled
}

python() {
    python3 -c 'import venv, ensurepip' >/dev/null 2>&1 || lacks "python3 with venv" "python3 python3-venv" python3 python3
}

postgres() {
    has psql || lacks "psql" postgresql-client postgresql postgresql@17
    scripts/test-postgres.sh --find >/dev/null 2>&1 ||
        lacks "a PostgreSQL server (or DATABASE_URL or PGHOST of one)" postgresql postgresql-server postgresql@17
}

for what in "$@"; do
    case $what in
        build)
            rust
            compiles || lacks "a C compiler (${CC:-cc}) that makes programs" "gcc libc6-dev" gcc "xcode-select --install"
            ;;
        dist)
            python
            if [ "$(uname)" = Linux ]; then
                compiles -static || lacks "the static C library" libc6-dev glibc-static ""
            fi
            ;;
        test)
            has bash || lacks bash bash bash bash
            has ps || lacks ps procps procps-ng procps
            has zstd || lacks zstd zstd zstd zstd
            has shellcheck || lacks shellcheck shellcheck ShellCheck shellcheck
            has sha256sum || lacks sha256sum coreutils coreutils coreutils
            postgres
            ;;
        check)
            has shellcheck || lacks shellcheck shellcheck ShellCheck shellcheck
            has cargo-machete || {
                missing=$((missing + 1))
                echo "missing: cargo-machete; install it with: cargo install --locked cargo-machete" >&2
            }
            ;;
        clients)
            python
            # On macOS there is always a java, which may only explain how to install one.
            java -version >/dev/null 2>&1 || lacks java default-jre-headless java-latest-openjdk-headless openjdk
            postgres
            has parallel || lacks "GNU parallel" parallel parallel parallel
            has npm || lacks npm npm npm node
            has chromium || has chromium-browser || has google-chrome ||
                [ -x "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" ] ||
                lacks "a browser (Chromium)" chromium chromium "--cask google-chrome"
            if [ "$(uname)" = Linux ]; then
                PATH=$PATH:/usr/sbin:/sbin
                for tool in munged slurmctld slurmd sbatch; do
                    has $tool || lacks "$tool (Slurm)" "munge slurmctld slurmd slurm-client" "munge slurm-slurmctld slurm-slurmd slurm" ""
                done
            fi
            ;;
        *)
            echo "need.sh: expected build, dist, test, check or clients, found $what" >&2
            exit 2
            ;;
    esac
done
[ "$missing" -eq 0 ]
