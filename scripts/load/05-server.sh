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
