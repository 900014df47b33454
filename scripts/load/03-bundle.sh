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
