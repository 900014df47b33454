#!/usr/bin/env bash
# Loads this bundle into PostgreSQL: each database in one transaction, again and again. See --help.
# Needs bash 3.2 or newer, psql, one of openssl, sha256sum and shasum, and zstd for a compressed bundle.
set -uo pipefail
export LC_ALL=C

usage() {
    cat <<'HELP'
usage: load.sh [flags]

Loads the databases of this bundle into PostgreSQL 12 or newer. The server is that of libpq's
environment (PGHOST, PGPORT, PGUSER, PGPASSWORD, PGSERVICE, ~/.pgpass, ...) or of DATABASE_URL
(postgresql://...). Each database is loaded in one transaction: afterwards it holds the former data
or the new, never a part.

  --layout databases   six databases, their tables in schema public (default)
  --layout schemas     one database (PGDATABASE or the URL's), six schemas, all in one transaction
  --only DB            only this database; repeat for several
  --prefix P           put P before the names of the databases (--layout databases)
  --jobs N             load N databases at a time (default: as many as there are cores here, 2 to 6;
                       --layout schemas has one transaction)
  --bundle DIR         the bundle's directory (default: the one that load.sh is in)
  --force              also replace tables that load.sh did not make, and drop what depends on tables

Instead of loading:
  --dry-run            check everything, say what would be done, change nothing
  --status             show what is loaded
  --verify             compare the bundle's id and the row counts with what is loaded
  --verify=deep        compare every row: both sides as CSV lines, sorted, by SHA-256
  --clear --confirm    drop the tables that load.sh made; databases and schemas stay

Exit codes: 0 fine; 1 a load failed; 2 usage or missing tool; 3 cannot connect; 4 bundle damaged;
5 privilege, encoding or version; 6 what is loaded differs; 7 tables of others are in the way.
HELP
}

all="employees_db accounts_db customer_db loans_db insurance_db compliance_db"
mode=load bundle="" layout=databases only="" prefix="" jobs="" force="" confirm="" deep=""
work="" checking="" running="" result=0

say() { printf 'load.sh: %s\n' "$*" >&2; }
die() { # CODE MESSAGE
    say "$2"
    exit "$1"
}
has() { case " $1 " in *" $2 "*) true ;; *) false ;; esac; } # LIST WORD

set_mode() {
    [ "$mode" = load ] || [ "$mode" = "$1" ] || die 2 "--$mode and --$1 exclude each other"
    mode=$1
}

read_flags() {
    local flag value
    while [ $# -gt 0 ]; do
        flag=$1 value=""
        shift
        case $flag in
        --layout | --only | --prefix | --jobs | --bundle)
            [ $# -gt 0 ] || die 2 "$flag: expected a value; see --help"
            value=$1
            shift
            ;;
        --layout=* | --only=* | --prefix=* | --jobs=* | --bundle=*) value=${flag#*=} flag=${flag%%=*} ;;
        esac
        case $flag in
        --layout)
            has "databases schemas" "$value" || die 2 "--layout: expected databases or schemas, found '$value'"
            layout=$value
            ;;
        --only)
            has "$all" "$value" || die 2 "--only: expected one of: $all; found '$value'"
            only="$only $value"
            ;;
        --prefix)
            case $value in "" | *[!a-z0-9_]* | [0-9]*) die 2 "--prefix: expected a letter, then a-z, 0-9 or _; found '$value'" ;; esac
            [ ${#value} -le 40 ] || die 2 "--prefix: expected at most 40 characters, found ${#value}"
            prefix=$value
            ;;
        --jobs)
            case $value in "" | *[!0-9]* | 0* | ???*) die 2 "--jobs: expected 1 to 99, found '$value'" ;; esac
            jobs=$value
            ;;
        --bundle)
            [ -d "$value" ] || die 2 "--bundle: expected the directory of a bundle, found '$value'"
            bundle=$value
            ;;
        --force) force=1 ;;
        --confirm) confirm=1 ;;
        --verify=deep) deep=1 && set_mode verify ;;
        --verify | --status | --clear | --dry-run) set_mode "${flag#--}" ;;
        -h | --help) usage && exit 0 ;;
        *) die 2 "unknown argument '$flag'; see --help" ;;
        esac
    done
    [ -z "$prefix" ] || [ "$layout" = databases ] || die 2 "--prefix names databases: it does not go with --layout schemas"
    [ "$mode" != clear ] || [ -n "$confirm" ] || die 2 "--clear drops the loaded tables: add --confirm to do it"
    [ -z "$confirm" ] || [ "$mode" = clear ] || die 2 "--confirm goes with --clear"
    [ -n "$jobs" ] || case $(getconf _NPROCESSORS_ONLN 2>/dev/null) in
    "" | [12]) jobs=2 ;;
    [345]) jobs=$(getconf _NPROCESSORS_ONLN) ;;
    *) jobs=6 ;;
    esac
}

