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
