"""Rows of long chains, large stars and rings: what a store takes that has little else. The slowest of the verbs is printed."""
import datetime

from .bench import written
from .row import row

LIMIT = 120  # seconds, after which a verb is stopped
HEADER = "ref,event,place,measure,count_type,figure,as_of,published_on,authority,publisher,url,relation,target".split(",")
VERBS = [["reconcile", "--jsonl"], ["reconcile", "--explain"], ["timeline", "--csv"], ["show", "1"], ["log"], ["audit"],
         ["export", "--csv"], ["verify"]]


@row("chain", "the slowest verb with {of:,} figures in one series, each of which revises the one before", "<= 2 s each",
     of=lambda rows: min(100_000, rows // 10))
def chain(bench):
    return slowest(bench, filled(bench, "chain", linked(bench.of, lambda number: number - 1)))


@row("star", "the slowest verb with {of:,} figures that revise one", "<= 2 s each", of=lambda rows: min(50_000, rows // 20))
def star(bench):
    return slowest(bench, filled(bench, "star", linked(bench.of, lambda number: 0)))


@row("ring", "the slowest verb with {of:,} authorities, each of which is `under` the next", "<= 2 s each",
     of=lambda rows: min(1_000, rows // 200))
def ring(bench):
    """Each is said by a command of its own, as there is no other way; that is not counted."""
    rows = linked(bench.of, lambda number: None, authority=lambda number: f"Body {number:04}")
    store, imported = filled(bench, "ring", rows)
    for number in range(bench.of):
        body, next_body = f"Body {number:04}", f"Body {(number + 1) % bench.of:04}"
        bench.quietly(bench.tollbook("amend", "authority", body, "--under", next_body, "-q", db=store))
    return slowest(bench, (store, imported))


def filled(bench, name, rows):
    """A store of its own of these rows, and what its import took."""
    made, store = written(bench.folder / f"{name}.csv", HEADER, rows), bench.folder / f"{name}.db"
    return store, {"import": bench.once(bench.tollbook("import", made, "-q", db=store), LIMIT)}


def slowest(bench, filled):
    """The slowest verb, and the highest peak of all; in the cell of the other program which verb it was."""
    store, taken = filled
    for verb in VERBS:
        taken[" ".join(verb)] = bench.once(bench.tollbook(*verb, db=store), LIMIT)
    verb, run = max(taken.items(), key=lambda each: each[1].wall)
    return ["", "", f"{run.wall:.2f}", f"`{verb}`", f"{max(run.peak for run in taken.values()):.0f}"]


def linked(rows, target, authority=lambda number: "Osk Ministry"):
    """Thirty figures a day of one series; each but the first revises another one, or none."""
    first = datetime.date(2000, 1, 1)
    for number in range(rows):
        day = first + datetime.timedelta(days=number // 30)
        other = target(number) if number else None
        said = ["", ""] if other is None else ["revises", f"r{other}"]
        scope = [f"r{number}", "River flood (exercise)", "Osk", "killed", "total", 1_000 + number % 977, day, day]
        yield [*scope, authority(number), "Courier", f"https://example.org/{number}", *said]
