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
