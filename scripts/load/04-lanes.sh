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
