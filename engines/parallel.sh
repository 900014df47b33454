#!/bin/sh
# Generates a bank with GNU parallel, one part per core at a time:
#
#   PARTS=400 SCALE=10000 OUT=bank engines/parallel.sh --seed 7
#
# Arguments are flags of `dhub seed all`. Run the same line again to generate what failed or is missing, according to the log next to OUT. On several machines
# that share OUT: PARALLEL='--sshloginfile machines.txt --workdir .'
set -eu
out=${OUT:-bank} scale=${SCALE:-1000} parts=${PARTS:-100}
# Each bank has its own log.
log=$out.$(echo "$scale $parts $*" | cksum | cut -d ' ' -f 1).log
mkdir -p "$out"
seq "$parts" | parallel --quote --joblog "$log" --resume-failed \
    dhub seed all --quiet --scale "$scale" --part "{}/$parts" --threads 1 --memory 256M --out "$out/part-{}" "$@"
