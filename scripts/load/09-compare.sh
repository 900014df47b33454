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
