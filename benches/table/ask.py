"""Rows of what is asked of a store: answers, one series, time, what changed, what a person should look at, a page."""
import datetime
import http.client
import os
import re
import signal
import statistics
import subprocess
import sys
import time

from .bench import HERE, UTILS, lines_printed, median_of, printed
from .row import Run, Unmeasured, row

JOIN = HERE / "export_join.sql"


def beside_a_query(bench, script):
    """`reconcile` of every series, in turns with a script that prints the seconds of its query."""
    bench.filled()
    runs, others = [], []
    other = [sys.executable, str(HERE / script), str(bench.csv)]
    for _ in range(bench.runs):
        runs.append(bench.once(bench.tollbook("reconcile", "--jsonl")))
        bench.note(other)
        others.append(float(printed(other).split()[-1]))
    return median_of(runs), Run(statistics.median(others), None, None)


@row("reconcile", "reconcile every series of {of:,} rows, against a window query of DuckDB",
     "<= 1.2 (0.8 with 10,000,000); < 128 MB", ["duckdb"])
def reconcile_beside_duckdb(bench):
    return beside_a_query(bench, "reconcile_duckdb.py")


@row("pandas", "the same, against sorting and grouping by pandas", "", ["pandas"])
def reconcile_beside_pandas(bench):
    return beside_a_query(bench, "reconcile_pandas.py")


@row("one", "the whole command on one series, against `sqlite3 FILE \"select 1\"`", "<= 1.5 and 2 ms", ["sqlite3"], 4)
def one_series(bench):
    one = bench.tollbook("reconcile", *bench.series_in_the_middle())
    return bench.beside(one, bench.sqlite3("select 1"), bench.many)


@row("export", "CSV export, against the sqlite3 shell doing the same join", "<= 0.45", ["sqlite3"])
def export_beside_the_shell(bench):
    own = bench.tollbook("export", "--csv")
    join = bench.sqlite3(f'.read "{JOIN}"', "-readonly", "-header", "-csv")
    lines = [lines_printed(command) for command in (own, join)]
    if lines[0] != lines[1]:
        raise Unmeasured(f"the export gives {lines[0]:,} lines, the join {lines[1]:,}")
    return bench.beside(own, join)


@row("export-utils", "CSV export, against `sqlite-utils rows --csv` of one flat table", "", ["sqlite3", "sqlite-utils"])
def export_beside_sqlite_utils(bench):
    bench.filled()
    flat = bench.folder / "flat.db"
    bench.once(["sqlite3", str(flat), ".mode csv", f'.import "{bench.csv}" figure'])
    return bench.beside(bench.tollbook("export", "--csv"), [*UTILS, "rows", str(flat), "figure", "--csv"])


@row("newest", "`select * from newest_figures limit 100` in the sqlite3 shell", "<= 0.1 s", ["sqlite3"], 3)
def newest_figures(bench):
    return bench.beside(bench.sqlite3("select * from newest_figures limit 100"), bench.sqlite3("select 1"))


@row("figures", "`select * from figures limit 100` in the sqlite3 shell", "<= 0.1 s", ["sqlite3"], 3)
def figures(bench):
    return bench.beside(bench.sqlite3("select * from figures limit 100"), bench.sqlite3("select 1"))


@row("timeline", "`timeline` of one series", "", digits=4)
def one_timeline(bench):
    return bench.alone(bench.tollbook("timeline", *bench.series_in_the_middle()), bench.many)


@row("timelines", "`timeline` of every series", "memory of one series")
def every_timeline(bench):
    bench.filled()
    return bench.alone(bench.tollbook("timeline", "--csv"))


@row("diff", "`diff` of every series, between two days in the middle", "memory of one series")
def diff(bench):
    known = datetime.date.fromisoformat(str(bench.in_the_middle()[5])[:10])
    return bench.alone(bench.tollbook("diff", known, known + datetime.timedelta(days=1), "--jsonl"))


@row("audit", "`audit` of {of:,} rows", "< 128 MB")
def audit(bench):
    bench.filled()
    return bench.alone(bench.tollbook("audit"))


@row("page", "one page of `serve`, of a series", "<= 0.050 s", digits=4)
def page(bench):
    """The series in the middle, asked for one after another once the server is warm; the peak is that of the server."""
    figure = bench.in_the_middle()[6]
    command = bench.tollbook("serve", "--port", "0")
    bench.note(command)
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        port = re.search(r"127\.0\.0\.1:(\d+)", server.stdout.readline())
        asked = http.client.HTTPConnection("127.0.0.1", int(port[1]), timeout=60)
        series = re.search(r'"(/series/\d+)"', get(asked, f"/figure/{figure}")[1])[1]
        get(asked, series)
        wall = statistics.median(get(asked, series)[0] for _ in range(100))
    finally:
        server.send_signal(signal.SIGINT)
        _, _, used = os.wait4(server.pid, 0)
        server.returncode = 0
    return Run(wall, None, used.ru_maxrss / 1024)


def get(asked, path):
    """The seconds that a page took, and its text."""
    begun = time.perf_counter()
    asked.request("GET", path)
    answer = asked.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise Unmeasured(f"{path} is answered with {answer.status}")
    return time.perf_counter() - begun, body.decode()