# --- the bundle ---

# Sets dbs, the databases to work on, in load order.
find_bundle() {
    local db
    CDPATH='' cd -- "${bundle:-$(dirname -- "${BASH_SOURCE[0]:-.}")}" || exit 4
    dbs=""
    for db in $all; do
        has "${only:-$db}" "$db" || continue
        if [ -f "$db/load.sql" ]; then
            dbs="$dbs $db"
        elif [ -n "$only" ]; then
            die 4 "$db/load.sql: missing in this bundle; make or copy the bundle again"
        fi
    done
    [ -n "$dbs" ] || die 4 "no employees_db/load.sql and so on beside load.sh: run it in a bundle, or say where one is with --bundle"
}

need() { command -v "$1" >/dev/null || die 2 "$1: not found on the PATH; $2"; }

need_tools() {
    need psql "install the PostgreSQL client"
    has "load dry-run verify" "$mode" || return 0
    # openssl is by far the fastest of them.
    if [ -n "$(printf '' | openssl dgst -sha256 -r 2>/dev/null)" ]; then
        sum=(openssl dgst -sha256 -r)
    elif command -v sha256sum >/dev/null; then
        sum=(sha256sum)
    else
        sum=(shasum -a 256)
    fi
    need "${sum[0]}" "install coreutils, which has sha256sum"
    ! ls ./*_db/*.csv.zst >/dev/null 2>&1 || need zstd "install it: the tables of this bundle are compressed"
}

# Compares every file of the bundle with its digest, some files at a time, and writes those that differ to work/damaged.
check_bundle() {
    cut -c 67- SHA256SUMS | xargs -n 8 -P "$jobs" "${sum[@]}" 2>/dev/null | tr -d '*' | tr -s ' ' | sort >"$work/sums"
    tr -d '*' <SHA256SUMS | tr -s ' ' | sort | comm -23 - "$work/sums" | cut -c 66- >"$work/damaged"
}

# Waits for the end of the check, before the first change.
await_check() {
    local file
    wait "$checking"
    checking=""
    [ -f "$work/damaged" ] || die 2 "cannot compare the digests of the bundle's files; set TMPDIR"
    [ -s "$work/damaged" ] || return 0
    say "the bundle is damaged, nothing was changed; make or copy it again:"
    while read -r file; do
        if [ -f "$file" ]; then say "$file: changed"; else say "$file: missing"; fi
    done <"$work/damaged"
    exit 4
}

# load.sql begins with the bundle's id and the rows of each table.
bundle_id() { sed -n 's/^-- bundle //p' "$1/load.sql"; }
tables() { sed -n 's/^-- table \([a-z_]*\) [0-9]*$/\1/p' "$1/load.sql"; }
rows() { sed -n "s/^-- table $2 //p" "$1/load.sql"; }
csv() { if [ -f "$1/$2.csv" ]; then cat "$1/$2.csv"; else zstd -dcq -- "$1/$2.csv.zst"; fi; }

# --- the server ---

# Takes the password out of DATABASE_URL: neither the list of processes nor a message shall show it.
read_url() {
    local rest authority path password=""
    url=${DATABASE_URL:-}
    [ -n "$url" ] || return 0
    case $url in postgres://* | postgresql://*) ;; *) die 2 "DATABASE_URL: expected postgresql://... (its value is not shown)" ;; esac
    rest=${url#*://} authority=${rest%%/*} path=${rest#"$authority"}
    case ${authority#*@}${path%%\?*} in *@*) die 2 "DATABASE_URL: a / or @ in the password must be written %2F or %40" ;; esac
    case $authority in
    *:*@*) password=${authority%%@*} password=${password#*:} url="postgresql://${authority%%:*}@${rest#*@}" ;;
    esac
    case $url in
    *[?\&]password=*)
        password=${url#*[?&]password=} password=${password%%&*}
        url=$(printf '%s' "$url" | sed 's/\([?&]\)password=[^&]*&*/\1/g')
        ;;
    esac
    [ -n "$password" ] || return 0
    password=${password//\\/\\\\}
    PGPASSWORD=$(printf '%b' "${password//%/\\x}")
    export PGPASSWORD
}

# Becomes psql on a database, or on the user's own if the name is empty: only for subshells.
exec_psql() { # DATABASE [ARGUMENTS]
    local name=$1 ask='?'
    shift
    set -- -X -q -w -At -v ON_ERROR_STOP=1 "$@"
    case $url in *\?*) ask='&' ;; esac
    if [ -n "$url" ]; then
        set -- "$@" -d "$url${name:+${ask}dbname=$name}"
    elif [ -n "$name" ]; then
        set -- "$@" -d "$name"
    fi
    exec psql "$@"
}

