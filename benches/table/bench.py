"""The file, the store made of it, and the programs, which take turns."""
import collections
import csv
import os
import pathlib
import shlex
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time

from .row import TOOLS, Run, Unmeasured

HERE = pathlib.Path(__file__).resolve().parent.parent
ROOT = HERE.parent
MANY = 21  # runs of a command that takes milliseconds
UTILS = [sys.executable, "-m", "sqlite_utils"]


class Bench:
    def __init__(self, asked, folder, rows):
        self.bin, self.runs, self.limit, self.folder, self.asked = asked.bin, asked.runs, asked.limit, folder, rows
        self.many = max(MANY, asked.runs) if asked.runs > 1 else 1
        self.commands, self.shown = [], set()
        self.csv = asked.csv.resolve() if asked.csv else self.made_rows(asked.rows)
        self.bytes = self.csv.stat().st_size
        self.rows = lines_of(self.csv) - 1  # reads it whole: from here on it is in memory for everybody
        self.store = folder / "store.db"
        self.imports = None

    def made_rows(self, rows):
        made = self.folder / "rows.csv"
        profile = ["--profile", "dev"] if pathlib.Path(self.bin).parent.name == "debug" else []  # what is built already
        with open(made, "wb") as out:
            command = ["cargo", "bench", "--quiet", "--locked", *profile, "--bench", "rows", "--", str(rows)]
            subprocess.run(command, cwd=ROOT, stdout=out, check=True)
        return made

    def about(self):
        own = printed([self.bin, "--version"]).strip()
        shell = printed(["sqlite3", "--version"]).split()[0] if TOOLS["sqlite3"]() else "not here"
        return f"{self.rows:,} rows, {self.bytes / 1e6:,.0f} MB; {own}, sqlite3 {shell}; medians of {self.runs}"

    def tollbook(self, *arguments, db=None):
        return [self.bin, "--db", str(db or self.store), *map(str, arguments)]

    def sqlite3(self, query, *flags):
        return ["sqlite3", *flags, str(self.filled()), query]

    def imported(self):
        """The import beside those programs whose rows were asked for, into new stores, measured once; the store stays."""
        if self.imports is None:
            new = self.folder / "new.db"
            cases = {
                "import": self.tollbook("import", self.csv, "-q", db=new),
                "shell": ["sqlite3", str(new), ".mode csv", f'.import "{self.csv}" figure'],
                "memory": self.tollbook("import", self.csv, "-q", "--memory", "512M", db=new),
                "duckdb": [sys.executable, str(HERE / "import_duckdb.py"), str(self.csv), str(new)],
                "sqlite-utils": [*UTILS, "insert", str(new), "figure", str(self.csv), "--csv"],
            }
            wanted = {"import", "shell"} | {tool for tool in self.asked if TOOLS.get(tool, lambda: True)()}
            cases = {case: command for case, command in cases.items() if case in wanted}
            self.imports = self.alternate(cases, lambda: forget(new), lambda case: self.keep(case, new))
            forget(new)
        return self.imports

    def keep(self, case, new):
        if case == "import":
            new.replace(self.store)

    def filled(self):
        """The store with the rows in it."""
        if not self.store.exists():
            self.once(self.tollbook("import", self.csv, "-q"))
        return self.store

    def begin(self, row):
        """The commands that follow are those of a row, which is of so many things."""
        self.of = row.of(self.rows)
        self.commands.append(f"# {row.name}")

    def note(self, command):
        """Keeps a command to be printed, once, with the names that a reader would type."""
        words = [str(word).replace(f"{self.folder}/", "").replace(f"{ROOT}/", "") for word in command]
        words[0] = {self.bin: "tollbook", sys.executable: "python3"}.get(command[0], words[0])
        said = shlex.join(words)
        if said not in self.shown:
            self.shown.add(said)
            self.commands.append(said)

    def alternate(self, cases, before=lambda: None, after=lambda case: None, runs=None):
        """Runs the programs in turn; the median of each."""
        measured = collections.defaultdict(list)
        for _ in range(runs or self.runs):
            for case, command in cases.items():
                before()
                measured[case].append(self.once(command))
                after(case)
        return {case: median_of(taken) for case, taken in measured.items()}

    def beside(self, own, other, runs=None):
        """The medians of two commands that take turns."""
        measured = self.alternate({"own": own, "other": other}, runs=runs)
        return measured["own"], measured["other"]

    def alone(self, command, runs=None):
        return self.alternate({"own": command}, runs=runs)["own"]

    def once(self, command, limit=None):
        """One run, from its start to its end, with nothing of others left to be written to the disk."""
        self.note(command)
        os.sync()
        limit = limit or self.limit
        with open(os.devnull, "r+b") as null, tempfile.TemporaryFile() as errors:
            files = (null.fileno(), null.fileno(), errors.fileno())
            handles = [(os.POSIX_SPAWN_DUP2, file, handle) for handle, file in enumerate(files)]
            begun = time.perf_counter()
            child = os.posix_spawnp(command[0], command, os.environ, file_actions=handles)
            stop = threading.Timer(limit, os.kill, (child, signal.SIGKILL))
            stop.start()
            _, status, used = os.wait4(child, 0)
            wall = time.perf_counter() - begun
            stop.cancel()
            code = os.waitstatus_to_exitcode(status)
            if code == -signal.SIGKILL and wall >= limit:
                raise Unmeasured(f"`{shown(command)}` had not ended after {limit:.0f} s")
            # 1: done, and there is something to look at, such as sources that differ.
            if code not in (0, 1):
                errors.seek(0)
                said = " ".join(errors.read().decode(errors="replace").split())
                raise Unmeasured(f"`{shown(command)}` exits with {code}: {said[-300:]}")
        return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)

    def quietly(self, command):
        """Runs what only prepares: it is neither measured nor shown."""
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)

    def in_the_middle(self):
        """The event, place, measure, group and count type of the figure in the middle of the store, its day and number."""
        database = sqlite3.connect(f"file:{self.filled()}?mode=ro", uri=True)
        columns = 'event, place, measure, "group", count_type, published_on, id'
        found = database.execute(f"SELECT {columns} FROM figures WHERE id = (SELECT max(id) / 2 FROM figure)").fetchone()
        database.close()
        return found

    def series_in_the_middle(self):
        """The filters that name its series."""
        flags = ("--event", "--place", "--measure", "--group", "--count-type")
        return [word for flag, name in zip(flags, self.in_the_middle()) if name is not None for word in (flag, name)]


def shown(command):
    """The words of a command that are no path."""
    return " ".join(word for word in command[1:] if "/" not in word and word != "--db")[:80]


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


def written(file, header, rows):
    """A CSV of such rows."""
    with open(file, "w", newline="", encoding="utf-8") as out:
        table = csv.writer(out)
        table.writerow(header)
        table.writerows(rows)
    return file
