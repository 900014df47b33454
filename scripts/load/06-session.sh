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
