#!/usr/bin/env bash
# Do two builds of tollbook say the same, byte for byte? bash benches/same.sh OLD NEW [--show N] [--only WORD]
# Runs every command of the documents, every reading verb in every format over many stores, and commands that write; see
# benches/same.py. Fails on a difference, and when fewer than 500 outputs were compared.
set -euo pipefail
[ $# -ge 2 ] || { echo "usage: bash benches/same.sh OLD NEW [--show N] [--only WORD]" >&2; exit 2; }
exec python3 "$(dirname "$0")/same.py" "$@"
