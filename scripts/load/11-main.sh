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
