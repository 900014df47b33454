#!/usr/bin/env bash
# Runs a command with a PostgreSQL server: scripts/test-postgres.sh COMMAND...
#
# The server is the one that the environment names, if it responds (DATABASE_URL, PGHOST or PGSERVICE). Otherwise, it is a throwaway
# one on a Unix socket in a temporary directory, from the newest binaries found; it is removed when the command ends.
# With --find instead of a command, the exit status says whether there is a server or the programs to start one.
set -uo pipefail

say() { printf 'test-postgres.sh: %s\n' "$*" >&2; }

[ $# -gt 0 ] || {
    say "expected a command to run with a server, such as: scripts/test-postgres.sh cargo test"
    exit 2
}

answers() { PGCONNECT_TIMEOUT=5 psql -X -w -Atc 'SELECT 1' ${DATABASE_URL:+-d "$DATABASE_URL"} >/dev/null 2>&1; }

if [ -n "${DATABASE_URL:-}${PGHOST:-}${PGSERVICE:-}" ]; then
    if answers; then
        [ "$1" != --find ] || exit 0
        exec "$@"
    fi
    say "the server of DATABASE_URL, PGHOST or PGSERVICE does not answer; starting a throwaway one"
fi

# Prints the directory with initdb, pg_ctl and postgres.
binaries() {
    local dir
    for dir in "$(pg_config --bindir 2>/dev/null)" \
        "$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -t/ -k5 -rn | head -1)" \
        "$(dirname -- "$(command -v initdb || echo none)")"; do
        [ -x "$dir/initdb" ] && [ -x "$dir/pg_ctl" ] && echo "$dir" && return
    done
    return 1
}

bin=$(binaries) || {
    say "no PostgreSQL: set PGHOST or DATABASE_URL to a server, or install one (Debian: apt-get install postgresql)"
    exit 1
}
[ "$1" != --find ] || exit 0

# The server refuses to run as root.
if [ "$(id -u)" -ne 0 ]; then
    owner=""
elif id postgres >/dev/null 2>&1; then
    owner=postgres
else
    owner=nobody
fi
as_owner() {
    if [ -z "$owner" ]; then
        "$@"
    elif command -v runuser >/dev/null; then
        runuser -u "$owner" -- "$@"
    else
        setpriv --reuid="$owner" --regid="$(id -g "$owner")" --clear-groups "$@"
    fi
}

# Under /tmp, because the path of a socket must be short.
directory=$(mktemp -d /tmp/pg.XXXXXX) || exit 1
stop() {
    trap '' INT TERM HUP
    [ ! -f "$directory/data/postmaster.pid" ] || as_owner "$bin/pg_ctl" -D "$directory/data" -m immediate -w stop >/dev/null 2>&1
    rm -rf "$directory"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
chmod 755 "$directory"
[ -z "$owner" ] || chown "$owner" "$directory"

(
    unset LC_ALL PGDATA PGOPTIONS
    cd "$directory" &&
        as_owner "$bin/initdb" -D "$directory/data" -U postgres -A trust -E UTF8 --locale=C --no-sync &&
        as_owner "$bin/pg_ctl" -D "$directory/data" -l "$directory/log" -w -t 60 start \
            -o "-c listen_addresses= -c unix_socket_directories=$directory -c fsync=off -c max_connections=100"
) >"$directory/out" 2>&1 || {
    say "the server of $bin did not start:"
    cat "$directory/out" "$directory/log" >&2 2>/dev/null
    exit 1
}

unset DATABASE_URL PGSERVICE PGPASSWORD PGOPTIONS PGHOSTADDR
# The psql of the server, without Debian's slow wrapper.
[ ! -x "$bin/psql" ] || PATH="$bin:$PATH"
export PATH PGHOST="$directory" PGPORT=5432 PGUSER=postgres PGDATABASE=postgres
# In the background, so that a signal ends the wait and stops the server at once.
(
    trap - INT
    exec "$@"
) &
command=$!
trap 'kill -TERM "$command" 2>/dev/null; exit 130' INT
trap 'kill -TERM "$command" 2>/dev/null; exit 143' TERM HUP
wait "$command"
