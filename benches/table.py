#!/usr/bin/env python3
"""The speed table of docs/speed.md: whole commands of tollbook beside other programs, in one run, as a Markdown table.

    python3 benches/table.py --rows 1000000

The programs take turns, and each figure is the median of the runs. Machines are noisy: read the ratios, not the
seconds. Needs the sqlite3 shell; rows against DuckDB need it for Python (pip install duckdb), and say so without it.
Peak memory is that of the program as the system tells it, and never less than this script's own, some 20 MB."""
import argparse
import collections
import csv
import importlib.util
import os
import pathlib
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
RECONCILE_IN_DUCKDB = HERE / "reconcile_duckdb.py"  # takes a house CSV; the last word it prints: seconds of the query
MANY = 21  # runs of a command that takes milliseconds
NEW_ROWS = 1_000
NUMBERS_OF_A_STORY = 40

Run = collections.namedtuple("Run", "wall cpu peak")


def main():
    asked = arguments()
    with tempfile.TemporaryDirectory(prefix="tollbook-speed-", dir=asked.work) as folder:
        bench = Bench(asked, pathlib.Path(folder).resolve())
        print(bench.about(), flush=True)
        print("\n| row | work | goal | ratio | of CPU time | seconds | against | peak MB |")
        print("|---|---|---|---|---|---|---|---|", flush=True)
        for name, row in ROWS.items():
            if not asked.only or name in asked.only:
                print(f"| `{name}` | " + " | ".join(row(bench)) + " |", flush=True)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    flag = parser.add_argument
    flag("--bin", default=str(ROOT / "target/release/tollbook"), help="the program [target/release/tollbook]")
    flag("--rows", type=int, default=1_000_000, help="how many rows are made [1000000]")
    flag("--csv", type=pathlib.Path, help="a house CSV to measure with, instead of rows that are made")
    flag("--runs", type=int, default=3, help="how often each program runs [3]")
    flag("--work", metavar="DIR", help="the folder to work in; it takes five times the room of the CSV")
    names = ", ".join(ROWS)
    flag("--only", action="append", metavar="ROW", choices=list(ROWS), help=f"this row; may be repeated: {names}")
    asked = parser.parse_args()
    program = shutil.which(asked.bin)
    if not program:
        sys.exit(f"{asked.bin} is not there: build it with cargo build --release, or name it with --bin")
    asked.bin = os.path.abspath(program)
    return asked


class Bench:
    """The file, the store made of it, and what was measured so far."""

    def __init__(self, asked, folder):
        self.bin, self.runs, self.folder = asked.bin, asked.runs, folder
        self.csv = asked.csv.resolve() if asked.csv else self.made_rows(asked.rows)
        self.bytes = self.csv.stat().st_size
        self.rows = lines_of(self.csv) - 1  # reads it whole: from here on it is in memory for everybody
        self.store = folder / "store.db"
        self.imports = None

    def made_rows(self, rows):
        made = self.folder / "rows.csv"
        with open(made, "wb") as out:
            command = ["cargo", "bench", "--quiet", "--locked", "--bench", "rows", "--", str(rows)]
            subprocess.run(command, cwd=ROOT, stdout=out, check=True)
        return made

    def about(self):
        shell, own = printed(["sqlite3", "--version"]).split()[0], printed([self.bin, "--version"]).strip()
        return f"{self.rows:,} rows, {self.bytes / 1e6:,.0f} MB; {own}, sqlite3 {shell}; medians of {self.runs}"

    def tollbook(self, *arguments, db=None):
        return [self.bin, "--db", str(db or self.store), *map(str, arguments)]

    def takes(self, flag):
        """Whether `import` knows a flag."""
        return flag in printed([self.bin, "import", "--help"])

    def imported(self):
        """The import beside others into new stores, measured once; the store stays."""
        if self.imports is None:
            new = self.folder / "new.db"
            cases = {
                "shell": ["sqlite3", str(new), ".mode csv", f".import '{self.csv}' figure"],
                "tollbook": self.tollbook("import", self.csv, "-q", db=new),
            }
            if self.takes("--memory"):
                cases["more memory"] = self.tollbook("import", self.csv, "-q", "--memory", "512M", db=new)
            if importlib.util.find_spec("duckdb"):
                cases["duckdb"] = [sys.executable, str(HERE / "import_duckdb.py"), str(self.csv), str(new)]
            self.imports = alternate(cases, self.runs, lambda: forget(new), lambda case: self.keep(case, new))
            forget(new)
        return self.imports

    def keep(self, case, new):
        if case == "tollbook":
            new.replace(self.store)

    def filled(self):
        """The store with the rows in it."""
        if not self.store.exists():
            once(self.tollbook("import", self.csv, "-q"))
        return self.store


