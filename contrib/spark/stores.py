"""Stores to prove answers with, made by the command line: many rows, one large family, names that are hard to carry, desks
that merged, and figures that were withdrawn, disputed, made void, held or taken back."""
import csv
import datetime
import json
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
FILES = ROOT / "tests/cli/files"
HEADER = ["ref", "event", "place", "measure", "group", "count_type", "figure", "as_of", "published_on", "authority", "publisher",
          "url", "caveat", "relation", "target", "reason"]
POLICIES = ["range", "authority", "latest", "agree", "most_supported", "per-authority"]
NAMES = ['Osk, "the" town', "a;b|c\\d", "كركوك", "東京 > 港区", "Ötzi’s «valley»", "e\u0301te\u0301", "\u200fשלום\u200e", "🌊 flood",
         "{\"family\": null}", "%s $HOME `id` 'x'", "NULL", "-", "1e9", "\u00a0b", "x" * 300, "ﬁ ligature", "A\u2028B", "=1+1"]


class Desk:
    """One store and the name of those who write into it."""

    def __init__(self, program, store, who="a desk"):
        self.program, self.store, self.who = str(program), pathlib.Path(store), who

    def run(self, *arguments, ends=(0,)):
        """What a command prints, which has to end well, or as it is said."""
        call = [self.program, "--db", str(self.store), *map(str, arguments)]
        environment = {**os.environ, "TOLLBOOK_WHO": self.who}
        done = subprocess.run(call, capture_output=True, env=environment, cwd=self.store.parent)
        if done.returncode not in ends:
            sys.exit(f"{' '.join(call)} exits with {done.returncode}: {done.stderr.decode(errors='replace')}")
        return done.stdout

    def amend(self, *arguments):
        self.run("amend", *arguments, "-q")

    def figures(self):
        return [json.loads(line) for line in self.run("list", "figures", "--jsonl").splitlines()]

    def answers(self, *flags):
        """The answers as the store gives them, sorted: what is to be reached elsewhere."""
        return sorted(self.run("reconcile", "--jsonl", *flags, ends=(0, 1)).splitlines())

    def rows(self):
        """The two files that a lake gets: rows and names."""
        rows = self.store.with_suffix(".rows") / "rows.jsonl"
        rows.parent.mkdir(exist_ok=True)
        self.run("export", "--rows", "--with-texts", "-o", rows)
        return rows, rows.with_name("names.jsonl")


def table(file, rows):
    """A house CSV of rows that name the columns they have."""
    with open(file, "w", newline="", encoding="utf-8") as out:
        written = csv.DictWriter(out, HEADER, restval="")
        written.writeheader()
        written.writerows(rows)
    return file


def row(place, figure, day, **more):
    return {"event": "Osk flood (exercise)", "place": place, "measure": "killed", "count_type": "total", "figure": figure,
            "as_of": day, "published_on": day, "authority": "Osk Ministry", "publisher": "Courier", **more}


def many(program, store, rows):
    """Many rows, as the benches make them."""
    desk, file = Desk(program, store), store.with_suffix(".csv")
    with open(file, "wb") as out:
        call = ["cargo", "bench", "--quiet", "--locked", "--profile", "dev", "--bench", "rows", "--", str(rows)]
        subprocess.run(call, cwd=ROOT, stdout=out, check=True)
    desk.run("import", file, "-q")
    return desk


