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
