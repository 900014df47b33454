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

all="employees_db accounts_db customer_db loans_db insurance_db compliance_db"
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

# --- the flags ---

set_mode() {
    [ "$mode" = load ] || [ "$mode" = "$1" ] || die 2 "--$mode and --$1 cannot be combined"
    mode=$1
}

seconds() { # FLAG VALUE
    case $2 in "" | *[!0-9]* | ??????*) die 2 "$1: expected seconds, 0 to 99999, found '$2'" ;; esac
}

read_flags() {
    local flag value
    while [ $# -gt 0 ]; do
        flag=$1 value=""
        shift
        case $flag in
        --layout | --only | --prefix | --jobs | --wait | --lock-timeout | --bundle)
            [ $# -gt 0 ] || die 2 "$flag: expected a value; see --help"
            value=$1
            shift
            ;;
        --layout=* | --only=* | --prefix=* | --jobs=* | --wait=* | --lock-timeout=* | --bundle=*)
            value=${flag#*=} flag=${flag%%=*}
            ;;
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
        --wait) seconds "$flag" "$value" && wait=$((10#$value)) ;;
        --lock-timeout) seconds "$flag" "$value" && lock_timeout=$((10#$value)) ;;
        --bundle)
            [ -d "$value" ] || die 2 "--bundle: expected the directory of a bundle, found '$value'"
            bundle=$value
            ;;
        --force) force=t ;;
        --append) append=1 ;;
        --confirm) confirm=1 ;;
        --verify=deep) deep=1 && set_mode verify ;;
        --verify | --status | --clear | --dry-run) set_mode "${flag#--}" ;;
        -h | --help) usage && exit 0 ;;
        *) die 2 "unknown argument '$flag'; see --help" ;;
        esac
    done
    [ -z "$prefix" ] || [ "$layout" = databases ] || die 2 "--prefix applies to database names: it cannot be combined with --layout schemas"
    [ "$mode" != clear ] || [ -n "$confirm" ] || die 2 "--clear drops the loaded tables: add --confirm to do it"
    [ -z "$append" ] || has "load dry-run" "$mode" || die 2 "--append applies to loading: it cannot be combined with --$mode"
    [ -z "$confirm" ] || [ "$mode" = clear ] || die 2 "--confirm requires --clear"
    [ -n "$jobs" ] || case $(getconf _NPROCESSORS_ONLN 2>/dev/null) in
    "" | [12]) jobs=2 ;;
    [345]) jobs=$(getconf _NPROCESSORS_ONLN) ;;
    *) jobs=6 ;;
    esac
}

# --- the bundle ---

# Changes to the bundle's directory, that of load.sh itself, following links. Sets dbs, the databases to process, in load order.
find_bundle() {
    local file=${BASH_SOURCE[0]:-./-} link db
    while [ -z "$bundle" ] && [ -L "$file" ]; do
        link=$(readlink "$file") || die 2 "$file: cannot read this link; name the bundle's directory with --bundle"
        case $link in /*) file=$link ;; *) file=$(parent "$file")/$link ;; esac
    done
    CDPATH='' cd -- "${bundle:-$(parent "$file")}" || exit 4
    for db in $all; do
        has "${only:-$db}" "$db" || continue
        if [ -f "$db/load.sql" ]; then
            read_header "$db"
            dbs="$dbs $db"
        elif [ -n "$only" ]; then
            die 4 "$db/load.sql: missing in this bundle; generate or copy the bundle again"
        fi
    done
    [ -n "$dbs" ] || die 4 "no employees_db/load.sql or the like next to load.sh: run it in a bundle, or name one with --bundle"
}
parent() { case $1 in */*) echo "${1%/*}/" ;; *) echo . ;; esac; } # FILE

# For parts: only the first one replaces what was loaded, and some modes require a whole bundle.
check_part_flags() {
    if [ -z "$part" ]; then
        [ -z "$append" ] || die 2 "--append is for parts, but this is a whole bundle: omit it"
        return
    fi
    [ -n "$append" ] || [ "$part" = 1 ] || ! has "load dry-run" "$mode" ||
        die 2 "this is part $part of $parts: add it to the others with --append; only part 1 can be loaded without it"
    [ -z "$deep" ] || die 2 "--verify=deep compares whole bundles, but this is part $part of $parts: use the bundle from dhub seed join"
}

# Reads the header of load.sql. Sets the bundle's id, part and parts if it is a part, tables_DB, and the row counts rows_DB and
# rows_DB_TABLE.
read_header() { # DB
    local word name value tables="" sum=0
    while read -r word name value; do
        case $word$name in
        --bundle)
            [ "${id:-$value}" = "$value" ] || die 4 "$1/load.sql: belongs to a different bundle than the others; generate or copy the bundle again"
            id=$value
            ;;
        --part)
            case $value in *[!0-9/]* | */*/* | /* | */) break ;; */*) ;; *) break ;; esac
            [ "${part:-${value%/*}}/${parts:-${value#*/}}" = "$value" ] ||
                die 4 "$1/load.sql: belongs to a different part than the others; generate or copy the part again"
            part=${value%/*} parts=${value#*/}
            ;;
        --table)
            case $value in *[!a-z0-9_\ ]* | *\ *[!0-9]* | *\ | [!a-z]*) break ;; esac
            tables="$tables ${value% *}" sum=$((sum + ${value#* }))
            printf -v "rows_$1_${value% *}" %s "${value#* }"
            ;;
        --*) ;;
        *) break ;;
        esac
    done <"$1/load.sql"
    case $id in *[!a-z0-9-]* | "") tables="" ;; esac
    [ -n "$tables" ] || die 4 "$1/load.sql: changed; generate or copy the bundle again"
    printf -v "tables_$1" %s "${tables# }"
    printf -v "rows_$1" %s "$sum"
}
# Sets tables, tables_count, rows_count, schema, and place of a database: variables, because a subshell for each costs more.
facts_of() { # DB
    tables=tables_$1 rows_count=rows_$1
    # Both are unset for a database that --only leaves out.
    tables=${!tables:-} rows_count=${!rows_count:-0} schema=public place="database $prefix$1"
    ! in_schemas || schema=$1 place="schema $1"
    # shellcheck disable=SC2086 # a list of words
    set -- $tables
    tables_count=$#
}