def skewed(program, store, rows):
    """One family has half of all rows; the others have ten each."""
    desk, first = Desk(program, store), datetime.date(2000, 1, 1)
    half = [row("Osk", 1_000 + n % 977, first + datetime.timedelta(days=n // 4), authority=f"Body {n % 7}", url=f"https://example.org/{n}")
            for n in range(rows // 2)]
    others = [row(f"Place {n // 10}", n, first + datetime.timedelta(days=n % 10), measure="injured") for n in range(rows // 2)]
    desk.run("import", table(store.with_suffix(".csv"), half + others), "-q")
    return desk


def hostile(program, store):
    """Hard names, every file of the transcripts that can be read as it is, and every act of a desk."""
    desk, day = Desk(program, store), datetime.date(2024, 3, 1)
    rows = []
    for nth, name in enumerate(NAMES):
        rows += [row(name, 10 + nth, day), row(name, f"at least {20 + nth}", day, event=name, authority=name, caveat=name)]
        rows += [row("", 30 + nth, day, event=name, measure="missing", count_type="current", group=name, publisher=name)]
    desk.run("import", table(store.with_suffix(".csv"), rows), "-q")
    for file in ("seed.csv", "october-2023.csv", "cases/figures.csv"):
        desk.run("import", ROOT / "data" / file, "-q", ends=(0, 1))
    read = sum(not imported(desk, file) for file in sorted(FILES.glob("*.csv")))
    acts(desk)
    return desk, read


def imported(desk, file):
    """The exit code of an import: some files are there to be refused."""
    call = [desk.program, "--db", str(desk.store), "--who", desk.who, "import", str(file), "-q", "--rejects", str(desk.store.parent)]
    return subprocess.run(call, capture_output=True, cwd=desk.store.parent).returncode


def acts(desk):
    """Withdrawn, disputed, corrected, void, held, embargoed, asked for, taken back; bodies that are the same, or one under another."""
    day, osk = datetime.date(2024, 4, 1), {"event": "Reed flood (exercise)"}
    said = [
        row("Reed", 50, day, ref="r1", **osk), row("Reed", 60, day, ref="r2", authority="Reed Clinic", **osk),
        row("Reed", 55, day, ref="r3", relation="revises", target="r1", reason="identification", **osk),
        row("Reed", "", day, ref="r4", relation="retracts", target="r2", authority="Reed Clinic", **osk),
        row("Reed", 90, day, ref="r5", relation="disputes", target="r3", authority="Army of Reed", **osk),
        row("Reed", 91, day, ref="r6", authority="Reed army", **osk), row("Reed", 12, day, ref="r7", group="children", **osk),
        row("Reed > Upper Reed", 7, day, ref="r8", **osk), row("Reed", 5, day, ref="r9", measure="missing", count_type="current", **osk),
        row("Reed", 58, day, ref="r10", relation="corrects", target="r3", **osk),
        row("Reed", 70, day, ref="r11", authority="Reed Paper", **osk), row("Reed", 71, day, ref="r12", authority="Reed Radio", **osk),
    ]
    desk.run("import", table(desk.store.parent / "reed.csv", said), "-q")
    desk.amend("r11", "--void", "-m", "another event")
    desk.amend("r12", "--hold", "-m", "a second name first")
    desk.amend("r7", "--typo", "figure=13", "-m", "misread")
    desk.amend("authority", "Reed army", "--same-as", "Army of Reed")
    desk.amend("authority", "Army of Reed", "--party-to", "Reed flood (exercise)")
    desk.amend("authority", "Reed Clinic", "--under", "Osk Ministry")
    desk.amend("authority", "Osk Ministry", "--rank", "1", "--say-as", "the ministry of Osk")
    desk.amend("event", "Reed flood (exercise)", "--settling", "3d", "--kind", "incident")
    more = [row("Reed", 300, day + datetime.timedelta(days=1), **osk)]
    desk.run("import", table(desk.store.parent / "more.csv", more), "-q")
    desk.run("undo", "-q")


def two_desks(program, folder):
    """Two desks that have seen some of the same, and each a part of its own; and the store into which both were merged."""
    day = datetime.date(2024, 5, 1)
    north, south = Desk(program, folder / "north.db", "north"), Desk(program, folder / "south.db", "south")
    shared = [row(name, 40 + nth, day) for nth, name in enumerate(NAMES)]
    for desk, first in ((north, 0), (south, 7)):
        own = [row(f"Place {n % 23}", n, day + datetime.timedelta(days=n % 3), url=f"https://example.org/{n}") for n in range(first, first + 300)]
        desk.run("import", table(folder / f"{desk.who}.csv", shared + own), "-q")
    acts(south)
    merged = Desk(program, folder / "merged.db", "both")
    for desk in (north, south):
        merged.run("import", desk.store, "-q")
    return north, south, merged


def lake(desks, folder):
    """The rows of several desks in one file, and in another what they say of names."""
    files = folder / "lake.jsonl", folder / "lake-names.jsonl"
    for file, parts in zip(files, zip(*(desk.rows() for desk in desks))):
        file.write_bytes(b"".join(part.read_bytes() for part in parts))
    return files


def without_fingerprints(answers):
    return sorted(re.sub(rb',"fingerprint":"tb:\w+"', b"", answer) for answer in answers)
