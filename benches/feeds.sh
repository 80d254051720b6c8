#!/usr/bin/env bash
# Three stores with very many entries: a feed of which nothing changes from snapshot to snapshot, one of which three rows
# change each time, and one of small imports that are no snapshots. What one more entry costs (CPU, the whole command), what
# it adds to the file, and what it costs to ask the grown store. Process start is part of every time; other programs at work
# are not. bash benches/feeds.sh [ENTRIES] [PROGRAM] [ROWS]
set -euo pipefail
entries=${1:-10000} program=$(realpath "${2:-target/release/tollbook}") rows=${3:-300}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 - "$entries" "$program" "$rows" <<'PY'
import datetime, os, resource, statistics, subprocess, sys

entries, program, rows = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
measures = ["killed", "injured", "missing"]
marks = [mark for mark in (100, 1000, 3000, 10000, 30000, 100000) if mark < entries] + [entries]
first, begin = datetime.date(2020, 1, 1), datetime.datetime(2022, 1, 1)


def cpu(*arguments):
    """Milliseconds of CPU, user and system, of one command."""
    used = lambda: sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    before = used()
    if subprocess.run([program, *arguments], stdout=subprocess.DEVNULL).returncode > 1:  # 1: sources differ
        sys.exit(f"{arguments} failed")
    return (used() - before) * 1000


def write(values):
    with open("feed.csv", "w") as file:
        file.write("event,measure,count_type,figure,as_of,authority,publisher,published_on\n")
        for number, value in values:
            day = first + datetime.timedelta(days=number // 3)
            file.write(f"Exercise,{measures[number % 3]},total,{value},{day},Ministry,Ministry,2021-12-31\n")


def grow(name, step):
    """Makes the entries, one command each; prints what they cost."""
    taken, sizes = [], {}
    for number in range(entries):
        time = step(number)
        taken.append(cpu("--db", name, "import", "feed.csv", "-q", *time))
        if number + 1 in (2, *marks):
            sizes[number + 1] = os.path.getsize(name)
    for mark in marks:
        print(f"  entry {mark:>6}: {statistics.median(taken[max(0, mark - 50):mark]):5.1f} ms")
    each = (sizes[entries] - sizes[2]) / max(entries - 2, 1)
    print(f"  {each:.0f} bytes an entry; the store has {sizes[entries]:,} bytes")


def ask(name, *snapshot):
    """What the grown store costs to ask, and one more entry whose answers are printed."""
    half = (begin + datetime.timedelta(minutes=entries // 2)).strftime("%Y-%m-%dT%H:%M:%SZ")
    timed = {
        "reconcile killed": ["reconcile", "killed"],
        "reconcile killed --known-on T": ["reconcile", "killed", "--known-on", half],
        "reconcile killed --recorded-by T": ["reconcile", "killed", "--recorded-by", "2100-01-01"],
        "timeline killed --known-on T": ["timeline", "killed", "--known-on", half],
        "log": ["log"],
        "list feeds": ["list", "feeds"],
        "undo -n": ["undo", "-n"],
        "verify": ["verify"],
    }
    for what, arguments in timed.items():
        print(f"  {what:<34}{min(cpu('--db', name, *arguments) for _ in range(3)):7.1f} ms")
    print(f"  {'one more, with its answers':<34}{cpu('--db', name, 'import', 'feed.csv', *snapshot):7.1f} ms")


def at(number):
    time = (begin + datetime.timedelta(minutes=number)).strftime("%Y-%m-%dT%H:%M:%SZ")
    return ["--feed", "daily", "--snapshot-at", time]


values = [1000 + 3 * number for number in range(rows)]


def same(number):
    if number == 0:
        write(enumerate(values))
    return at(number)


def changed(number):
    for row in range(3):
        values[(number * 3 + row) * 7919 % rows] += 1
    write(enumerate(values))
    return at(number)


def plain(number):
    write([(number % rows, number)])
    return []


for what, name, step in [
    (f"a feed of {rows} rows, of which none changes", "same.db", same),
    (f"a feed of {rows} rows, of which three change each time", "changed.db", changed),
    ("imports of one row each", "plain.db", plain),
]:
    print(what)
    grow(name, step)
    ask(name, *step(entries))
PY
