#!/usr/bin/env python3
"""The speed table of docs/speed.md: whole commands of tollbook beside other programs, in one run, as a Markdown table.

    python3 benches/table.py --rows 1000000

The programs take turns, and each figure is the median of the runs. Machines are noisy: read the ratios, not the
seconds. Needs the sqlite3 shell; rows against DuckDB, pandas and sqlite-utils need them for this Python (pip install
duckdb pandas sqlite-utils), and say so without them. Peak memory is that of the program as the system tells it, and
never less than this script's own, some 20 MB. --commands prints below the table what was run for each row."""
import argparse
import os
import pathlib
import shutil
import sys
import tempfile

from table import put_in, ask, keep, texts, links  # noqa: F401: each puts its rows into ROWS, in this order
from table.bench import ROOT, Bench
from table.row import ROWS, Unmeasured

HEAD = "\n| row | work | goal | ratio | of CPU time | seconds | against | peak MB |\n|---|---|---|---|---|---|---|---|"


def main():
    asked = arguments()
    rows = [row for row in ROWS.values() if not asked.only or row.name in asked.only]
    missed = []
    with tempfile.TemporaryDirectory(prefix="tollbook-speed-", dir=asked.work) as folder:
        bench = Bench(asked, pathlib.Path(folder).resolve(), {row.name for row in rows})
        print(bench.about(), HEAD, sep="\n", flush=True)
        for row in rows:
            try:
                cells = row.measured(bench)
            except Unmeasured as reason:
                cells = [f"not measured: {reason}", "", "", "", ""]
                missed.append(row.name)
            print("| " + " | ".join([f"`{row.name}`", row.work.format(of=row.of(bench.rows)), row.goal, *cells]) + " |", flush=True)
        if asked.commands:
            print("\n```sh", *bench.commands, "```", sep="\n")
    if asked.every and missed:
        sys.exit(f"not measured: {', '.join(missed)}")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    flag = parser.add_argument
    flag("--bin", default=str(ROOT / "target/release/tollbook"), help="the program [target/release/tollbook]")
    flag("--rows", type=int, default=1_000_000, help="how many rows are made [1000000]")
    flag("--csv", type=pathlib.Path, help="a house CSV to measure with, instead of rows that are made")
    flag("--runs", type=int, default=3, help="how often each program runs [3]")
    flag("--limit", type=float, default=3600, metavar="SECONDS", help="a command that takes longer is stopped [3600]")
    flag("--work", metavar="DIR", help="the folder to work in; it takes ten times the room of the CSV")
    flag("--commands", action="store_true", help="print the commands that were run, below the table")
    flag("--every", action="store_true", help="exit with 1 where a row could not be measured")
    names = ", ".join(ROWS)
    flag("--only", action="append", metavar="ROW", choices=list(ROWS), help=f"this row; may be repeated: {names}")
    asked = parser.parse_args()
    program = shutil.which(asked.bin)
    if not program:
        sys.exit(f"{asked.bin} is not there: build it with cargo build --release, or name it with --bin")
    asked.bin = os.path.abspath(program)
    return asked


if __name__ == "__main__":
    main()