in_schemas() { [ "$layout" = schemas ]; }
database() { in_schemas || echo "$prefix$1"; }
schema() { if in_schemas; then echo "$1"; else echo public; fi; }
place() { if in_schemas; then echo "schema $1"; else echo "database $prefix$1"; fi; }
fail() { # CODE MESSAGE [FILE]: the message, then what psql said
    say "$2"
    show_errors "${3:-$work/err}"
    exit "$1"
}
show_errors() { sed 's|postgres[a-z]*://[^" ]*|DATABASE_URL|g' "$1" >&2; }

# Connects and learns about the server. Sets home, the database to ask in, and which of dbs are present and absent.
preflight() {
    local facts="" version encoding standby create known db
    if in_schemas; then set -- ""; else set -- "" postgres; fi
    for home in "$@"; do
        facts=$(exec_psql "$home" 2>>"$work/err" <<'SQL'
SELECT current_setting('server_version_num'), current_setting('server_encoding'), pg_is_in_recovery(),
    (SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user)
SQL
        ) && break
    done
    [ -n "$facts" ] || fail 3 "cannot connect: set PGHOST, PGPORT, PGUSER and so on, or DATABASE_URL; psql says:"
    IFS='|' read -r version encoding standby create <<<"$facts"
    [ "$version" -ge 120000 ] || die 5 "expected a server of version 12 or newer, found $((version / 10000))"
    [ "$standby" = f ] || has "status verify" "$mode" || die 5 "the server is a read-only standby: connect to its primary"
    present=$dbs absent=""
    if in_schemas; then
        [ "$encoding" = UTF8 ] || die 5 "expected a database with encoding UTF8, found $encoding"
        return
    fi
    present=""
    known=$(exec_psql "$home" -c "SELECT datname || ' ' || pg_encoding_to_char(encoding) FROM pg_database" 2>"$work/err") ||
        fail 5 "cannot list the databases:"
    for db in $dbs; do
        encoding=$(printf '%s\n' "$known" | sed -n "s/^$prefix$db //p")
        case $encoding in
        "") absent="$absent $db" ;;
        UTF8) present="$present $db" ;;
        *) die 5 "database $prefix$db: expected encoding UTF8, found $encoding; use other names with --prefix" ;;
        esac
    done
    if [ -n "$absent" ] && [ "$create" != t ] && has "load dry-run" "$mode"; then
        die 5 "this role may not create databases (missing:$absent): use --layout schemas to load into one database, or ask for CREATEDB"
    fi
}

