"""A row of the table: what is measured, its goal, the tools that it needs, and how it is printed."""
import collections
import importlib.util
import shutil

ROWS = {}

Run = collections.namedtuple("Run", "wall cpu peak")  # seconds, seconds, megabytes; None: not known

TOOLS = {
    "sqlite3": lambda: shutil.which("sqlite3"),
    "duckdb": lambda: importlib.util.find_spec("duckdb"),
    "pandas": lambda: importlib.util.find_spec("pandas"),
    "sqlite-utils": lambda: importlib.util.find_spec("sqlite_utils"),
}


class Unmeasured(Exception):
    """Why a row cannot be measured."""


class Row:
    def __init__(self, name, work, goal, needs, digits, of, measure):
        self.name, self.work, self.goal, self.needs = name, work, goal, needs
        self.digits, self.of, self.measure = digits, of, measure

    def measured(self, bench):
        """Ratio, ratio of CPU time, seconds, seconds of the other program, peak MB."""
        missing = [tool for tool in self.needs if not TOOLS[tool]()]
        if missing:
            raise Unmeasured(f"{', '.join(missing)} is not here")
        bench.begin(self)
        found = self.measure(bench)
        if isinstance(found, list):
            return found
        return self.cells(found, None) if isinstance(found, Run) else self.cells(*found)

    def cells(self, own, other):
        if other is None:
            return ["", "", f"{own.wall:.{self.digits}f}", "", f"{own.peak:.0f}"]
        ratio = f"{own.wall / other.wall:.2f}"
        seconds = [f"{run.wall:.{self.digits}f}" for run in (own, other)]
        if other.cpu is None:
            return [ratio, "", *seconds, f"{own.peak:.0f}"]
        return [ratio, f"{own.cpu / other.cpu:.2f}", *seconds, f"{own.peak:.0f}, {other.peak:.0f}"]


def row(name, work, goal, needs=(), digits=2, of=lambda rows: rows):
    """Puts a function into the table. It takes the bench and gives a run; two runs, its own and that beside it; or cells.

    `work` may say `{of}`: of how many things it is, as a rule the rows."""

    def put(measure):
        ROWS[name] = Row(name, work, goal, needs, digits, of, measure)
        return measure

    return put