# The rows of the table: work, goal, ratio, ratio of CPU time, seconds, against, peak MB.


def import_beside_the_shell(bench):
    measured = bench.imported()
    goal = "<= 0.8" if bench.rows <= 2_000_000 else "<= 1.3"
    work = f"import {bench.rows:,} rows, against `sqlite3 .import` into one flat table"
    return beside(work, goal, measured["tollbook"], measured["shell"])


def import_with_more_memory(bench):
    work = f"import {bench.rows:,} rows with `--memory 512M`, against `sqlite3 .import`"
    measured = bench.imported()
    if "more memory" not in measured:
        return unmeasured(work, "<= 1.0", "this build has no `--memory`")
    return beside(work, "<= 1.0", measured["more memory"], measured["shell"])


def import_beside_duckdb(bench):
    work = f"import {bench.rows:,} rows, against DuckDB into normalised tables"
    measured = bench.imported()
    if "duckdb" not in measured:
        return unmeasured(work, "<= 0.5", "DuckDB is not here: pip install duckdb")
    return beside(work, "<= 0.5", measured["tollbook"], measured["duckdb"])


def same_file_again(bench):
    measured = bench.imported()
    again = alternate({"again": bench.tollbook("import", bench.csv, "-q")}, bench.runs)["again"]
    return beside("the same file again, against its `.import`", "<= 0.1", again, measured["shell"])


def new_rows(bench):
    """Each run brings other rows, so that the store need not be copied: it grows by a thousandth or so."""
    bench.filled()
    runs = []
    for number in range(bench.runs):
        more = bench.folder / "more.csv"
        rows_of_other_sources(bench.csv, more, number)
        runs.append(once(bench.tollbook("import", more, "-q")))
    work = f"{NEW_ROWS:,} new rows into a store of {bench.rows:,}"
    median = median_of(runs)
    return [work, "< 0.5 s", "", "", f"{median.wall:.3f}", "", f"{median.peak:.0f}"]


def reconcile_every_series(bench):
    bench.filled()
    work = f"reconcile every series of {bench.rows:,} rows, against a window query of DuckDB"
    goal = "<= 1.0; < 128 MB"
    is_beside = RECONCILE_IN_DUCKDB.exists() and importlib.util.find_spec("duckdb")
    runs, others = [], []
    for _ in range(bench.runs):
        runs.append(once(bench.tollbook("reconcile", "--jsonl")))
        if is_beside:
            others.append(float(printed([sys.executable, str(RECONCILE_IN_DUCKDB), str(bench.csv)]).split()[-1]))
    own = median_of(runs)
    if not is_beside:
        reason = "`benches/reconcile_duckdb.py` or DuckDB is not here"
        return [work, goal, f"not measured: {reason}", "", f"{own.wall:.2f}", "", f"{own.peak:.0f}"]
    other = statistics.median(others)
    return [work, goal, f"{own.wall / other:.2f}", "", f"{own.wall:.2f}", f"{other:.2f}", f"{own.peak:.0f}"]


def one_series(bench):
    bench.filled()
    cases = {
        "own": bench.tollbook("reconcile", *series_in_the_middle(bench.store)),
        "shell": ["sqlite3", str(bench.store), "select 1"],
    }
    measured = alternate(cases, max(bench.runs, MANY))
    own, shell = measured["own"], measured["shell"]
    work = f"the whole command on one series of {bench.rows:,} rows, against `sqlite3 FILE \"select 1\"`"
    return beside(work, f"<= 1.5 and 2 ms: {1.5 * shell.wall + 0.002:.4f} s", own, shell, digits=4)


def one_series_in_process(bench):
    reason = "it is no whole command; `cargo bench --bench series`"
    return unmeasured("one series: as-of answer and timeline, in process", "0.1 ms and 0.2 ms", reason)