need() { command -v "$1" >/dev/null || die 2 "$1: not found on the PATH; $2"; }

# Checks for all tools before anything starts.
need_tools() {
    need psql "install the PostgreSQL client"
    [ "$wait" = 0 ] || need pg_isready "--wait needs it; install the PostgreSQL client"
    has "load dry-run verify" "$mode" || return 0
    # openssl is by far the fastest.
    if [ -n "$(printf '' | openssl dgst -sha256 -r 2>/dev/null)" ]; then
        sum=(openssl dgst -sha256 -r)
    elif command -v sha256sum >/dev/null; then
        sum=(sha256sum)
    else
        sum=(shasum -a 256)
    fi
    need "${sum[0]}" "install coreutils, which has sha256sum"
    ! compgen -G './*_db/*.csv.zst' >/dev/null || need zstd "install it: the tables of this bundle are compressed"
    [ -z "$deep" ] || need sort "install coreutils"
    [ -z "$deep" ] || need cat "install coreutils"
}

# Reads the entries of SHA256SUMS for what is loaded and for the files outside of the databases: alternating path and digest.
# Every loaded file must have an entry.
read_sums() {
    local line path db table need
    sums=("")
    [ -s SHA256SUMS ] || die 4 "SHA256SUMS: missing; generate or copy the bundle again"
    while IFS= read -r line || [ -n "$line" ]; do
        path=${line:66}
        case ${line:0:64} in *[!0-9a-f]*) path="" ;; esac
        case ${line:64:2} in "  " | " *") ;; *) path="" ;; esac
        [ -n "$path" ] || die 4 "SHA256SUMS: expected digests and paths, found '$line'; generate or copy the bundle again"
        path=${path#./}
        # From the other databases, load.sql is needed for the keys between schemas.
        ! has "$all" "${path%%/*}" || has "$dbs" "${path%%/*}" ||
            { [ "${path#*/}" = load.sql ] && [ -f "$path" ]; } || continue
        sums=("${sums[@]}" "$path" "${line:0:64}")
    done <SHA256SUMS
    for db in $dbs; do
        facts_of "$db"
        for need in "$db/load.sql" $tables; do
            case " ${sums[*]} " in
            *" $need "* | *" $db/$need.csv "* | *" $db/$need.csv.zst "*) ;;
            *) die 4 "SHA256SUMS: no digest for $need of $db; generate or copy the bundle again" ;;
            esac
        done
    done
}