# Writes to work/DB.state a line for each table: name|state|rows|owned|may create.
# The state is missing, foreign, or bundle and the id of the one that it was loaded from.
inspect() { # DB COUNT?
    (exec_psql "$(database "$1")" -v schema="$(schema "$1")" -v names="$(tables "$1" | tr '\n' ' ')" -v count="${2:-f}" <<'SQL'
BEGIN;
SET LOCAL statement_timeout = 0;
SELECT format('SELECT %L, %L, %s, %L, %L', name, CASE WHEN c.oid IS NULL THEN 'missing' ELSE coalesce('bundle ' || mark, 'foreign') END,
    CASE WHEN :'count' = 't' AND mark IS NOT NULL THEN format('(SELECT count(*) FROM %I.%I)', :'schema', name) ELSE '0' END,
    coalesce(pg_has_role(relowner, 'USAGE'), true),
    CASE WHEN n.oid IS NOT NULL THEN has_schema_privilege(n.oid, 'CREATE')
        ELSE :'schema' <> 'public' AND has_database_privilege(current_database(), 'CREATE') END)
FROM unnest(string_to_array(trim(:'names'), ' ')) WITH ORDINALITY AS wanted(name, place)
LEFT JOIN pg_namespace n ON nspname = :'schema'
LEFT JOIN pg_class c ON relname = name AND relnamespace = n.oid
CROSS JOIN LATERAL substring(obj_description(c.oid, 'pg_class') FROM E'\nLoaded by dhub, bundle ([^ ]+)\\.$') AS mark
ORDER BY place
\gexec
COMMIT;
SQL
    ) >"$work/$1.state" 2>"$work/$1.err"
}

# Inspects the databases that are there, all at a time.
inspect_all() { # COUNT?
    local db look looks=""
    for db in $present; do
        inspect "$db" "$@" &
        looks="$looks $db:$!"
    done
    for look in $looks; do
        wait "${look#*:}" || fail 5 "$(place "${look%:*}"): cannot look into it:" "$work/${look%:*}.err"
    done
}

# The tables of a database whose field matches, each after a space.
names_where() { awk -F'|' -v field="$2" -v like="$3" '$field ~ like { printf " %s", $1 }' "$work/$1.state"; } # DB FIELD REGEX

# Stops where a load would fail or hurt: no privilege, tables of others.
check_targets() {
    local db names instead="use --layout schemas to load into one database of yours" beside="load beside them with --prefix"
    if in_schemas; then instead="ask for CREATE on the database" beside="use another database"; fi
    inspect_all
    for db in $present; do
        [ -z "$(names_where "$db" 5 f)" ] || die 5 "$(place "$db"): this role may not create tables there; $instead"
        names=$(names_where "$db" 2 foreign)
        [ -z "$names" ] || [ -n "$force" ] ||
            die 7 "$(place "$db"): not made by load.sh:$names; nothing was changed; rename them, $beside, or replace them with --force"
        names=$(names_where "$db" 4 f)
        [ -z "$names" ] || die 5 "$(place "$db"): tables of another role:$names; load as that role"
    done
}

# --- loading ---

exists() { [ "$(exec_psql "$home" -c "SELECT count(*) FROM pg_database WHERE datname = '$1'" 2>/dev/null)" = 1 ]; }

create_databases() {
    local db
    for db in $absent; do
        (exec_psql "$home" -v name="$prefix$db" <<'SQL'
SELECT format('CREATE DATABASE %I TEMPLATE template0 ENCODING ''UTF8''', :'name')
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'name') \gexec
SQL
        ) 2>"$work/err" || exists "$prefix$db" || fail 5 "cannot create database $prefix$db; --layout schemas needs no new database:"
    done
}

