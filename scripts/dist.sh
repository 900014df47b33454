#!/usr/bin/env bash
# Builds what people install without a compiler: scripts/dist.sh [--binary-only] [DIR]
#
# DIR, by default dist, then contains
#   dhub-ARCH-linux         the program; static on Linux: it needs nothing from the system, not even a C library
#   dhub-VERSION-*.whl      the same program as a Python package: pip install dist/*.whl
#   SHA256SUMS              the digests of both
# The same commit and compiler give the same bytes, in any directory. --binary-only omits the package and needs no Python.
set -euo pipefail
cd "$(dirname -- "$0")/.."

say() { printf 'dist.sh: %s\n' "$*" >&2; }

wheel=yes
if [ "${1:-}" = --binary-only ]; then
    wheel=
    shift
fi
case $#,${1:-} in
    0, | 1,[!-]*) dist=${1:-dist} ;;
    *)
        say "expected [--binary-only] [DIR], found $*"
        exit 2
        ;;
esac

host=$(rustc -vV | sed -n 's/^host: //p')
flags=("--remap-path-prefix=$PWD=/dhub" "--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=/cargo")
case $host in
    *-linux-*)
        name=dhub-${host%%-*}-linux
        flags+=(-C "target-feature=+crt-static")
        # Its C library is linked statically, so it runs wherever pip accepts this tag: glibc 2.17 and newer.
        tag=manylinux2014
        ;;
    *-apple-darwin)
        name=dhub-${host%%-*}-macos
        export MACOSX_DEPLOYMENT_TARGET=11.0
        tag=pypi
        ;;
    *)
        say "expected Linux or macOS, found $host: use cargo install --path . --features parquet"
        exit 2
        ;;
esac
# Words of a variable that may contain spaces. With --target, they do not apply to build scripts.
CARGO_ENCODED_RUSTFLAGS=$(printf '%s\037' "${flags[@]}")
export CARGO_ENCODED_RUSTFLAGS=${CARGO_ENCODED_RUSTFLAGS%?}
export CARGO_PROFILE_RELEASE_STRIP=symbols
# Timestamp of the files in the package.
export SOURCE_DATE_EPOCH=315532800
options=(--release --locked --features parquet --target "$host")
work=${CARGO_TARGET_DIR:-target}
made=$work/dist/made
rm -rf "$made"
mkdir -p "$made"

cargo build --quiet "${options[@]}" --bin dhub
cp "$work/$host/release/dhub" "$made/$name"

if [ -n "$wheel" ]; then
    wanted=scripts/dist/requirements.txt
    venv=$work/dist/venv
    if ! cmp -s "$wanted" "$work/dist/installed.txt"; then
        rm -rf "$venv"
        python3 -m venv "$venv"
        "$venv/bin/python" -m pip install --quiet --disable-pip-version-check -r "$wanted"
        cp "$wanted" "$work/dist/installed.txt"
    fi
    "$venv/bin/maturin" build --quiet "${options[@]}" --compatibility "$tag" --out "$made"
fi
sum() { if command -v sha256sum >/dev/null; then sha256sum "$@"; else shasum -a 256 "$@"; fi; }
(cd "$made" && sum dhub-* >SHA256SUMS)

mkdir -p "$dist"
# From an older version.
rm -f "$dist"/dhub-*
mv "$made"/* "$dist"
say "$dist: $(cd "$dist" && echo dhub-*)"
