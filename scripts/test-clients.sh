#!/usr/bin/env bash
# Reads a bundle with the programs that people use for it: scripts/test-clients.sh COMMAND...
#
# COMMAND runs dhub, such as: scripts/test-clients.sh cargo run --release --quiet --. The clients are Python packages from
# PyPI, in the versions of tests/clients/requirements.txt, in a virtual environment under target/clients; Spark needs Java; dbt and DataHub have
# their own environments and need PostgreSQL (scripts/test-dbt.sh, scripts/test-demo.sh, scripts/test-datahub.sh); on Linux, GNU parallel
# and Slurm also generate a bank (scripts/test-engines.sh). Chromium opens the page of `dhub report`, with two packages from npm.
# scripts/need.sh clients names what is missing. To add one: a line there, a script next to it that exits with a status other than 0 if it
# reads anything other than the bundle, and a call below.
set -euo pipefail
cd "$(dirname -- "$0")/.."

say() { printf 'test-clients.sh: %s\n' "$*" >&2; }

[ $# -gt 0 ] || {
    say "expected a command that runs dhub, such as: scripts/test-clients.sh cargo run --release --"
    exit 2
}

export PYTHONDONTWRITEBYTECODE=1
directory=target/clients
python=$directory/venv/bin/python
wanted=tests/clients/requirements.txt
mkdir -p "$directory"
if ! cmp -s "$wanted" "$directory/installed.txt"; then
    rm -rf "$directory/venv"
    python3 -m venv "$directory/venv"
    "$python" -m pip install --quiet --disable-pip-version-check -r "$wanted"
    cp "$wanted" "$directory/installed.txt"
fi
# For those that run dhub themselves.
dhub=$PWD/$directory/dhub
printf '#!/bin/sh\ncd %q && exec %s "$@"\n' "$PWD" "$(printf '%q ' "$@")" >"$dhub"
chmod +x "$dhub"

passed=0
client() { # client NAME COMMAND...: runs one client; its failure ends the run
    local name=$1
    shift
    "$@" || {
        say "$name does not read or make the bundle as it should be"
        exit 1
    }
    passed=$((passed + 1))
}

quietly() { # COMMAND...: shows its output only if it fails
    "$@" 2>"$directory/log" || {
        cat "$directory/log" >&2
        return 1
    }
}

for method in plain zstd; do
    bundle=$directory/$method
    flags=()
    [ "$method" = plain ] || flags=(--compress "$method")
    "$@" seed all --quiet --scale 1 --out "$bundle" "${flags[@]}"
    question=$("$python" tests/clients/bundle.py "$bundle")
    "$@" db query "$question" "$bundle" --format csv >"$directory/answer.csv"
    client pandas "$python" tests/clients/read_with_pandas.py "$bundle" "$directory/answer.csv"
    client DuckDB "$python" tests/clients/read_with_duckdb.py "$bundle" "$directory/answer.csv"
    for reader in pandas polars DuckDB; do
        client "$reader, as documented," "$python" tests/clients/read_as_documented.py "$bundle" "$reader" "$directory/plain"
    done
done
export SPARK_LOCAL_IP=127.0.0.1
client "Spark, as documented," quietly "$python" tests/clients/read_as_documented.py "$directory/plain" Spark
client "Spark, by the data source," quietly "$python" tests/clients/spark_data_source.py "$directory/plain" "$dhub" "$directory/spark"
for format in sqlite duckdb-sql; do
    "$@" export "$directory/plain" --quiet --force --format "$format"
done
client "DuckDB or SQLite" "$python" tests/clients/read_exports.py \
    "$directory/plain" "$directory/plain.sqlite" "$directory/plain.duckdb.sql"
"$@" seed all --quiet --scale 1 --format parquet --out "$directory/parquet"
"$@" export "$directory/plain" --quiet --force --format parquet
for parquet in parquet plain.parquet; do
    for reader in pyarrow DuckDB polars Spark; do
        client "$reader, of Parquet," quietly "$python" tests/clients/read_parquet.py \
            "$directory/plain" "$directory/$parquet" "$reader"
    done
