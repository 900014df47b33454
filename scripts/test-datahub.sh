#!/usr/bin/env bash
# Loads the data packs of a bundle with DataHub's client, for both layouts: scripts/test-datahub.sh DHUB BUNDLE PYTHON DIR
#
# PYTHON has acryl-datahub, DIR is for output, and the server is that of PGHOST: scripts/test-clients.sh calls it with
# a throwaway one. The pack of the layout with databases has a prefix, a platform instance and an environment, too.
set -euo pipefail
cd "$(dirname -- "$0")/.."

[ $# -eq 4 ] || {
    echo "test-datahub.sh: expected DHUB BUNDLE PYTHON DIR, found $# arguments" >&2
    exit 2
}
dhub=$1 bundle=$(realpath -- "$2") python=$3
mkdir -p "$4"
directory=$(realpath -- "$4")

load() { # FLAGS...
    "$bundle/load.sh" "$@" >"$directory/log" 2>&1 || {
        echo "test-datahub.sh: load.sh failed: $(cat "$directory/log")" >&2
        exit 1
    }
}

"$dhub" export "$bundle" --quiet --force --format datahub --prefix demo_ --platform-instance branch-1 --env DEV \
    --out "$directory/databases"
load --prefix demo_
"$python" tests/clients/datahub_pack.py "$directory/databases" databases "$directory/scratch"

"$dhub" export "$bundle" --quiet --force --format datahub --layout schemas --database catalog --out "$directory/schemas"
createdb catalog
PGDATABASE=catalog load --layout schemas
"$python" tests/clients/datahub_pack.py "$directory/schemas" schemas "$directory/scratch"
