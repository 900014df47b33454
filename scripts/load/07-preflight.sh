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
