#!/usr/bin/env python3
"""The newest figure of each authority in every series, by a window query of DuckDB over one flat table in arrival order.

reconcile_duckdb.py ROWS.csv
    prints the seconds that the query took, its answers written to a file; loading the table is not counted.
reconcile_duckdb.py ROWS.csv --tollbook PROGRAM --store STORE [--runs N]
    does the same in turns with `tollbook reconcile --jsonl` over a store of the same rows, which is made where there is
    none, and prints the medians and their ratio.

The query knows less than tollbook: it takes the first number of the words, and neither withdrawals, aliases, undos,
repetitions nor verdicts. Needs DuckDB for Python (pip install duckdb)."""
import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import duckdb

LOAD = """
CREATE TABLE figure AS
SELECT event, coalesce(place, '') AS place, measure, "group", count_type, figure AS wording,
       TRY_CAST(replace(regexp_extract(figure, '[0-9][0-9,]*'), ',', '') AS BIGINT) AS value,
       TRY_CAST(as_of AS DATE) AS as_of, TRY_CAST(published_on AS DATE) AS published_on,
       coalesce(authority, publisher) AS authority, publisher, url
FROM read_csv(?, header = true, all_varchar = true, quote = '"', escape = '"')
"""

ANSWER = """
COPY (
  SELECT event, place, measure, "group", count_type, min(value) AS low, max(value) AS high, max(as_of) AS as_of,
         string_agg(authority || ': ' || wording || ', as of ' || as_of, '; ' ORDER BY authority) AS said
  FROM (
    SELECT *,
           row_number() OVER (
             PARTITION BY event, place, measure, "group", count_type, authority
             ORDER BY as_of DESC, published_on DESC, rowid DESC) AS place_in_track
    FROM figure)
  WHERE place_in_track = 1
  GROUP BY event, place, measure, "group", count_type
  ORDER BY event, place, "group", measure, count_type
) TO '{answers}' (FORMAT json)
"""


def main():
    asked = arguments()
    with tempfile.TemporaryDirectory(prefix="reconcile-") as folder:
        folder = pathlib.Path(folder)
        table = folder / "figures.duckdb"
        with duckdb.connect(str(table)) as database:
            database.execute(LOAD, [asked.rows])
        if asked.tollbook is None:
            print(f"{windowed(table, folder):.3f}")
            return
        if not asked.store.exists():
            subprocess.run([asked.tollbook, "--db", asked.store, "import", "-q", asked.rows], check=True)
        beside(asked, table, folder)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", metavar="ROWS.csv", help="figures in the house CSV")
    parser.add_argument("--tollbook", metavar="PROGRAM", help="the program to measure beside it")
    parser.add_argument("--store", type=pathlib.Path, help="its store of the same rows")
    parser.add_argument("--runs", type=int, default=3, help="how often each is measured; medians are told")
    asked = parser.parse_args()
    if asked.tollbook and not asked.store:
        parser.error("--tollbook needs --store STORE")
    return asked


def beside(asked, table, folder):
    """Both in turns, since the speed of a machine is not steady."""
    own, other, peak = [], [], 0
    for _ in range(asked.runs):
        wall, memory = reconciled(asked.tollbook, asked.store, folder)
        own.append(wall)
        peak = max(peak, memory)
        other.append(windowed(table, folder))
    own, other = statistics.median(own), statistics.median(other)
    print(f"tollbook reconcile --jsonl: {own:.3f} s, {peak} MB at most; window query of DuckDB: {other:.3f} s")
    print(f"ratio {own / other:.2f}")


def windowed(table, folder):
    """The seconds of the query, its answers in a file."""
    with duckdb.connect(str(table), read_only=True) as database:
        begun = time.monotonic()
        database.execute(ANSWER.format(answers=folder / "answers.json"))
        return time.monotonic() - begun


def reconciled(program, store, folder):
    """The seconds and the megabytes of the whole command, its answers in a file. Exit code 1 tells that sources differ."""
    with open(folder / "answers.jsonl", "wb") as answers:
        begun = time.monotonic()
        child = subprocess.Popen([program, "--db", store, "reconcile", "--jsonl"], stdout=answers)
        _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):
        sys.exit(f"tollbook ended with exit code {child.returncode}")
    return time.monotonic() - begun, used.ru_maxrss // 1024


main()
