#!/usr/bin/env bash
# Loads this bundle into PostgreSQL: each database in one transaction, again and again. See --help.
# Needs bash 3.2 or newer, psql, one of openssl, sha256sum and shasum, and zstd for a compressed bundle.
# shellcheck disable=SC2317 # functions called by name

# If started by another shell, run again with bash. If sourced, as Docker's entrypoint does with a non-executable script, run in a
# separate bash without the arguments, which are the caller's.
if [ -z "${BASH_VERSION:-}" ]; then
    command -v bash >/dev/null || { echo "load.sh: bash: not found on the PATH; install it" >&2 && exit 2; }
    exec bash "$0" "$@"
fi
if [ -n "${BASH_SOURCE[0]:-}" ] && [ "${BASH_SOURCE[0]}" != "$0" ]; then
    bash "${BASH_SOURCE[0]}"
    return
fi
set +o posix
set -uo pipefail
export LC_ALL=C
# Continue if the reader of the report exits, and do not stop when writing to the terminal from the background.
trap '' PIPE TTOU

usage() {
    cat <<'HELP'
usage: load.sh [flags]

Loads the databases of this bundle into PostgreSQL 12 or newer. The server is that of libpq's
environment (PGHOST, PGPORT, PGUSER, PGPASSWORD, PGSERVICE, ~/.pgpass, ...) or of DATABASE_URL
(postgresql://...). Each database is loaded in one transaction: afterward it has either the old data
or the new data, never a mix. Loading again replaces the rows; grants, policies, publications and
views on the tables are kept. Without PGUSER, POSTGRES_USER is used, as in Docker's image.

  --layout databases   separate databases, their tables in schema public (default)
  --layout schemas     one database (PGDATABASE or the URL's) with a schema for each, all in
                       one transaction, with foreign keys between them
  --append             for a part of a bundle: add its rows to those of other parts, in any order;
                       the last part adds the foreign keys
  --only DB            only this database; may be repeated
  --prefix P           prefix for the database names (--layout databases)
  --jobs N             load N databases in parallel, each on its own connection (default: number of
                       cores, 2 to 6; --layout schemas uses one connection)
  --wait SECONDS       wait up to this long for a server that is starting
  --lock-timeout SECONDS
                       give up after waiting this long for other sessions' locks (default: no limit)
  --force              also replace objects that load.sh did not create, and drop dependent objects
  --bundle DIR         the bundle's directory (default: that of load.sh)

Instead of loading:
  --dry-run            check everything and report what would be done; change nothing
  --status             show what is loaded
  --verify             compare the bundle's id and the row counts with what is loaded
  --verify=deep        compare every row: both sides as CSV lines, sorted, by SHA-256
  --clear --confirm    drop the tables that load.sh created; databases and schemas remain

Exit codes: 0 success; 1 load failed; 2 usage error or missing tool; 3 cannot connect; 4 damaged
bundle; 5 privilege, encoding or version; 6 loaded data differs; 7 conflicting objects.
HELP
}

all="@DATABASES@"
mode=load bundle="" layout=databases only="" prefix="" jobs="" wait=0 lock_timeout=0 force=f confirm="" deep="" append="" part="" parts=""
tables="" tables_count=0 rows_count=0 schema="" place=""
url="" home="" dbs="" present="" absent="" held="" id="" connected="" nested="" running="" checking="" forgiven="" loading=""

say() { printf 'load.sh: %s\n' "$*" >&2; }
die() { # CODE MESSAGE
    say "$2"
    exit "$1"
}
has() { case " $1 " in *" $2 "*) true ;; *) false ;; esac; } # LIST WORD
count() { echo $#; }                                         # WORD...
pause() { sleep 0.25 2>/dev/null || sleep 1 2>/dev/null || true; }