# Prints a line for each file of a database, or of the rest for `.`: ok, changed or missing, and its path.
check_part() { # PART
    local index path paths=("") digests=("") line
    for ((index = 1; index < ${#sums[@]}; index += 2)); do
        path=${sums[index]}
        if has "$dbs" "${path%%/*}"; then line=${path%%/*}; else line=.; fi
        [ "$line" = "$1" ] || continue
        if [ ! -f "$path" ]; then
            echo "missing $path"
        else
            # A leading ./ keeps names from being parsed as options.
            paths=("${paths[@]}" "./$path") digests=("${digests[@]}" "${sums[index + 1]}")
        fi
    done
    index=1
    [ ${#paths[@]} -gt 1 ] || return 0
    "${sum[@]}" "${paths[@]:1}" 2>/dev/null | {
        while IFS= read -r line && [ "${line:66}" = "${paths[index]}" ]; do
            if [ "${line:0:64}" = "${digests[index]}" ]; then echo "ok ${paths[index]#./}"; else echo "changed ${paths[index]#./}"; fi
            index=$((index + 1))
        done
        [ "$index" = ${#paths[@]} ]
    }
}

# Verifies the digests of the files in parallel. Fails if one differs; for files that loading does not need, it only prints
# a warning.
check_bundle() {
    local found line state path good=0 wanted=$(((${#sums[@]} - 1) / 2)) damaged="" tolerated=0
    nested=1
    # shellcheck disable=SC2086 # a list of words
    found=$(lanes check_part . $dbs) || return 2
    while read -r state path; do
        case $state:$path in
        ok:*) good=$((good + 1)) ;;
        *:*.sql | *:*.csv | *:*.csv.zst | *:load.sh) damaged="$damaged$path: $state"$'\n' ;;
        *)
            tolerated=$((tolerated + 1))
            say "warning: $path: $state; it is not needed for loading"
            ;;
        esac
    done < <(printf '%s\n' "$found")
    if [ -n "$damaged" ]; then
        say "the bundle is damaged, nothing was changed; generate or copy it again:"
        while read -r line; do [ -z "$line" ] || say "$line"; done < <(printf '%s' "$damaged" | in_order)
        return 4
    fi
    [ $((good + tolerated)) = "$wanted" ] || return 2
}
in_order() { # sorts the lines on stdin without an external tool
    local line other list=() index
    while IFS= read -r line; do
        for ((index = ${#list[@]}; index > 0; index--)); do
            other=${list[index - 1]}
            [[ $other > $line ]] || break
            list[index]=$other
        done
        list[index]=$line
    done
    [ ${#list[@]} = 0 ] || printf '%s\n' "${list[@]}"
}

# Waits for the check to finish, before the first change.
await_check() {
    [ -n "$checking" ] || return 0
    wait "$checking"
    set -- $?
    checking=""
    case $1 in
    0) ;;
    4) exit 4 ;;
    *) die 2 "cannot verify the digests of the files: ${sum[*]} does not work here" ;;
    esac
}

# A bundle with planted defects loads unless PostgreSQL's constraints reject them.
tell_defects() {
    [ ! -f labels/defects.csv ] ||
        say "warning: this bundle is defective on purpose: labels/defects.csv lists its defects, some of which PostgreSQL rejects"
}

csv() { if [ -f "$1/$2.csv" ]; then cat "$1/$2.csv"; else zstd -dcq -- "$1/$2.csv.zst"; fi; } # DB TABLE

# --- parallel execution ---

# Calls a function for each name in parallel and returns the first nonzero code. The lanes take the names from a pipe, one byte
# each, a digit to the base of 36, so that none is taken twice; each lane is a process group, so that signals reach all of it.
lanes() { # FUNCTION NAME...
    local number tokens="" lane code=0 digits=0123456789abcdefghijklmnopqrstuvwxyz
    [ $# -gt 1 ] || return 0
    for ((number = 1; number < $#; number++)); do tokens=$tokens${digits:number:1}; done
    exec 3< <(printf %s "$tokens")
    running=""
    for ((number = 1; number <= jobs && number < $#; number++)); do
        [ -n "$nested" ] || set -m
        lane "$@" </dev/null &
        set +m
        running="$running $!"
    done
    for lane in $running; do wait "$lane" || code=$((code ? code : $?)); done
    running=""
    # Fail if names are left over.
    ! IFS= read -r -n 1 <&3 || [ "$code" != 0 ] || code=1
    exec 3<&-
    return "$code"
}

lane() { # FUNCTION NAME...
    local number code=0
    # Exit only after all children have.
    trap 'exit 143' INT TERM
    while kill -0 $$ 2>/dev/null && IFS= read -r -n 1 number <&3; do
        "$1" "${@:36#$number+1:1}" || code=$((code ? code : $?))
    done
    return "$code"
}

# Runs a command that is terminated immediately when a signal ends this script.
alone() { # COMMAND...
    local code
    set -m
    "$@" </dev/null &
    set +m
    running=$!
    wait "$running"
    code=$?
    running=""
    return "$code"
}

# --- server address ---

# Sets decoded to the text with its percent escapes, such as %2F, decoded.
decode() { # TEXT WHAT
    case $1 in
    *%[!0-9a-fA-F]* | *%[0-9a-fA-F][!0-9a-fA-F]* | *% | *%[0-9a-fA-F] | *%00*) die 2 "DATABASE_URL: a % in the $2 must be written %25" ;;
    esac
    decoded=${1//\\/\\\\}
    printf -v decoded %b "${decoded//%/\\x}"
}

# Removes the password from DATABASE_URL, so that neither the process list nor a message shows it.
read_url() {
    local rest authority path parameters parameter value kept=""
    url=${DATABASE_URL:-}
    if [ -z "$url" ]; then
        # Variables of PostgreSQL's Docker image for its superuser and first database.
        if [ -z "${PGUSER:-}${PGSERVICE:-}" ] && [ -n "${POSTGRES_USER:-}" ]; then
            export PGUSER=$POSTGRES_USER
            [ -z "${POSTGRES_DB:-}" ] || export PGDATABASE="${PGDATABASE:-$POSTGRES_DB}"
        fi
        return 0
    fi
    case $url in
    postgres://* | postgresql://*) ;;
    postgres+*://* | postgresql+*://*) die 2 "DATABASE_URL: write just postgresql://: the +driver suffix is for other programs (its value is not shown)" ;;
    *) die 2 "DATABASE_URL: expected postgresql://... (its value is not shown)" ;;
    esac
    rest=${url#*://} authority=${rest%%[/?]*}
    path=${rest#"$authority"} parameters=""
    case $path in *\?*) parameters=${path#*\?} path=${path%%\?*} ;; esac
    case ${authority#*@}$path in *@*) die 2 "DATABASE_URL: a / or @ in the password must be written %2F or %40" ;; esac
    case $authority in
    *:*@*)
        value=${authority%%@*}
        decode "${value#*:}" password
        export PGPASSWORD=$decoded
        authority="${authority%%:*}@${authority#*@}"
        ;;
    esac
    # If the ? is missing, a password could be shown as the name of a user or database.
    case $authority$path in *[\&=]*) die 2 "DATABASE_URL: a & or = before the ? of the parameters must be written %26 or %3D" ;; esac
    while [ -n "$parameters" ]; do
        parameter=${parameters%%&*} parameters=${parameters#"$parameter"} parameters=${parameters#&}
        # libpq accepts neither; a password might follow.
        case $parameter in *=*=* | *[?@]*) die 2 "DATABASE_URL: a ? @ or = in the value of a parameter must be written %3F %40 or %3D" ;; esac
        decode "${parameter%%=*}" "name of a parameter"
        case $decoded in
        "") ;;
        password)
            decode "${parameter#*=}" password
            export PGPASSWORD=$decoded
            ;;
        sslpassword | oauth_client_secret | scram_client_key | scram_server_key)
            die 2 "DATABASE_URL: $decoded would appear on the command line of psql; put it in a service file instead, see PGSERVICE"
            ;;
        schema | pgbouncer | connection_limit | pool_timeout | socket_timeout | statement_cache_size | sslaccept | sslidentity)
            die 2 "DATABASE_URL: $decoded is a parameter for other programs that psql does not know; remove it"
            ;;
        *) kept="$kept&$parameter" ;;
        esac
    done
    decode "$authority$path$kept" "URL"
    url="postgresql://$authority$path${kept:+?${kept#&}}"
}

# Replaces the (sub)shell with psql, connected to a database, or to the user's default if the name is empty. Reads a script from stdin.
exec_psql() { # DATABASE
    local name=$1 ask='?'
    set -- -X -q -w -At -v ON_ERROR_STOP=1 -v VERBOSITY=verbose
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

# --- sessions ---

# Starts every script with the same settings, limited to the transaction. The first of them arrives along with BEGIN: between two
# messages, the role's idle_in_transaction_session_timeout could end the session.
begin() { # "ISOLATION ACCESS"
    local schemas=public
    ! in_schemas || schemas=$all
    lines \
        '\echo @connected' \
        "BEGIN ISOLATION LEVEL $1 \\;" \
        "SELECT count(set_config(name, '0', true)) AS done FROM unnest(ARRAY['statement_timeout', 'lock_timeout', 'transaction_timeout'," \
        "'idle_in_transaction_session_timeout', 'idle_session_timeout']) AS name WHERE current_setting(name, true) IS NOT NULL \\gset" \
        "SELECT count(set_config(name, value, true)) AS done FROM (VALUES ('client_min_messages', 'warning')," \
        "('client_encoding', 'UTF8'), ('standard_conforming_strings', 'on'), ('datestyle', 'ISO, YMD'), ('row_security', 'off')," \
        "('dhub.force', '$force'), ('dhub.lock_timeout', '$lock_timeout'), ('dhub.schemas', '$schemas'), ('dhub.selected', '${dbs# }')" \
        ") AS setting (name, value) \\gset"
}
lines() { printf '%s\n' "$@"; }

# Runs steps of load.sql.
steps() { # DB STEP...
    local db=$1 step
    shift
    facts_of "$db"
    lines "SET LOCAL search_path = $schema, pg_temp;" \
        "SELECT set_config('dhub.place', '$place', true) || set_config('dhub.schema', '$schema', true) AS done \\gset"
    for step in "$@"; do lines "\\set $step 1"; done
    lines "\\i $db/load.sql"
    for step in "$@"; do lines "\\unset $step"; done
}

# Prints the condition that a table has the marker of this bundle, or one of loaded parts that include this one.
bears_mark() {
    local comment="obj_description(oid, 'pg_class')"
    if [ -z "$part" ]; then
        lines "$comment ~ E'\\nLoaded by dhub, bundle $id\\\\.\$'"
    else
        lines "EXISTS (SELECT FROM regexp_split_to_table(substring($comment FROM E'\\nLoaded by dhub, bundle $id:([0-9,-]+)/$parts\\\\.\$'), ',') AS run" \
            "WHERE $part BETWEEN split_part(run, '-', 1)::bigint AND split_part(run || '-' || run, '-', 2)::bigint)"
    fi
}

# Counts the tables that have the marker of this bundle, and prints `@EVENT|DB|tables|seconds`.
marked() { # EVENT DB
    facts_of "$2"
    lines "SELECT '@$1|$2|' || count(*) || '|' || round((extract(epoch FROM clock_timestamp()) - :started)::numeric, 2)" \
        "FROM pg_class WHERE relkind = 'r' AND relnamespace = to_regnamespace('$schema')" \
        "AND relname = ANY (string_to_array('$tables', ' ')) AND"
    bears_mark
    lines ";"
}

# Runs a script printed by a function, and calls a handler with the fields of each line `@...` of its output. The code is 0 only
# if WANTED calls returned 0; otherwise it is that of the message, of the call, or 1. Retries, because a server that has just
# ended a session may not accept the next one immediately.
session() { # NAME DATABASE WANTED HANDLER FUNCTION [ARGUMENTS]
    local name=$1 target=$2 wanted=$3 handler=$4 try last codes
    shift 4
    for ((try = 0; ; try++)); do
        last=""
        [ "$try" -lt 20 ] && [ -n "$connected" ] || last=1
        "$@" 2>/dev/null | (exec_psql "$target") 2>&1 | relay "$name" "$wanted" "$handler" "$last"
        codes=("${PIPESTATUS[@]}")
        [ "${codes[2]}" = 90 ] || break
        pause
    done
    [ "${codes[2]}" != 0 ] || [ "${codes[1]}" = 0 ] || return 1
    return "${codes[2]}"
}

# Processes psql's output line by line. Messages are distinguished by SQLSTATE: those of load.sql are DH0 plus the exit code, where
# DH000 is a notice.
relay() { # NAME WANTED HANDLER LAST
    local name=$1 wanted=$2 handler=$3 last=$4 line early="" met="" good=0 code=0 state fields skip=""
    local location='^[^:]+:  [A-Za-z0-9_]+, [A-Za-z0-9_]+\.[a-z]+:[0-9]+$' coded='  ([0-9A-Z]{5}): '
    while IFS= read -r line || [ -n "$line" ]; do
        case $line in
        @connected)
            met=1
            continue
            ;;
        @*)
            skip=""
            set -f
            IFS='|'
            # shellcheck disable=SC2206 # split at IFS
            fields=(${line#@})
            unset IFS
            set +f
            "$handler" "${fields[@]}"
            state=$?
            if [ "$state" = 0 ]; then good=$((good + 1)); else code=$((code ? code : state)); fi
            continue
            ;;
        esac
        [ -n "$met" ] || early="$early$line"$'\n'
        [ -n "$met" ] || continue
        [[ ! $line =~ $location ]] || continue
        state=""
        [[ ! $line =~ $coded ]] || state=${BASH_REMATCH[1]} skip=""
        # Other than errors: notices are hidden and warnings shown, each with its continuation lines.
        case " $forgiven " in *" ${state:-none} "*) skip=all ;; esac
        case $state in 00*) skip=all ;; 01*) skip=none ;; esac
        [ "$skip" != none ] || show "$line"
        [ -z "$skip" ] || continue
        case $state in
        DH000) say "${line#*"DH000: "}" ;;
        DH0*)
            code=$((10#${state#DH}))
            [ -z "$loading" ] || failed "$name"
            say "${line#*"$state: "}"
            # The rest only gives the position in the script.
            while IFS= read -r line; do :; done
            ;;
        *)
            [ "$code" != 0 ] || failed "$name"
            [ "$code" != 0 ] || if [ "$state" = 42501 ] || ! has "load clear" "$mode"; then code=5; else code=1; fi
            ! has "23503 2BP01" "$state" || explain "$name" "$state"
            show "$line"
            ;;
        esac
    done
    if [ -z "$met" ]; then
        [ -n "$last" ] || return 90
        failed "$name"
        show "${early%$'\n'}"
        return 3
    fi
    [ "$code" = 0 ] || return "$code"
    if [ "$good" != "$wanted" ] && { [ "$wanted" != any ] || [ "$good" = 0 ]; }; then
        failed "$name"
        say "$name: the session ended unexpectedly"
        return 1
    fi
}
# Prints a message without the URL, which psql may repeat.
show() {
    local text=$1 tail
    while [[ $text =~ postgres(ql)?://[^\ \"]* ]]; do
        tail=${text#*"${BASH_REMATCH[0]}"} text="${text%%"${BASH_REMATCH[0]}"*}DATABASE_URL$tail"
    done
    printf '%s\n' "$text" >&2
}
# Printed before psql's message.
failed() { # NAME
    if [ -n "$loading" ]; then
        failed_line "$1"
    elif [ "$mode" = clear ]; then
        say "$1: the tables were kept:"
    elif [ -n "$forgiven" ]; then
        say "cannot create databases; --layout schemas does not need any:"
    else
        say "$1: cannot inspect it:"
    fi
}
failed_line() { # NAME
    printf '%-15s %7s %12s %9s  %s\n' "$1" - - - failed 2>/dev/null
    say "$1: the load failed, the previous data was kept:"
}
explain() { # NAME SQLSTATE
    case $2 in
    23503) [ -z "$only" ] || ! in_schemas || say "$1: rows of the other schemas do not match this bundle: load those, too, or use another database" ;;
    2BP01) say "$1: drop the objects that depend on the tables first, or use --force to drop them" ;;
    esac
}

# --- preflight checks ---

# Connects and inspects the server. Sets home, the database for queries, and which of dbs are present and absent.
preflight() {
    local facts="" errors version encoding standby create template db try deadline=$((SECONDS + wait)) homes=("" postgres)
    ! in_schemas || homes=("")
    for ((try = 0; ; try++)); do
        errors=""
        for home in "${homes[@]}"; do
            facts=$(server_script 2>/dev/null | (exec_psql "$home") 2>&1)
            case $facts in *@server*) break 2 ;; esac
            errors="$errors$facts"$'\n'
            ! unreachable "$facts" || break
            ! timed_out "$facts" || break
            ! refused "$facts" || break
        done
        # Wait for a server that is not up yet; one that responds may still be ending the previous session. After a wait, it may have
        # become ready between two attempts, so try again.
        if refused "$errors"; then
            break
        elif { unreachable "$errors" || starting; } && [ "$wait" != 0 ]; then
            [ "$SECONDS" -le "$deadline" ] || break
            try=0
        elif [ "$try" -ge 2 ] || unreachable "$errors" || timed_out "$errors"; then
            break
        fi
        pause
    done
    case $facts in
    *@server*) ;;
    *)
        say "cannot connect: set PGHOST, PGPORT, PGUSER and so on, or DATABASE_URL; psql says:"
        errors=${errors//psql: error: /} errors=${errors%%$'\n\n'*}
        show "${errors%$'\n'}"
        exit 3
        ;;
    esac
    connected=1
    facts=${facts#*@server|}
    IFS='|' read -r version encoding standby create template < <(printf '%s\n' "${facts%%$'\n'*}")
    [ "$version" -ge 120000 ] || die 5 "expected server version 12 or newer, found $((version / 10000))"
    [ "$standby" = false ] || has "status verify" "$mode" || die 5 "the server is a read-only standby: connect to its primary"
    present=$dbs absent=""
    if in_schemas; then
        [ "$encoding" = UTF8 ] || die 5 "expected a database with encoding UTF8, found $encoding; make one: CREATE DATABASE bank TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"
        return
    fi
    # A locale for another encoding is incompatible with UTF8; C is compatible with all.
    locale=""
    [ "$template" = UTF8 ] || locale="LC_COLLATE 'C' LC_CTYPE 'C'"
    present=""
    for db in $dbs; do
        case $facts in
        *"@database|$prefix$db|UTF8"*) present="$present $db" ;;
        *"@database|$prefix$db|"*)
            encoding=${facts#*"@database|$prefix$db|"}
            die 5 "database $prefix$db: expected encoding UTF8, found ${encoding%%$'\n'*}; use other names with --prefix"
            ;;
        *) absent="$absent $db" ;;
        esac
    done
    if [ -n "$absent" ] && [ "$create" != true ] && has "load dry-run" "$mode"; then
        die 5 "this role may not create databases (missing:$absent): use --layout schemas to load into one database, or ask for CREATEDB"
    fi
}
server_script() {
    begin "READ COMMITTED READ ONLY"
    lines "SELECT '@server|' || concat_ws('|', current_setting('server_version_num'), current_setting('server_encoding')," \
        "CASE WHEN pg_is_in_recovery() THEN 'true' ELSE 'false' END," \
        "(SELECT CASE WHEN rolcreatedb OR rolsuper THEN 'true' ELSE 'false' END FROM pg_roles WHERE rolname = current_user)," \
        "(SELECT pg_encoding_to_char(encoding) FROM pg_database WHERE datname = 'template0'));"
    lines "SELECT '@database|' || datname || '|' || pg_encoding_to_char(encoding) FROM pg_database;" "COMMIT;"
}
# These texts are from libpq, not the server, and thus in English under LC_ALL=C. The last two come from a proxy such as Docker's
# in front of a server that is down.
unreachable() { # TEXT
    case $1 in
    *"Connection refused"* | *"No such file or directory"* | *"server closed the connection unexpectedly"* | *"Connection reset by peer"*) true ;;
    *) false ;;
    esac
}
timed_out() { case $1 in *"timeout expired"*) true ;; *) false ;; esac; } # TEXT
# Before a session exists, psql reports no SQLSTATE. In other languages, this only costs a second attempt.
refused() { case $1 in *"password authentication failed"* | *"no password supplied"*) true ;; *) false ;; esac; } # TEXT
starting() {
    [ "$wait" != 0 ] || return 1
    (
        set -- -q
        [ -z "$url" ] || set -- -q -d "$url"
        exec pg_isready "$@"
    ) >/dev/null 2>&1
    [ $? = 1 ]
}

# Stops if a load would fail or do damage: missing privileges, conflicting objects. Changes nothing. For a part, sets held, the
# databases that already have it, and removes them from dbs.
look() {
    local db left=""
    if [ -n "$append" ]; then
        nested=1
        held=$(look_beside) || exit
        held=${held//$'\n'/ } nested=""
        for db in $dbs; do has "$held" "$db" || left="$left $db"; done
        dbs=$left
        [ -n "$dbs" ] || die 7 "part $part of $parts is already loaded, nothing was changed; load each part once"
    elif in_schemas; then
        # shellcheck disable=SC2086 # a list of words
        alone session schemas "" "$(count $dbs)" true look_script $dbs || exit
    else
        # shellcheck disable=SC2086 # a list of words
        lanes look_into $present || exit
    fi
}
# Prints the databases that already have this part.
look_beside() {
    # shellcheck disable=SC2086 # a list of words
    if in_schemas; then session schemas "" any looked look_script $dbs; else lanes look_into $present; fi
}
looked() { [ "$1" != held ] || echo "$2"; } # checked DB or held DB
look_into() { session "$1" "$prefix$1" "$(if [ -n "$append" ]; then echo any; else echo 1; fi)" looked look_script "$1"; } # DB
look_script() { # DB...
    local db
    begin "READ COMMITTED READ ONLY"
    for db in "$@"; do
        if [ -n "$append" ]; then steps "$db" check beside; else steps "$db" check; fi
        lines "\\echo @checked|$db"
        [ -z "$append" ] || lines "SELECT '@held|$db' WHERE current_setting('dhub.held') = 't';"
    done
    lines "ROLLBACK;"
}

# --- loading ---

# It is fine if a concurrent load creates a database.
create_databases() {
    # shellcheck disable=SC2086 # a list of words
    [ -z "$absent" ] || forgiven="42P04 23505" alone session databases "$home" "$(count $absent)" true create_script $absent || exit 5
}
create_script() { # DB...
    local db setting
    lines '\set ON_ERROR_STOP off' '\echo @connected' # CREATE DATABASE cannot run in a transaction, so it has none of its settings.
    for setting in "default_transaction_read_only off" "statement_timeout 0" "lock_timeout 0"; do
        lines "SELECT 'SET ${setting% *} = ${setting#* }' WHERE current_setting('${setting% *}') <> '${setting#* }' \\gexec"
    done
    for db in "$@"; do
        lines "SELECT 'CREATE DATABASE \"$prefix$db\" TEMPLATE template0 ENCODING ''UTF8'' ${locale//\'/\'\'}'" \
            "WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '$prefix$db') \\gexec" \
            "SELECT '@created|' || datname FROM pg_database WHERE datname = '$prefix$db';"
    done
}

# The psql script that loads some databases in one transaction.
load_script() { # DB...
    local db
    begin "READ COMMITTED READ WRITE"
    # Each statement runs once, so JIT compilation does not pay off. Keys and indexes are built faster with more memory.
    lines "SET LOCAL jit = off;" "SELECT set_config('maintenance_work_mem', '128MB', true) AS done FROM pg_settings" \
        "WHERE name = 'maintenance_work_mem' AND setting::bigint < 131072 UNION ALL SELECT '' LIMIT 1 \\gset"
    # Other databases are loading in parallel, so parallel workers for indexes would only compete with them.
    in_schemas || [ "$jobs" = 1 ] || lines "SET LOCAL max_parallel_maintenance_workers = 0;"
    if in_schemas; then
        for db in "$@"; do
            steps "$db" lock
            lines "SELECT 'CREATE SCHEMA $db' WHERE NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = '$db') \\gexec"
            steps "$db" check
        done
    fi
    for db in "$@"; do
        lines "SELECT extract(epoch FROM clock_timestamp()) AS started \\gset"
        # shellcheck disable=SC2046 # a list of words
        steps "$db" $(in_schemas || echo lock) check ${append:+beside append} load
        ! in_schemas || lines "SELECT extract(epoch FROM clock_timestamp()) - :started AS took_$db \\gset"
    done
    if in_schemas; then
        # Keys between the schemas, including those not loaded now.
        for db in $all; do [ ! -f "$db/load.sql" ] || steps "$db" references; done
        lines "SELECT statement FROM unnest(current_setting('dhub.incoming')::text[]) AS statement" \
            "WHERE NOT EXISTS (SELECT FROM pg_constraint k JOIN pg_class c ON c.oid = conrelid JOIN pg_namespace n ON n.oid = relnamespace" \
            "WHERE starts_with(statement, format('ALTER TABLE %I.%I ADD CONSTRAINT %I ', nspname, relname, conname))) \\gexec"
    fi
    # What follows is outside of a transaction, because the timeouts of the role apply again.
    lines "COMMIT;"
    for db in "$@"; do
        ! in_schemas || lines "SELECT extract(epoch FROM clock_timestamp()) - :took_$db AS started \\gset"
        marked committed "$db"
    done
}
# A database has committed: all of its tables must have the marker.
committed() { # committed DB TABLES SECONDS
    facts_of "$2"
    [ "$3" = "$tables_count" ] || {
        say "$place: contains another bundle from a concurrent load; load it again"
        return 6
    }
    [ "$1" != committed ] || report "$2" "$4" loaded
}
load_into() { session "$1" "$prefix$1" 1 committed load_script "$1"; } # DB
confirm_mark() { session "$1" "$prefix$1" 1 committed confirm_script "$1"; } # DB
confirm_script() { # DB
    begin "READ COMMITTED READ ONLY"
    lines '\set started 0'
    marked confirmed "$1"
    lines "COMMIT;"
}

# Orders the databases so that the last load to finish is a short one.
largest_first() {
    local db best most left=$dbs
    while [ -n "${left// /}" ]; do
        best=""
        for db in $left; do
            facts_of "$db"
            if [ -z "$best" ] || [ "$rows_count" -gt "$most" ]; then best=$db most=$rows_count; fi
        done
        echo "$best"
        left=" $left "
        left=${left/ $best / }
    done
}

report() { # DB SECONDS RESULT
    facts_of "$1"
    printf '%-15s %7d %12d %9s  %s\n' "$1" "$tables_count" "$rows_count" "$2" "$3" 2>/dev/null || true
}

load() {
    local db
    [ "$mode" = dry-run ] || create_databases
    printf '%-15s %7s %12s %9s  %s\n' database tables rows seconds result 2>/dev/null
    for db in $held; do report "$db" - "already loaded"; done
    if [ "$mode" = dry-run ]; then
        for db in $dbs; do
            if has "$absent" "$db"; then report "$db" - "would create $prefix$db and load"; else report "$db" - "would load"; fi
        done
        return 0
    fi
    loading=1
    # shellcheck disable=SC2046,SC2086 # lists of words
    if in_schemas; then
        nested=""
        lanes load_schemas "$dbs"
    else
        lanes load_into $(largest_first)
    fi || return
    loading=""
    # Every database has committed. If there are several, a concurrent load may have interfered.
    # shellcheck disable=SC2046,SC2086 # lists of words
    in_schemas || [ "$(count $dbs)" = 1 ] || lanes confirm_mark $dbs
}
load_schemas() { # DBS
    # shellcheck disable=SC2086 # a list of words
    session schemas "" "$(count $1)" committed load_script $1
}

# --- comparing loaded data ---

row() { printf '%-15s %-28s %12s %12s  %s\n' "$@" 2>/dev/null || true; }

# Queries state and row count of each table; the state is missing, foreign, or bundle with the id of the loaded one.
# With --verify=deep also the digest of its lines, sorted by byte, because tables have no inherent order.
compare_script() { # DB
    local table
    facts_of "$1"
    begin "REPEATABLE READ READ ONLY"
    lines "SELECT format('SELECT ''@'' || concat_ws(''|'', %L, %L, %L, %s)', '$1', name," \
        "CASE WHEN c.oid IS NULL THEN 'missing' ELSE coalesce('bundle ' || mark, 'foreign') END," \
        "CASE WHEN mark IS NOT NULL THEN format('(SELECT count(*) FROM ONLY %I.%I)', '$schema', name) ELSE '0' END)" \
        "FROM unnest(string_to_array('$tables', ' ')) WITH ORDINALITY AS wanted (name, place)" \
        "LEFT JOIN pg_class c ON relname = name AND relnamespace = to_regnamespace('$schema')" \
        "CROSS JOIN LATERAL substring(obj_description(c.oid, 'pg_class') FROM E'\\nLoaded by dhub, bundle ([^ ]+)\\\\.\$') AS mark" \
        "ORDER BY place \\gexec"
    if [ -n "$deep" ]; then
        lines "SET LOCAL search_path = $schema, pg_temp;"
        for table in $tables; do
            # Booleans are true and false in the files, but COPY writes t and f.
            lines "SELECT string_agg(CASE atttypid WHEN 'boolean'::regtype THEN format('%I::text AS %I', attname, attname)" \
                "ELSE quote_ident(attname) END, ', ' ORDER BY attnum) AS columns" \
                "FROM pg_attribute WHERE attrelid = to_regclass('$schema.$table') AND attnum > 0 AND NOT attisdropped \\gset" \
                "\\if :{?columns}" "COPY (SELECT :columns FROM $table) TO STDOUT WITH (FORMAT csv, HEADER, ENCODING 'UTF8')" \
                "\\g |\"\$load_sh_bash\" -o pipefail -c \"\$load_sh_digest\"" "\\echo @digested|$1|$table" "\\endif"
        done
    fi
    lines "COMMIT;"
}

# Prints the line of a table and fails if it differs from the bundle. A digest is compared when its table is reported.
compared() { # DB TABLE STATE ROWS, `digest` and what the tool says, or `digested` DB TABLE
    local db=$1 table=$2 state=${3:-} found=${4:-} wanted note=ok
    case $db in
    digest)
        digest=$2
        return 0
        ;;
    digested)
        db=$2 table=$3
        printf -v state %s "state_$table" && state=${!state}
        found=${state##*|} state=${state%|*}
        [ "$(csv "$db" "$table" | sort | "${sum[@]}")" = "$digest" ] || note=differs
        case $digest in
        e3b0c442*) note=differs ;; # of empty input, without even a header
        "")
            say "$db.$table: cannot sort and hash its rows; is there space for temporary files?"
            return 5
            ;;
        esac
        digest=""
        ;;
    *)
        if [ -n "$deep" ] && [ "$state" != missing ]; then
            printf -v "state_$table" %s "$state|$found"
            return 0
        fi
        ;;
    esac
    printf -v wanted %s "rows_${db}_$table" && wanted=${!wanted:-0}
    if [ "$state" = missing ]; then
        found=- note=$state
    elif [ -n "$deep" ]; then
        [ "$state" != foreign ] || found=-
    elif [ "$state" = foreign ]; then
        found=- note=$state
    elif [ -n "$part" ]; then
        compared_part
    elif [ "$state" != "bundle $id" ]; then
        note=$state
    elif [ "$found" != "$wanted" ]; then
        note=differs
    fi
    row "$db" "$table" "$wanted" "$found" "$note"
    [ "$note" = ok ] || [ "$mode" = status ] || return 6
}

# Sets note for a table of a part, which may also contain rows of other parts.
compared_part() {
    local there=${state#"bundle $id:"}
    if [ "$there" = "$state" ] || [ "${there#*/}" != "$parts" ] || ! includes "${there%/*}" "$part"; then
        note=$state
    elif [ "$found" -lt "$wanted" ] || { [ "${there%/*}" = "$part" ] && [ "$found" != "$wanted" ]; }; then
        note=differs
    elif [ "$mode" = status ]; then
        note="parts ${there%/*} of $parts"
    fi
}
includes() { # LIST NUMBER: whether a list such as 1-3,5 contains the number
    local run runs
    IFS=, read -r -a runs < <(printf '%s\n' "$1")
    for run in "${runs[@]}"; do
        [ "${run%-*}" -gt "$2" ] || [ "${run#*-}" -lt "$2" ] || return 0
    done
    return 1
}

# Prints a line for each table; with --verify, fails if one differs from the bundle.
compare() {
    local db table number=0 result=0
    # shellcheck disable=SC2016 # for the shell that psql starts
    export load_sh_bash="$BASH" load_sh_digest='digest=$(sort | '"${sum[*]:-}"') && printf "@digest|%s\n" "$digest"'
    row database table bundle loaded result
    for db in $dbs; do
        facts_of "$db"
        # shellcheck disable=SC2086 # a list of words
        set -- $tables
        number=$((number + $#))
        if has "$absent" "$db"; then
            for table in "$@"; do compared "$db" "$table" missing 0 || result=6; done
        else
            alone session "$db" "$(database "$db")" any compared compare_script "$db" || result=$((result && result != 6 ? result : $?))
        fi
    done
    [ "$result" = 0 ] || [ "$result" = 6 ] || exit "$result"
    [ "$result" = 0 ] || die 6 "the loaded data is not this bundle; run load.sh to load it"
    [ -z "$deep" ] || echo "$number tables, all rows are identical" 2>/dev/null
}

# --- clearing ---

clear_script() { # DB...
    local db
    begin "READ COMMITTED READ WRITE"
    for db in "$@"; do
        steps "$db" lock clear
        lines "SELECT current_setting('dhub.cleared') AS cleared_$db \\gset"
    done
    lines "COMMIT;"
    for db in "$@"; do lines "\\echo @cleared|$db|:cleared_$db"; done
}
cleared() { # cleared DB TABLES
    facts_of "$2"
    if [ "$3" = 0 ]; then echo "$place: nothing loaded"; else echo "$place: cleared"; fi 2>/dev/null || true
}
clear_tables() {
    local db
    if in_schemas; then
        # shellcheck disable=SC2086 # a list of words
        alone session schemas "" "$(count $dbs)" cleared clear_script $dbs || exit
        return
    fi
    for db in $present; do
        facts_of "$db"
        alone session "$place" "$prefix$db" 1 cleared clear_script "$db" || exit
    done
}

# --- main ---

# Ends all background jobs and their children. At the first signal, psql cancels its statement on the server.
stop() {
    local job
    for job in $running $checking; do kill -INT -- "-$job"; done
    for job in $running $checking; do kill -TERM -- "-$job"; done
    [ -z "$running$checking" ] || wait
} 2>/dev/null

main() {
    read_flags "$@"
    find_bundle
    check_part_flags
    need_tools
    read_url
    trap stop EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    if has "load dry-run verify" "$mode"; then
        read_sums
        set -m
        check_bundle </dev/null &
        checking=$!
        set +m
    fi
    export PGCONNECT_TIMEOUT="${PGCONNECT_TIMEOUT:-10}" PGAPPNAME="${PGAPPNAME:-load.sh}"
    preflight
    ! has "load dry-run" "$mode" || look
    await_check
    ! has "load dry-run" "$mode" || tell_defects
    case $mode in
    load | dry-run) load ;;
    verify | status) compare ;;
    clear) clear_tables ;;
    esac
    # Explicitly, because unread input may remain if the script comes from a pipe.
    exit
}

main "$@"
