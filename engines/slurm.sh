#!/bin/bash
# A bank made by an array of Slurm jobs, one part per task, each on one core:
#
#   PARTS=400 SCALE=10000 OUT=/shared/bank sbatch --array=1-400 engines/slurm.sh --seed 7
#
# Arguments are flags of `dhub seed all`. A part is there whole or not at all, so what failed is made again with the same line and
# other tasks, such as --array=17,42.
#SBATCH --job-name=dhub
#SBATCH --array=1-100
#SBATCH --cpus-per-task=1
#SBATCH --mem=512M
#SBATCH --time=04:00:00
set -eu
part=$SLURM_ARRAY_TASK_ID
exec dhub seed all --quiet --scale "${SCALE:-1000}" --part "$part/${PARTS:-100}" --threads 1 --memory 256M --out "${OUT:-bank}/part-$part" "$@"
