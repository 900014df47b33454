#!/usr/bin/env bash
# Generates a bank in parts with the scripts in engines/, and compares it with the bank generated in one run:
# scripts/test-engines.sh DHUB PYTHON ENGINE
#
# ENGINE is parallel, slurm or kubernetes; PYTHON has the packages of tests/clients/requirements.txt. Slurm gets a single-node cluster on this
# machine, with its own key, user and ports, that ends with the test. scripts/test-clients.sh calls it.
set -euo pipefail
cd "$(dirname -- "$0")/.."

[ $# -eq 3 ] || {
    echo "test-engines.sh: expected DHUB PYTHON ENGINE, found $# arguments" >&2
    exit 2
}
dhub=$(realpath -- "$1") python=$2 engine=$3
parts=3
export SCALE=0.2 PARTS=$parts
flags=(--seed 7 --as-of 2024-06-30)

scratch=$(mktemp -d)
daemons=()
tidy() {
    local daemon
    for daemon in "${daemons[@]}"; do kill "$daemon" 2>/dev/null || true; done
    wait
    rm -rf "$scratch"
}
trap tidy EXIT

# The scripts look for dhub on the PATH.
mkdir "$scratch/bin"
ln -s "$dhub" "$scratch/bin/dhub"
export PATH="$scratch/bin:$PATH:/usr/sbin:/sbin" OUT="$scratch/a bank"
dhub seed all --quiet --scale "$SCALE" "${flags[@]}" --out "$scratch/whole"
mkdir "$OUT"

fail() {
    echo "test-engines.sh: $engine: $*" >&2
    exit 1
}

spoil() { # Creates something that part 2 does not replace: that task fails, and the others do not.
    mkdir "$OUT/part-2"
    echo mine >"$OUT/part-2/notes.txt"
}

mend() {
    rm -r "$OUT/part-2"
    touch -t 200001010000 "$OUT/part-1/datapackage.json"
}

again_alone() { # Checks that the second run generated part 2 and left the others alone.
    [ -e "$OUT/part-2/datapackage.json" ] || fail "part 2 was not made again"
    [ "$(date -r "$OUT/part-1/datapackage.json" +%Y)" = 2000 ] || fail "part 1 was made twice"
}

with_parallel() {
    spoil
    if engines/parallel.sh "${flags[@]}" 2>"$scratch/log"; then fail "a part failed, and nobody was told"; fi
    grep -q 'part-2: contains notes.txt' "$scratch/log" || fail "expected what failed, found $(cat "$scratch/log")"
    [ -e "$OUT/part-3/datapackage.json" ] || fail "part 3 is missing since part 2 failed"
    mend
    engines/parallel.sh "${flags[@]}"
    again_alone
}

with_slurm() {
    local port
    port=$("$python" -c 'import socket
both = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
print(*(one.getsockname()[1] for one in both))')
    export SLURM_CONF="$scratch/slurm.conf"
    # munged requires that it owns its directory and that nobody else can write there.
    mkdir -m 755 "$scratch/munge" "$scratch/state" "$scratch/spool"
    chmod 755 "$scratch"
    (umask 077 && head -c 1024 /dev/urandom >"$scratch/munge/key")
    cat >"$SLURM_CONF" <<CONFIGURATION
ClusterName=test
SlurmctldHost=$(hostname -s)(127.0.0.1)
SlurmctldPort=${port% *}
SlurmdPort=${port#* }
AuthType=auth/munge
AuthInfo=socket=$scratch/munge/socket
SlurmUser=$(id -un)
SlurmdUser=$(id -un)
StateSaveLocation=$scratch/state
SlurmdSpoolDir=$scratch/spool
SlurmctldPidFile=$scratch/slurmctld.pid
SlurmdPidFile=$scratch/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
ReturnToService=2
NodeName=$(hostname -s) NodeAddr=127.0.0.1 CPUs=$(nproc) RealMemory=1024 State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONFIGURATION
    munged --foreground --key-file="$scratch/munge/key" --socket="$scratch/munge/socket" --pid-file="$scratch/munge/pid" \
        --log-file="$scratch/munge/log" --seed-file="$scratch/munge/seed" >"$scratch/munged.log" 2>&1 &
    daemons+=($!)
    local waited=0
    while [ ! -S "$scratch/munge/socket" ]; do
        waited=$((waited + 1))
        [ "$waited" -lt 100 ] || fail "munged does not start: $(cat "$scratch/munged.log" "$scratch/munge/log")"
        sleep 0.1
    done
    slurmctld -D >"$scratch/slurmctld.log" 2>&1 &
    daemons+=($!)
    slurmd -D >"$scratch/slurmd.log" 2>&1 &
    daemons+=($!)
    waited=0
    while [ "$(sinfo --noheader --format=%t 2>/dev/null)" != idle ]; do
        waited=$((waited + 1))
        [ "$waited" -lt 300 ] || fail "no node of Slurm: $(tail -n 5 "$scratch/slurmctld.log" "$scratch/slurmd.log")"
        sleep 0.1
    done

    local job=(sbatch --quiet --wait --output="$scratch/job-%a.log")
    spoil
    if "${job[@]}" --array="1-$parts" engines/slurm.sh "${flags[@]}"; then fail "a part failed, and nobody was told"; fi
    grep -q 'part-2: contains notes.txt' "$scratch/job-2.log" || fail "expected what failed, found $(cat "$scratch/job-2.log")"
    mend
    "${job[@]}" --array=2 engines/slurm.sh "${flags[@]}" || fail "$(cat "$scratch/job-2.log")"
    again_alone
}

case $engine in
    parallel) with_parallel ;;
    slurm) with_slurm ;;
    kubernetes) "$python" tests/clients/kubernetes_job.py "$dhub" "$OUT" "$SCALE" "$parts" "${flags[@]}" ;;
    *)
        echo "test-engines.sh: expected parallel, slurm or kubernetes, found $engine" >&2
        exit 2
        ;;
esac
dhub seed join --quiet "$OUT"/part-* --out "$scratch/joined"
diff -r "$scratch/whole" "$scratch/joined" || fail "the parts are not those of the whole bank"
dhub seed join --quiet --manifest-only "$OUT"/part-* --out "$OUT"
(cd "$OUT" && sha256sum -c --quiet SHA256SUMS)
counts() { "$python" -c 'import json, sys; print([(t["name"], t["rows"], t["bytes"]) for t in json.load(open(sys.argv[1]))["resources"]])' "$1/datapackage.json"; }
[ "$(counts "$OUT")" = "$(counts "$scratch/whole")" ] || fail "the manifest of the parts differs from that of the whole"
