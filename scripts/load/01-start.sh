#!/usr/bin/env bash
# Loads this bundle into PostgreSQL: each database in one transaction, again and again. See --help.
# Needs bash 3.2 or newer, psql, one of openssl, sha256sum and shasum, and zstd for a compressed bundle.
# shellcheck disable=SC2317 # functions that others call by their name

# Started by another shell: once more with bash. Sourced, as Docker's entrypoint does with a script that cannot be run: in a bash
# of its own, without the arguments, which are those of whoever sources.
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
# Whoever reads the report may go; the load goes on. Nor does a terminal stop what writes to it from the background.
trap '' PIPE TTOU

usage() {
    cat <<'HELP'
usage: load.sh [flags]

Loads the databases of this bundle into PostgreSQL 12 or newer. The server is that of libpq's
environment (PGHOST, PGPORT, PGUSER, PGPASSWORD, PGSERVICE, ~/.pgpass, ...) or of DATABASE_URL
(postgresql://...). Each database is loaded in one transaction: afterwards it holds the previous data
or the new, never a part. Loading again replaces the rows; grants, policies, publications and views
on the tables stay. Without PGUSER, POSTGRES_USER is taken, as in Docker's image.

  --layout databases   six databases, their tables in schema public (default)
  --layout schemas     one database (PGDATABASE or the URL's), six schemas, all in one transaction,
                       with foreign keys between them
  --append             of a part of a bundle: add its rows to those of other parts, in any order;
                       foreign keys come with the last one
  --only DB            only this database; repeat for several
  --prefix P           put P before the names of the databases (--layout databases)
  --jobs N             load N databases at a time, over as many connections (default: as many as there
                       are cores here, 2 to 6; --layout schemas has one)
  --wait SECONDS       wait so long for a server that is starting
  --lock-timeout SECONDS
                       give up after waiting so long for others who use the tables (default: wait)
  --force              also replace what load.sh did not make, and drop what depends on tables
  --bundle DIR         the bundle's directory (default: the one that load.sh is in)

Instead of loading:
  --dry-run            check everything, say what would be done, change nothing
  --status             show what is loaded
  --verify             compare the bundle's id and the row counts with what is loaded
  --verify=deep        compare every row: both sides as CSV lines, sorted, by SHA-256
  --clear --confirm    drop the tables that load.sh made; databases and schemas stay

Exit codes: 0 fine; 1 a load failed; 2 usage or missing tool; 3 cannot connect; 4 bundle damaged;
5 privilege, encoding or version; 6 what is loaded differs; 7 something of others is in the way.
HELP
}

all="employees_db accounts_db customer_db loans_db insurance_db compliance_db"
mode=load bundle="" layout=databases only="" prefix="" jobs="" wait=0 lock_timeout=0 force=f confirm="" deep="" append="" part="" parts=""
url="" home="" dbs="" present="" absent="" held="" id="" connected="" nested="" running="" checking="" forgiven="" loading=""

say() { printf 'load.sh: %s\n' "$*" >&2; }
die() { # CODE MESSAGE
    say "$2"
    exit "$1"
}
has() { case " $1 " in *" $2 "*) true ;; *) false ;; esac; } # LIST WORD
count() { echo $#; }                                         # WORD...
pause() { sleep 0.25 2>/dev/null || sleep 1 2>/dev/null || true; }
