#!/bin/bash
# Generates a bank with an array of Slurm jobs, one part per task, each on one core:
#
#   PARTS=400 SCALE=10000 OUT=/shared/bank sbatch --array=1-400 engines/slurm.sh --seed 7
#
# Arguments are flags of `dhub seed all`. A part appears only when it is complete, so if one fails, run the same line again with
# other tasks, such as --array=17,42.
#SBATCH --job-name=dhub
#SBATCH --array=1-100
#SBATCH --cpus-per-task=1
#SBATCH --mem=512M
#SBATCH --time=04:00:00
set -eu
part=$SLURM_ARRAY_TASK_ID
exec dhub seed all --quiet --scale "${SCALE:-1000}" --part "$part/${PARTS:-100}" --threads 1 --memory 256M --out "${OUT:-bank}/part-$part" "$@"