done
client frictionless "$python" tests/clients/validate_with_frictionless.py "$directory/plain"
"$@" seed all --quiet --force --scale 8 --aml-rate 5 --out "$directory/schemes"
client scikit-learn "$python" tests/clients/tell_schemes.py "$directory/schemes"
rm -rf "$directory/schemes"
parts=$directory/parts
rm -rf "$parts"
"$@" seed all --quiet --scale 0.1 --parts 3 --out "$parts"
"$@" seed join --quiet --manifest-only "$parts"/part-1 "$parts"/part-2 "$parts"/part-3 --out "$parts"
for one in "$parts"/part-1 "$parts"/part-2 "$parts"/part-3 "$parts"; do
    client frictionless "$python" tests/clients/validate_with_frictionless.py "$one"
done
apart() { # DIR REQUIREMENTS: creates a separate Python environment, unless it already has these
    cmp -s "$2" "$1.txt" && [ -d "$1" ] && return
    rm -rf "$1"
    mkdir -p "$(dirname -- "$1")"
    python3 -m venv "$1"
    "$1/bin/python" -m pip install --quiet --disable-pip-version-check -r "$2"
    cp "$2" "$1.txt"
}
demo=$directory/demo
apart "$demo/venv" tests/clients/requirements-dbt.txt
on_postgres() { # COMMAND...: with dbt, and its own server, even if there is another one
    env -u DATABASE_URL -u PGHOST -u PGSERVICE PATH="$PWD/$demo/venv/bin:$PATH" scripts/test-postgres.sh "$@"
}
client dbt on_postgres scripts/test-dbt.sh "$dhub" "$directory/plain" "$directory/zstd"
apart "$demo/catalog" tests/clients/requirements-datahub.txt
client "the demo of README.md" on_postgres scripts/test-demo.sh "$demo" "$@"
mkdir -p "$directory/datahub"
client DataHub on_postgres scripts/test-datahub.sh "$dhub" "$directory/plain" "$demo/catalog/bin/python" "$directory/datahub"
rm -rf "$directory/lake"
"$@" seed all --quiet --scale 1 --format parquet --parts 3 --out "$directory/lake"
client "pyarrow, of parts in S3," quietly "$python" tests/clients/parts_in_s3.py "$directory/parquet" "$directory/lake"
# Packages for the browser, in these versions: axe checks accessibility, mermaid draws like GitHub.
axe="axe-core@4.14.1"
mermaid="mermaid@12.3.0"
modules=$directory/modules
if [ "$axe $mermaid" != "$(cat "$modules/installed.txt" 2>/dev/null)" ]; then
    rm -rf "$modules"
    mkdir -p "$modules"
    (
        cd "$modules"
        tar -xzf "$(npm pack --silent "$axe")" --strip-components=1 package/axe.min.js
        tar -xzf "$(npm pack --silent "$mermaid")" --strip-components=2 package/dist/mermaid.min.js
        rm ./*.tgz
    )
    echo "$axe $mermaid" >"$modules/installed.txt"
fi
"$@" report "$directory/plain" --quiet --force --out "$directory/report.html"
rm -rf "$directory/defective"
"$@" defect "$directory/plain" --quiet --count 10 --seed 7 --out "$directory/defective"
"$@" report "$directory/defective" --quiet --force --out "$directory/defective.html"
client Chromium "$python" tests/clients/open_report.py "$directory/plain" "$directory/report.html" "$directory/defective.html" "$modules"
engines=(parallel kubernetes)
# It only runs on Linux.
[ "$(uname)" != Linux ] || engines+=(slurm)
for engine in "${engines[@]}"; do
    client "$engine" scripts/test-engines.sh "$dhub" "$python" "$engine"
done
scripts/dist.sh "$directory/dist"
client "pip or an empty system" "$python" tests/clients/installed.py "$directory/dist" tests/golden "$directory/installed"
# Images are only for Linux.
[ "$(uname)" != Linux ] ||
    client "the container of Dockerfile and compose.yml" scripts/test-postgres.sh "$python" tests/clients/container.py "$directory/container"
say "$passed clients passed"
