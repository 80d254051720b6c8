#!/usr/bin/env bash
# Takes many snapshots of one feed, each with one changed row: the time of a snapshot and the bytes that it adds, at the
# start and at the end. bash benches/feeds.sh [SNAPSHOTS] [ROWS] [PROGRAM]
set -euo pipefail
snapshots=${1:-10000} rows=${2:-500} program=$(realpath "${3:-target/release/tollbook}")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 - "$snapshots" "$rows" "$program" <<'PY'
import datetime, os, subprocess, sys, time

snapshots, rows, program = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
first = datetime.date(2020, 1, 1)
days = [str(first + datetime.timedelta(days=n)) for n in range(rows)]
values = [1000 + 3 * n for n in range(rows)]
begin = datetime.datetime(2022, 1, 1)
header = "event,measure,count_type,figure,as_of,authority,publisher\n"


def size():
    return sum(os.path.getsize(name) for name in os.listdir(".") if name.startswith("feed.db"))


taken, before = [], 0
for n in range(snapshots):
    values[n * 7919 % rows] += 1
    with open("feed.csv", "w") as file:
        file.write(header)
        for day, value in zip(days, values):
            file.write(f"Exercise,killed,total,{value},{day},Ministry,Ministry\n")
    at = (begin + datetime.timedelta(minutes=n)).strftime("%Y-%m-%dT%H:%M:%SZ")
    started = time.perf_counter()
    command = ["--db", "feed.db", "import", "feed.csv", "-q", "--feed", "daily", "--snapshot-at", at]
    subprocess.run([program, *command], check=True)
    taken.append(time.perf_counter() - started)
    if n == 0:
        first_size = size()
    if n + 1 in (101, snapshots):
        last = sorted(taken[-100:])
        print(f"snapshot {n + 1}: median of the last hundred {last[len(last) // 2] * 1000:.1f} ms, store {size():,} bytes")
print(f"{(size() - first_size) / max(snapshots - 1, 1):.0f} bytes a snapshot after the first ({first_size:,} bytes)")
PY