# The psql script that loads some databases in one transaction and prints `DB|seconds` for each.
script() { # DB...
    local db
    cat <<'SQL'
BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;
-- No timeout ends a load; which of them exist depends on the server's version.
SELECT count(set_config(name, '0', true)) AS done FROM pg_settings
WHERE name IN ('statement_timeout', 'lock_timeout', 'transaction_timeout', 'idle_in_transaction_session_timeout') \gset
-- One load at a time.
SELECT pg_advisory_xact_lock(hashtextextended('dhub load', 0)) AS done \gset
SQL
    # The loads of other databases keep the server busy: helpers for an index would only be in their way.
    in_schemas || [ "$jobs" = 1 ] || echo "SET LOCAL max_parallel_maintenance_workers = 0;"
    for db in "$@"; do
        ! in_schemas ||
            echo "SELECT 'CREATE SCHEMA $db' WHERE NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = '$db') \\gexec"
        echo "SELECT extract(epoch FROM clock_timestamp()) AS started \\gset"
        echo "SET LOCAL search_path = $(schema "$db"), pg_temp;"
        echo "\\i $db/load.sql"
        echo "SELECT '$db', round((extract(epoch FROM clock_timestamp()) - :started)::numeric, 2);"
    done
    echo "COMMIT;"
}

# Loads databases in one transaction and reports them. Meant for the background: a signal ends psql, too.
load_into() { # NAME DATABASE DB...
    local name=$1 target=$2 db seconds code=1
    shift 2
    script "$@" >"$work/$name.sql"
    exec_psql "$target" ${force:+-v force=1} -f "$work/$name.sql" >"$work/$name.out" 2>"$work/$name.err" </dev/null &
    # shellcheck disable=SC2064 # this psql
    trap "kill $! 2>/dev/null; wait; exit 143" TERM
    if wait "$!"; then
        while IFS='|' read -r db seconds; do report "$db" "$seconds" loaded; done <"$work/$name.out"
        return 0
    fi
    grep -q 'row count differs from the manifest' "$work/$name.err" && code=6
    grep -q 'not made by load.sh' "$work/$name.err" && code=7
    printf '%-15s %7s %12s %9s  %s\n' "$name" - - - failed
    say "$name: the load failed, the former data stays:"
    show_errors "$work/$name.err"
    ! grep -q 'other objects depend' "$work/$name.err" || say "$name: drop those objects first, or let --force drop them"
    return "$code"
}

# Loads one database after another, of those that no other lane has taken, while load.sh is there.
lane() { # DB...
    local db status=0
    for db in "$@"; do
        mkdir "$work/$db.taken" 2>/dev/null || continue
        kill -0 $$ 2>/dev/null || break
        load_into "$db" "$prefix$db" "$db" || status=$?
    done
    return "$status"
}

# The databases, so that the last load to end is a short one.
largest_first() {
    local db
    for db in $dbs; do echo "$(wc -c "$db"/*.csv* | awk 'END { print $1 }') $db"; done | sort -k 1,1nr | awk '{ print $2 }'
}

report() { # DB SECONDS RESULT
    printf '%-15s %7d %12d %9s  %s\n' "$1" "$(tables "$1" | wc -l)" "$(rows "$1" '.*' | awk '{ n += $1 } END { print n }')" "$2" "$3"
}

load() {
    local db count lane
    [ "$mode" = dry-run ] || create_databases
    printf '%-15s %7s %12s %9s  %s\n' database tables rows seconds result
    if [ "$mode" = dry-run ]; then
        for db in $dbs; do
            if has "$absent" "$db"; then report "$db" - "would create $prefix$db and load"; else report "$db" - "would load"; fi
        done
    else
        # shellcheck disable=SC2046,SC2086 # lists of words
        if in_schemas; then
            load_into schemas "" $dbs &
            running=$!
        else
            set -- $(largest_first)
            for ((count = 0; count < jobs; count++)); do
                lane "$@" &
                running="$running $!"
            done
        fi
        for lane in $running; do wait "$lane" || result=$((result ? result : $?)); done
        running=""
    fi
    return "$result"
}