def export_beside_the_shell(bench):
    bench.filled()
    work = "CSV export, against the sqlite3 shell doing the same join"
    join = ["sqlite3", "-readonly", "-header", "-csv", str(bench.store), f".read '{HERE / 'export_join.sql'}'"]
    cases = {"own": bench.tollbook("export", "--csv"), "shell": join}
    given = {case: lines_printed(command) for case, command in cases.items()}
    if given["own"] != given["shell"]:
        return unmeasured(work, "<= 0.5", f"the join gives {given['shell']:,} lines, the export {given['own']:,}")
    measured = alternate(cases, bench.runs)
    return beside(work, "<= 0.5", measured["own"], measured["shell"])


def one_claim(bench):
    bench.filled()
    claim = claims_on(bench.store, 1)[0]
    cases = {
        "own": bench.tollbook("check", claim),
        "shell": ["sqlite3", str(bench.store), "select 1"],
    }
    measured = alternate(cases, max(bench.runs, MANY))
    work = f"`check` of one sentence, {bench.rows:,} rows, against `sqlite3 FILE \"select 1\"`"
    return beside(work, "< 0.020 s", measured["own"], measured["shell"], digits=4)


def one_story(bench):
    bench.filled()
    story = bench.folder / "story.txt"
    story.write_text("\n\n".join(claims_on_one_event(bench.store, NUMBERS_OF_A_STORY)), encoding="utf-8")
    own = alternate({"own": bench.tollbook("check", story)}, MANY)["own"]
    work = f"`check` of a story of {NUMBERS_OF_A_STORY} numbers on one event, {bench.rows:,} rows"
    return [work, "< 0.100 s", "", "", f"{own.wall:.4f}", "", f"{own.peak:.0f}"]


def text_read(bench):
    text = bench.folder / "text.txt"
    text.write_text(one_megabyte(), encoding="utf-8")
    own = alternate({"own": [bench.bin, "read", str(text), "--jsonl"]}, bench.runs)["own"]
    work = f"`read` of {text.stat().st_size / 1e6:.1f} MB of text"
    return [work, "< 1 s", "", "", f"{own.wall:.2f}", "", f"{own.peak:.0f}"]


def size_of_the_store(bench):
    """By the store as it was imported; the rows that other rows of the table put in are few."""
    size = bench.filled().stat().st_size
    sizes = [f"{of / 1e6:,.0f} MB" for of in (size, bench.bytes)]
    return ["size of the store, against the CSV", "<= 0.45", f"{size / bench.bytes:.2f}", "", *sizes, ""]


ROWS = {
    "import": import_beside_the_shell,
    "memory": import_with_more_memory,
    "duckdb": import_beside_duckdb,
    "again": same_file_again,
    "size": size_of_the_store,
    "reconcile": reconcile_every_series,
    "one": one_series,
    "in-process": one_series_in_process,
    "export": export_beside_the_shell,
    "more": new_rows,
    "claim": one_claim,
    "story": one_story,
    "read": text_read,
}


def beside(work, goal, own, other, digits=2):
    ratios = [f"{own.wall / other.wall:.2f}", f"{own.cpu / other.cpu:.2f}"]
    seconds = [f"{run.wall:.{digits}f}" for run in (own, other)]
    return [work, goal, *ratios, *seconds, f"{own.peak:.0f}, {other.peak:.0f}"]


def unmeasured(work, goal, reason):
    return [work, goal, f"not measured: {reason}", "", "", "", ""]


def alternate(cases, runs, before=lambda: None, after=lambda case: None):
    """Runs the programs in turn; the median of each."""
    measured = collections.defaultdict(list)
    for _ in range(runs):
        for case, command in cases.items():
            before()
            measured[case].append(once(command))
            after(case)
    return {case: median_of(taken) for case, taken in measured.items()}


def once(command):
    """One run, from its start to its end, with nothing of others left to be written to the disk."""
    os.sync()
    with open(os.devnull, "r+b") as null, tempfile.TemporaryFile() as errors:
        files = (null.fileno(), null.fileno(), errors.fileno())
        handles = [(os.POSIX_SPAWN_DUP2, file, handle) for handle, file in enumerate(files)]
        begun = time.perf_counter()
        child = os.posix_spawnp(command[0], command, os.environ, file_actions=handles)
        _, status, used = os.wait4(child, 0)
        wall = time.perf_counter() - begun
        # 1: done, and there is something to look at, such as sources that differ.
        if os.waitstatus_to_exitcode(status) not in (0, 1):
            errors.seek(0)
            sys.exit(f"{' '.join(command)[:300]}: {errors.read().decode(errors='replace')}")
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def median_of(runs):
    return Run(*map(statistics.median, zip(*runs)))


def forget(store):
    for file in store.parent.glob(store.name + "*"):
        file.unlink()


def lines_of(file):
    with open(file, "rb") as read:
        return newlines(read)


def lines_printed(command):
    with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
        return newlines(child.stdout)


def printed(command):
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout


def newlines(read):
    return sum(piece.count(b"\n") for piece in iter(lambda: read.read(1 << 20), b""))


def series_in_the_middle(store):
    """The filters that name the series of the figure in the middle of a store."""
    database = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
    middle = "SELECT max(id) / 2 FROM figure"
    columns = 'event, place, measure, "group", count_type'
    names = database.execute(f"SELECT {columns} FROM figures WHERE id = ({middle})")
    named = zip(("--event", "--place", "--measure", "--group", "--count-type"), names.fetchone())
    database.close()
    return [word for flag, name in named if name is not None for word in (flag, name)]


ROW = "SELECT event, place, measure, value, authority FROM figures WHERE id >= ? AND value IS NOT NULL LIMIT 1"


def claims_on(store, many):
    """Sentences with the numbers of figures from all over a store, each of another series."""
    rows = figures_from_all_over(store, many)
    return claims(rows)


def claims_on_one_event(store, many):
    """The same, of the event of the first figure."""
    rows = figures_from_all_over(store, 100 * many)
    return claims([row for row in rows if row[0] == rows[0][0]][:many])


def figures_from_all_over(store, many):
    database = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
    (last,) = database.execute("SELECT max(id) FROM figure").fetchone()
    rows = [database.execute(ROW, (last * (n + 1) // (many + 1),)).fetchone() for n in range(many)]
    database.close()
    return [row for row in rows if row]


def claims(rows):
    verbs = {"injured": "injured", "missing": "missing", "displaced": "displaced", "detained": "detained"}
    return [
        f"{authority or 'Officials'} said that {value:,} people were {verbs.get(measure, 'killed')}"
        f" in {(place or event).split(' > ')[-1]} in {event.split(' > ')[-1]}."
        for event, place, measure, value, authority in rows
    ]


def one_megabyte():
    """News prose of a million characters: a paragraph of two figures, of none, and of a list, with changing numbers."""
    paragraphs = (
        "At least {0} people were killed and {1} wounded when a bus left the road near the old harbour on Monday, the"
        " district police said. Among the dead were {2} children, a doctor told the evening paper.",
        "The road was built in 1974 and cost {0} million crowns. It is {1} kilometres long, and {2} cars use it every hour."
        " \u201cWe asked for a wall,\u201d said the mayor, who is {2} years old and has lived there for 28 years.",
        "Killed: {0} ({2} children)\nInjured: {1}\nMissing: {2}",
    )
    made, number = [], 0
    while sum(map(len, made)) < 1_000_000:
        number += 1
        made.append(paragraphs[number % 3].format(40 + number % 977, 300 + number % 613, 2 + number % 29))
    return "\n\n".join(made)


def rows_of_other_sources(given, made, number):
    """Rows from all over a file, as if other documents had printed them: new figures of series that are known."""
    with open(given, "rb") as read, open(made, "w", newline="", encoding="utf-8") as out:
        header = next(csv.reader([read.readline().decode("utf-8-sig")]))
        at = header.index("url" if "url" in header else "publisher")
        rows = csv.writer(out)
        rows.writerow(header)
        size, taken, place = given.stat().st_size, 0, 0
        while taken < NEW_ROWS and place < 4 * NEW_ROWS:
            read.seek(size * (place % NEW_ROWS) // NEW_ROWS + place // NEW_ROWS * 997)
            read.readline()  # the rest of a row
            row = next(csv.reader([read.readline().decode("utf-8", "replace")]), [])
            place += 1
            if len(row) == len(header):
                row[at] += f"#{number}-{place}"
                rows.writerow(row)
                taken += 1


if __name__ == "__main__":
    main()