# --- looking at what is loaded ---

row() { printf '%-15s %-28s %12s %12s  %s\n' "$@"; }

# Prints a line for each table; with --verify fails where one is not as in the bundle.
compare() {
    local db table state found wanted note
    inspect_all t
    row database table bundle loaded result
    for db in $dbs; do
        if has "$absent" "$db"; then
            tables "$db" | sed 's/$/|missing|0/' >"$work/$db.state"
        elif [ -n "$deep" ]; then
            digest_tables "$db"
        fi
        while IFS='|' read -r table state found _; do
            wanted=$(rows "$db" "$table") note=ok
            if has "missing foreign" "$state"; then
                found=- note=$state
            elif [ "$state" != "bundle $(bundle_id "$db")" ]; then
                note=$state
            elif [ "$found" != "$wanted" ]; then
                note=differs
            fi
            if [ -n "$deep" ] && [ "$state" != missing ]; then
                note=ok
                [ "$table $(csv "$db" "$table" | sort | "${sum[@]}")" = "$(grep "^$table " "$work/digests")" ] || note=differs
            fi
            [ "$note" = ok ] || result=6
            row "$db" "$table" "$wanted" "$found" "$note"
        done <"$work/$db.state"
    done
    [ "$mode" = status ] || [ "$result" = 0 ] || die 6 "what is loaded is not this bundle; run load.sh to load it"
}

# Writes the digest of each table's lines to work/digests. Sorted by byte, because a table has no order of its own.
digest_tables() { # DB
    local table state
    {
        echo "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;"
        echo "SET LOCAL statement_timeout = 0;"
        echo "SET LOCAL datestyle = 'ISO, YMD';"
        echo "SET LOCAL search_path = $(schema "$1"), pg_temp;"
        while IFS='|' read -r table state _; do
            [ "$state" = missing ] ||
                echo "\\copy (SELECT * FROM $table) to program 'sort | ${sum[*]} | sed \"s/^/$table /\"' with (format csv, header, encoding 'UTF8')"
        done <"$work/$1.state"
        echo "COMMIT;"
    } >"$work/digest.sql"
    (exec_psql "$(database "$1")" -f "$work/digest.sql") >"$work/digests" 2>"$work/err" </dev/null ||
        fail 5 "$(place "$1"): cannot read the tables:"
}

# --- clearing ---

clear_tables() {
    local db table drop
    inspect_all
    for db in $present; do
        drop=""
        for table in $(names_where "$db" 2 '^bundle'); do drop="$drop${drop:+, }$(schema "$db").$table"; done
        if [ -z "$drop" ]; then
            echo "$(place "$db"): nothing loaded"
            continue
        fi
        (exec_psql "$(database "$db")" -c "DROP TABLE $drop ${force:+CASCADE}") 2>"$work/err" || fail 1 "$(place "$db"): the tables stay:"
        echo "$(place "$db"): cleared"
    done
}

stop() {
    local job
    for job in $running $checking; do kill "$job" 2>/dev/null; done
    [ -z "$running$checking" ] || wait
    [ -z "$work" ] || rm -rf "$work"
}

main() {
    read_flags "$@"
    find_bundle
    need_tools
    read_url
    trap stop EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    work=$(mktemp -d) || die 2 "cannot make a temporary folder; set TMPDIR"
    if has "load dry-run verify" "$mode"; then
        [ -s SHA256SUMS ] || die 4 "SHA256SUMS: missing; make or copy the bundle again"
        check_bundle &
        checking=$!
    fi
    export PGCONNECT_TIMEOUT="${PGCONNECT_TIMEOUT:-10}"
    preflight
    ! has "load dry-run" "$mode" || check_targets
    [ -z "$checking" ] || await_check
    case $mode in
    load | dry-run) load ;;
    verify | status) compare ;;
    clear) clear_tables ;;
    esac
}

main "$@"
