#!/usr/bin/env python3
"""Runs two builds of tollbook side by side, and compares what they print, how they end and what they write.

    bash benches/same.sh OLD NEW [--show N] [--only WORD]

A scene is a folder of its own for each build and commands that run in it one after the other: each page of the documents,
and stores that are made here, of which every reading verb is asked in every format. After each command standard output,
standard error, the exit code, and the bytes of every file that it wrote are compared. Two stores whose bytes differ are
compared row by row: where only the pages of SQLite differ, that is counted, and is no difference."""
import argparse
import collections
import concurrent.futures
import difflib
import hashlib
import os
import pathlib
import pty
import random
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import termios
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
LEAST = 500  # outputs, or the run is no proof
NOW = "2021-06-01T12:00:00Z"
WRITING = ("import", "add", "amend", "undo")
VERBS = WRITING + ("list", "show", "log", "timeline", "reconcile", "compare", "audit", "diff", "export", "verify")
NOUNS = ("figures", "series", "authorities", "publishers", "sources", "events", "places", "groups", "feeds", "entries",
         "findings")
POLICIES = ("range", "authority", "latest", "agree", "most_supported", "per-authority")
FORMATS = ([], ["--json"], ["--jsonl"], ["--csv"])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old")
    parser.add_argument("new")
    parser.add_argument("--show", type=int, default=5, help="how many differences are shown whole [5]")
    parser.add_argument("--only", help="only scenes whose name holds this word; no least number then")
    asked = parser.parse_args()
    programs = [os.path.abspath(shutil.which(name) or sys.exit(f"{name} is no program")) for name in (asked.old, asked.new)]
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="tollbook-same-") as folder:
        tally = Tally(asked.show)
        scenes = [(name, play) for name, play in all_scenes() if not asked.only or asked.only in name]
        with concurrent.futures.ThreadPoolExecutor(max_workers=max(2, os.cpu_count() or 2)) as pool:
            played = [pool.submit(run_scene, name, play, pathlib.Path(folder), programs, tally) for name, play in scenes]
            for one in played:
                one.result()
    print(f"{len(scenes)} scenes, {tally.commands:,} commands, {tally.outputs:,} outputs compared in "
          f"{time.monotonic() - begun:.0f} s")
    print("  " + ", ".join(f"{count:,} of {verb}" for verb, count in tally.verbs.most_common()))
    print("  exit codes " + ", ".join(f"{code}: {count:,}" for code, count in sorted(tally.codes.items(), key=str)))
    print(f"  {tally.files:,} written files, {tally.stores:,} of them stores"
          + (f"; {tally.other_pages:,} stores hold the same rows in other pages" if tally.other_pages else ""))
    if tally.different:
        sys.exit(f"{tally.different:,} outputs differ")
    if tally.outputs < LEAST and not asked.only:
        sys.exit(f"only {tally.outputs} outputs were compared, and {LEAST} are the least")
    print("no difference")


def run_scene(name, play, folder, programs, tally):
    scene = Scene(name, folder, programs, tally)
    play(scene)
    scene.remove()


class Tally:
    """What was compared so far; scenes are played at once."""

    def __init__(self, show):
        self.lock, self.show = threading.Lock(), show
        self.commands = self.outputs = self.files = self.stores = self.other_pages = self.different = 0
        self.verbs, self.codes = collections.Counter(), collections.Counter()

    def command(self, arguments, code):
        with self.lock:
            self.commands += 1
            self.outputs += 1
            self.codes[code] += 1
            self.verbs[next((word for word in arguments if word in VERBS), "others")] += 1

    def file(self, is_store, other_pages):
        with self.lock:
            self.outputs += 1
            self.files += 1
            self.stores += is_store
            self.other_pages += other_pages

    def differs(self, scene, arguments, what, old, new):
        with self.lock:
            self.different += 1
            print(f"DIFFERENT {what}\n  scene {scene}\n  $ tollbook {shlex.join(arguments)}")
            if self.different <= self.show:
                lines = [text.decode("utf-8", "backslashreplace").splitlines() for text in (old, new)]
                for line in list(difflib.unified_diff(*lines, "old", "new", lineterm="", n=1))[:40]:
                    print("    " + line[:400])
            sys.stdout.flush()


class Scene:
    """One folder for each build, and the commands that run in both."""

    def __init__(self, name, folder, programs, tally):
        self.name, self.tally, self.programs = name, tally, programs
        self.parents = [folder / side / re.sub(r"\W+", "-", name) for side in ("old", "new")]
        self.sides = [parent / "work" for parent in self.parents]
        for side in self.sides:
            side.mkdir(parents=True)
        self.seen = [{}, {}]

    def remove(self):
        for parent in self.parents:
            shutil.rmtree(parent, ignore_errors=True)

    def put(self, source, name=None):
        for side in self.sides:
            target = side / (name or pathlib.Path(source).name)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
        self.look()

    def write(self, name, data):
        for side in self.sides:
            (side / name).parent.mkdir(parents=True, exist_ok=True)
            (side / name).write_bytes(data if isinstance(data, bytes) else data.encode())
        self.look()

    def has(self, name):
        return (self.sides[0] / name).exists()

    def run(self, *arguments, stdin=b"", terminal=False, now=NOW):
        """Runs a command in both folders and compares; what the older build printed."""
        arguments = [str(word) for word in arguments]
        if now and "--now" not in arguments and any(word in VERBS for word in arguments):
            arguments += ["--now", now]
        start = on_terminal if terminal else plainly
        old, new = (start(program, arguments, side, stdin) for program, side in zip(self.programs, self.sides))
        names = [str(parent).encode() for parent in self.parents]
        for what, one, other in zip(("stdout", "stderr"), old[:2], new[:2]):
            if one.replace(names[0], b"FOLDER") != other.replace(names[1], b"FOLDER"):
                self.tally.differs(self.name, arguments, what, one, other)
        if old[2] != new[2]:
            self.tally.differs(self.name, arguments, "exit code", str(old[2]).encode(), str(new[2]).encode())
        self.tally.command(arguments, old[2])
        self.compare_files(arguments)
        return old[0]

    def look(self):
        """Notes the files of both folders; the names of those that are new, changed or gone."""
        changed = set()
        for side, seen in zip(self.sides, self.seen):
            now = {}
            for path in side.rglob("*"):
                if not path.is_dir() and not path.name.endswith("-shm"):
                    status = path.lstat()
                    now[path.relative_to(side).as_posix()] = (status.st_mtime_ns, status.st_size, status.st_ino, status.st_mode)
            changed |= {name for name in now.keys() | seen.keys() if now.get(name) != seen.get(name)}
            seen.clear()
            seen.update(now)
        return changed

    def compare_files(self, arguments):
        for name in sorted(self.look()):
            old, new = (side / name for side in self.sides)
            if old.exists() != new.exists():
                here = [b"there" if path.exists() else b"not there" for path in (old, new)]
                self.tally.differs(self.name, arguments, f"file {name}", *here)
                continue
            if not old.exists():
                continue
            if old.stat().st_mode != new.stat().st_mode:
                modes = [oct(path.stat().st_mode).encode() for path in (old, new)]
                self.tally.differs(self.name, arguments, f"the mode of {name}", *modes)
            one, other = old.read_bytes(), new.read_bytes()
            is_store = one.startswith(b"SQLite format 3")
            other_pages = False
            if one != other:
                if is_store and other.startswith(b"SQLite format 3"):
                    one, other = rows_of(old), rows_of(new)
                    other_pages = one == other
                if one != other:
                    self.tally.differs(self.name, arguments, f"file {name}", one, other)
            self.tally.file(is_store, other_pages)


def plainly(program, arguments, folder, stdin):
    done = subprocess.run(["tollbook", *arguments], executable=program, cwd=folder, input=stdin, capture_output=True,
                          env=environment(folder), timeout=300)
    return done.stdout, done.stderr, done.returncode


def on_terminal(program, arguments, folder, stdin):
    """With a terminal as standard input and standard error, on which `stdin` is typed; then the input ends."""
    ours, theirs = pty.openpty()
    flags = termios.tcgetattr(theirs)
    flags[3] &= ~termios.ECHO
    termios.tcsetattr(theirs, termios.TCSANOW, flags)
    child = subprocess.Popen(["tollbook", *arguments], executable=program, cwd=folder, stdin=theirs, stderr=theirs,
                             stdout=subprocess.PIPE, env=environment(folder))
    os.close(theirs)
    os.write(ours, stdin + b"\x04" * 8)
    said = []
    reader = threading.Thread(target=read_all, args=(ours, said))
    reader.start()
    try:
        out, _ = child.communicate(timeout=60)
    except subprocess.TimeoutExpired:
        child.kill()
        out, _ = child.communicate()
    reader.join()
    os.close(ours)
    return out, b"".join(said), child.returncode


def read_all(handle, into):
    try:
        while data := os.read(handle, 65536):
            into.append(data)
    except OSError:
        pass  # the other end was closed


def environment(folder):
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LD_LIBRARY_PATH")}
    return kept | {"HOME": str(folder), "TOLLBOOK_WHO": "a desk", "NO_COLOR": "1", "TZ": "UTC", "LANG": "C.UTF-8"}


def rows_of(path):
    """All that a store holds, as text."""
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copyfile(path, pathlib.Path(folder) / "copy.db")
        conn = sqlite3.connect(copy)
        try:
            heads = [f"{name} {conn.execute(f'PRAGMA {name}').fetchone()}" for name in ("user_version", "application_id")]
            conn.text_factory = bytes
            tables = [row[0].decode() for row in conn.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")]
            lines = heads + [repr(row) for row in conn.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name")]
            for table in tables:
                rows = [repr(row) for row in conn.execute(f'SELECT * FROM "{table}"')]
                lines += [f"{table} {row}" for row in sorted(rows)]
            return "\n".join(lines).encode()
        except sqlite3.Error as error:
            return hashlib.sha256(path.read_bytes()).hexdigest().encode() + str(error).encode()
        finally:
            conn.close()


# Scenes


def all_scenes():
    """Longest first, so that none runs alone at the end."""
    yield "generated rows", generated
    yield "the data", seeded
    yield "the worked cases", worked_cases
    yield "a merged store", merged
    yield "a mended store", mended
    yield "a feed", feed
    yield "other inputs", inputs
    for document in sorted(documents()):
        yield f"page {document.relative_to(ROOT).as_posix()}", lambda scene, document=document: page(scene, document)
    for example in sorted((ROOT / "tests/findings").glob("*.csv")):
        if not example.name.endswith(".2.csv"):
            yield f"finding {example.stem}", lambda scene, example=example: finding(scene, example)
    yield "all findings", all_findings
    for number, files in enumerate(chunks(sorted(ugly_files()), 10)):
        yield f"ugly files {number}", lambda scene, files=files: ugly(scene, files)
    yield "help and usage", usage
    yield "terminal", terminal
    yield "damaged stores", damaged


def documents():
    found = [ROOT / "README.md"]
    for folder in ("docs", "docs/profiles", "tests/cli"):
        found += (ROOT / folder).glob("*.md")
    return found


def stage(scene):
    """What the pages of the documents find beside them."""
    for folder in ("data", "data/profiles"):
        for file in sorted((ROOT / folder).iterdir()):
            if file.is_file():
                scene.put(file, f"{folder}/{file.name}")
    for file in sorted((ROOT / "tests/cli/files").iterdir()):
        if file.is_file():
            scene.put(file)


def page(scene, document):
    stage(scene)
    commands = commands_of(document.read_text("utf-8"))
    for words in commands:
        scene.run(*words)
    for store in sorted(path.name for path in scene.sides[0].glob("*.db")):
        ask_few(scene, "--db", store)


def commands_of(text):
    """The commands of the blocks that are executed; `>` goes on with a command, as trycmd reads it."""
    commands, fence = [], None
    for line in text.splitlines():
        if line.startswith("```"):
            fence = line[3:].strip() if fence is None else None
            going_on = False
        elif fence in ("console", "trycmd"):
            command = re.match(r"\$ (?:tollbook|cargo run --release --)(?: (.*)|)$", line)
            if command:
                commands.append(command[1] or "")
                going_on = True
            elif line.startswith("> ") and going_on:
                commands[-1] += "\n" + line[2:]
            else:
                going_on = False
    return [shlex.split(command) for command in commands]


def seeded(scene):
    stage(scene)
    for name in ("seed", "october-2023"):
        scene.run("import", f"data/{name}.csv", now="2023-11-10T18:00:00Z")
    ask_all(scene)


def worked_cases(scene):
    scene.put(ROOT / "data/cases/figures.csv")
    scene.run("import", "figures.csv", "--json")
    ask_all(scene)
    pairs = (ROOT / "data/cases/relations.csv").read_text("utf-8").splitlines()
    for number, row in enumerate(pairs[1:]):
        a, b = row.split(",")[1:3]
        scene.run("compare", a, b, *FORMATS[number % 4])


def finding(scene, example):
    scene.put(example)
    scene.run("import", example.name)
    second = example.with_suffix(".2.csv")
    if second.exists():
        scene.put(second)
        scene.run("import", second.name, "--jsonl", now="2021-06-02T12:00:00Z")
    ask_few(scene)
    scene.run("audit", "--fail-on", "warning", "--accepted")
    listed = scene.run("list", "findings", "--jsonl").decode()
    for name, ids in re.findall(r'"finding":"(\w+)".*?"figures":\[([\d,]+)\]', listed)[:2]:
        scene.run("amend", "finding", f"{name}:{ids}", "--accept", "-m", "asked by phone", "-n")
        scene.run("amend", "finding", f"{name}:{ids}", "--accept", "-m", "asked by phone")
    for form in FORMATS:
        scene.run("audit", "--accepted", *form)
        scene.run("audit", *form)


def all_findings(scene):
    for number, example in enumerate(sorted((ROOT / "tests/findings").glob("*.csv"))):
        scene.put(example)
        scene.run("import", example.name, now=f"2021-06-{number + 1:02}T12:00:00Z")
    ask_all(scene)


def ugly_files():
    return [path for path in (ROOT / "tests/ugly").iterdir() if path.is_file() and path.name != "README.md"]


def chunks(items, size):
    return [items[at:at + size] for at in range(0, len(items), size)]


def ugly(scene, files):
    for file in files:
        scene.put(file)
        store = ["--db", f"{file.stem}.db"]
        scene.run("import", file.name, *store, "-n", "--json")
        scene.run("import", file.name, *store)
        scene.run("import", file.name, *store, "--jsonl")
        scene.run("import", file.name, "--db", f"{file.stem}-strict.db", "--strict", "--thousands", ",", "--dates", "dmy")
        if scene.has(f"{file.stem}.db"):
            scene.run("list", "figures", "--jsonl", *store)
            scene.run("export", *store)
            scene.run("audit", *store)
            scene.run("reconcile", "--json", *store)


def merged(scene):
    stage(scene)
    north, south = ["--db", "north.db"], ["--db", "south.db"]
    scene.run(*north, "import", "data/seed.csv", "-q", "--who", "north", now="2023-10-25T18:00:00Z")
    scene.run(*south, "import", "data/seed.csv", "-q", "--who", "south", now="2023-10-25T19:00:00Z")
    scene.run(*south, "import", "data/october-2023.csv", "--who", "south", now="2023-11-10T18:00:00Z")
    scene.run(*south, "amend", "oct-gaza-1024", "--typo", "figure=5,792", "-m", "misread", "--who", "south",
              now="2023-11-10T19:00:00Z")
    for desk, rank in ((south, 2), (north, 1)):
        scene.run(*desk, "amend", "authority", "Israeli authorities", "--rank", rank, "-q",
                  now=f"2023-11-1{rank}T20:00:00Z")
    scene.run(*north, "amend", "1", "--redact", "note", "-m", "a court order", now="2023-11-12T18:00:00Z")
    scene.run(*south, "import", "exercise-daily-1.csv", "--profile", "exercise-daily.toml", "--feed", "daily",
              "--snapshot-at", "2021-04-05T18:00Z")
    scene.run(*south, "undo", "-q")
    for form in ("--json", "--jsonl", "--csv", "-q", "-v"):
        scene.run(*north, "import", "south.db", "-n", form)
    scene.run(*north, "import", "south.db", now="2021-06-02T12:00:00Z")
    scene.run(*north, "import", "south.db", "--json")
    scene.run(*south, "import", "north.db", "--json", now="2021-06-03T12:00:00Z")
    scene.run(*north, "import", "north.db")
    scene.run(*north, "import", "south.db", "data/seed.csv", "--set", "note=x")
    for entry in (8, 7, 5):
        scene.run(*north, "undo", entry, now="2021-06-04T12:00:00Z")
    scene.run(*south, "import", "north.db", now="2021-06-05T12:00:00Z")
    ask_all(scene, *north)
    ask_some(scene, *south)


def mended(scene):
    stage(scene)
    scene.run("import", "data/seed.csv", "data/october-2023.csv", "-q", now="2023-11-10T18:00:00Z")
    day = iter(f"2023-11-{day}T{hour:02}:00:00Z" for day in range(11, 30) for hour in range(24))
    acts = [
        ["add", "at least 60 killed", "--event", "Velmar landslide (exercise)", "--place", "Velmar", "--count-type", "total",
         "--authority", "Velmar Rescue Service", "--publisher", "Velmar Gazette", "--published-on", "2023-11-10", "--quote",
         "at least 60 people were killed", "--ref", "slide-1"],
        ["add", "52 killed", "--revises", "slide-1", "--reason", "identification", "--reason-by", "River Post", "--publisher",
         "River Post", "--published-on", "2023-11-11", "--as-of", "2023-11-11"],
        ["add", "two more", "--part-of", "slide-1", "--publisher", "Velmar Gazette", "--published-on", "2023-11-12"],
        ["add", "--retracts", "slide-1", "--publisher", "Velmar Gazette", "--published-on", "2023-11-13"],
        ["add", "--disowns", "aj-gaza-total", "--publisher", "Al Jazeera", "--published-on", "2023-11-13"],
        ["amend", "oct-deraa-sohr", "--typo", "figure=12", "-m", "misread the report"],
        ["amend", "oct-ahli-odni", "--redact", "note", "-m", "court order 12/2024"],
        ["amend", "oct-gaza-1023", "--void", "-m", "entered twice"],
        ["amend", "authority", "Gaza Health Ministry", "--rank", "1", "--say-as", "Gaza's health ministry", "--kind",
         "government"],
        ["amend", "authority", "Israeli authorities", "--same-as", "Israeli government", "-m", "one office"],
        ["amend", "authority", "Velmar Rescue Service", "--under", "Velmar Ministry"],
        ["amend", "event", "Gaza war", "--stale-after", "14d"],
        ["amend", "place", "Gaza Strip", "--code", "PSE-GZ"],
        ["amend", "source", "1", "--gone-on", "2023-11-20", "--archive", "https://archive.example/1"],
        ["amend", "group", "people", "--say-as", "persons"],
        ["amend", "publisher", "Al Jazeera", "--not-same-as", "Al Jazeera English"],
        ["undo", "4"], ["undo"], ["undo", "6"], ["undo", "1"], ["undo", "99"],
        ["amend", "slide-1", "--redact", "quote", "-m", "a request"],
        ["amend", "nobody", "--void"], ["amend", "finding", "jump:1,2", "--accept"],
    ]
    for number, act in enumerate(acts):
        now = next(day)
        scene.run(*act, "-n", *FORMATS[number % 4], now=now)
        scene.run(*act, *FORMATS[(number + 2) % 3 if number % 5 else 0], now=now)
        scene.run("reconcile", "--csv")
    scene.run("import", "data/october-2023.csv", now=next(day))
    scene.run("import", "slips.csv", "--carry-over", "2", now=next(day))
    scene.run("import", "slip.csv", "mended.csv", "doubt.csv", "--json", now=next(day))
    ask_all(scene)


def feed(scene):
    stage(scene)
    flags = ["--profile", "exercise-daily.toml", "--feed", "exercise-daily", "--snapshot-at"]
    for number, form in ((1, []), (2, ["--json"]), (3, ["--csv"])):
        command = ["import", f"exercise-daily-{number}.csv", *flags, f"2021-04-0{number + 4}T18:00Z"]
        scene.run(*command, "-n", *form)
        scene.run(*command, *form)
        scene.run(*command)
    table = (ROOT / "tests/cli/files/exercise-daily-3.csv").read_text("utf-8").splitlines(keepends=True)
    scene.write("less.csv", "".join(table[:3] + table[4:]))
    scene.write("none.csv", table[0])
    scene.write("other.csv", "".join(table).replace("12", "13"))
    for number, name in enumerate(("less.csv", "other.csv", "none.csv", "exercise-daily-3.csv")):
        scene.run("import", name, *flags, f"2021-04-{number + 10}T18:00Z", now=f"2021-05-0{number + 1}T12:00:00Z")
    scene.run("import", "less.csv", *flags, "2021-04-01T18:00Z")
    scene.run("undo", "1")
    scene.run("undo")
    scene.run("undo", "-n", "--json")
    scene.run("import", "exercise-daily-3.csv", "--feed", "other", "--profile", "exercise-daily.toml")
    ask_all(scene)
    for day in ("2021-04-05", "2021-04-06", "2021-04-08"):
        for form in FORMATS:
            scene.run("reconcile", "killed", "--as-of", "2021-04-05", "--known-on", f"{day}T18:00Z", *form)
    scene.run("export", "-o", "feed.jsonl")
    scene.run("import", "feed.jsonl", "--db", "again.db")
    ask_some(scene, "--db", "again.db")


def inputs(scene):
    stage(scene)
    scene.put(ROOT / "tests/cli/files/flood-monday.csv", "in/deep/flood-monday.csv")
    scene.put(ROOT / "data/seed.csv", "in/seed.csv")
    house = (ROOT / "data/seed.csv").read_bytes()
    commands = [
        ["import", "in"], ["import", "in", "-n"], ["import", "in/**/*.csv", "--json"], ["import", "-", "--set", "note=piped"],
        ["import", "spring.csv.gz"], ["import", "desks.zip"], ["import", "spring.xlsx"],
        ["import", "spring.xlsx", "--sheet", "Daily figures"], ["import", "nowhere.csv"], ["import", "data/nov*.csv"],
        ["import", "odd.jsonl", "--json"], ["import", "odd-names.csv"], ["import", "latin.csv"],
        ["import", "latin.csv", "--encoding", "windows-1252"], ["import", "tagged.csv", "--set", "event=Spring flood"],
        ["import", "dots.csv"], ["import", "dots.csv", "--thousands", "."], ["import", "titles.csv"], ["import", "broken.csv"],
        ["import", "broken.csv", "--strict"], ["import", "desk.csv"], ["import", "desk.csv", "--jsonl"],
        ["import", "slips.csv"], ["import", "slips.csv", "--strict"], ["import", "doubt.csv", "-v"],
        ["import", "ours.csv", "--map", "toll=figure", "--map", "who says so=authority", "--map", "day=as_of", "--set",
         "event=Gaza war", "--set", "place=Gaza Strip", "--set", "measure=killed", "--set", "count_type=total",
         "--save-profile"],
        ["import", "ours.csv"], ["import", "ours.csv", "--delimiter", "::"], ["import", "ours.csv", "--map", "x=y"],
        ["import", "reports.ndjson", "--map", "dead=figure", "--map", "day=published_on", "--map", "where=place", "--map",
         "by=publisher", "--set", "event=Spring flood (exercise)", "--set", "measure=killed", "--set", "count_type=total"],
        ["import", "gaza-like.csv", "--profile", "data/profiles/gaza-daily.toml", "-v"],
        ["import", "ukraine-like.csv", "--profile", "data/profiles/ukraine-personnel.toml"],
        ["import", "west-bank-like.csv", "--profile", "data/profiles/west-bank-daily.toml", "--json"],
        ["import", "ucdp-like.csv", "--profile", "data/profiles/ucdp-ged.toml"],
        ["import", "ferry.csv", "dam.csv", "--csv"], ["import", "flood-tuesday.csv", "--max-cell", "5"],
        ["import", "flood-tuesday.csv", "--max-columns", "2"], ["import", "spring.csv.gz", "--max-unpacked", "10"],
        ["import", "data/october-2023.csv", "-o", "receipt.json"], ["import", "data/seed.csv", "-o", "seed.csv"],
        ["import", "data/seed.csv", "-o", "receipt.pdf"], ["import", "data/seed.csv", "--memory", "1M"],
        ["import", "data/seed.csv", "--now", "2021-07-01T00:00:00Z", "--who", "another"],
    ]
    for command in commands:
        scene.run(*command, stdin=house if "-" in command else b"")
    ask_some(scene)


def generated(scene):
    """20,000 invented rows, imported twice, changed, exported and imported again."""
    rows = generated_rows(20_000)
    scene.write("rows.csv", rows)
    scene.run("import", "rows.csv")
    scene.run("import", "rows.csv", "--db", "quick.db", "--memory", "4M", "--jsonl")
    lines = rows.splitlines(keepends=True)
    scene.write("more.csv", lines[0] + "".join(line.replace("Daily", "Evening") for line in lines[1::40]))
    scene.run("import", "more.csv", "rows.csv", now="2021-06-02T12:00:00Z")
    ask_some(scene)
    for policy in POLICIES:
        scene.run("reconcile", "--policy", policy, "--jsonl")
    for form in FORMATS:
        scene.run("list", "figures", *form)
        scene.run("audit", *form)
        scene.run("timeline", "--place", "Ward 11", *form)
        scene.run("diff", "2020-02-01", "2020-04-01", "--place", "Ward 7", *form)
    scene.run("reconcile", "--explain", "--jsonl", "--place", "Ward 3")
    for name in ("all.csv", "all.jsonl", "all.txt", "copy.db"):
        scene.run("export", "-o", name)
    scene.run("import", "all.jsonl", "--db", "again.db", "-q")
    scene.run("export", "--db", "again.db", "--csv", "--without", "note")
    scene.run("undo", "2")
    scene.run("reconcile", "--jsonl")
    scene.run("verify", "--json")


def generated_rows(count):
    dice = random.Random(7)
    out = ["ref,event,place,measure,group,count_type,figure,as_of,stated_on,published_on,authority,via,publisher,title,quote,"
           "part_of,relation,target,note"]
    last = {}
    for number in range(count):
        place, measure = f"Ward {dice.randrange(60)}", dice.choice(("killed", "injured", "missing"))
        event = dice.choice(("River flood (exercise)", "Border war (exercise)", "Heat wave (exercise)"))
        body = dice.choice(("Health Ministry", "Rescue Service", "Rights Observatory", "Hospitals Union", ""))
        key = (event, place, measure, body)
        before, before_ref = last.get(key, (dice.randrange(50), ""))
        value = max(0, before + dice.choice((0, 0, 1, 2, 5, 9, -3 if dice.random() < 0.2 else 4)))
        day = f"2020-{number * 12 // count + 1:02}-{number * 336 // count % 28 + 1:02}"
        words = dice.choice(("{}", "{}", "{}", "at least {}", "about {}", "more than {}", "{} or {}", "between {} and {}"))
        words = words.replace("{}", f"{value:,}", 1).replace("{}", f"{value + 3:,}")
        ref = f"g-{number}" if dice.random() < 0.7 else ""
        relation = dice.random() < 0.02 and before_ref
        publisher = dice.choice(("River Daily", "Border Post", "Wire Agency"))
        cells = [ref, event, place, measure, dice.choice(("people", "people", "children")), "total", words,
                 day if dice.random() < 0.9 else "", "", day, body, dice.choice(("", "", "", "State Radio")), publisher,
                 f"Report {number // 5}", f"{words} {measure}" if dice.random() < 0.3 else "",
                 before_ref if dice.random() < 0.01 else "", "revises" if relation else "", relation or "",
                 "late" if dice.random() < 0.05 else ""]
        out.append(",".join(f'"{cell}"' if "," in cell else cell for cell in cells))
        if ref:
            last[key] = (value, ref)
        if dice.random() < 0.02:
            out.append(out[-1])
    return "\n".join(out) + "\n"


def usage(scene):
    stage(scene)
    for words in ([], ["-h"], ["--help"], ["help"], ["-V"], ["--version"], ["man"], ["help", "import"], ["nonsense"],
                  ["completions"], ["--db"], ["--json", "--csv", "list", "figures"]):
        scene.run(*words)
    for shell in ("bash", "zsh", "fish", "powershell", "elvish", "nothing"):
        scene.run("completions", shell)
    for verb in VERBS + ("completions", "man", "history", "blame", "merge", "chart", "report", "lint", "conflicts", "asof",
                         "init"):
        scene.run(verb)
        scene.run(verb, "-h")
        scene.run(verb, "--help")
        scene.run(verb, "--no-such-flag")
        scene.run(verb, "--as-of", "yesterday")
    for verb in ("list", "show", "log", "timeline", "reconcile", "compare", "audit", "diff", "export", "verify", "undo"):
        scene.run(verb, *{"list": ["figures"], "show": ["1"], "compare": ["1", "2"], "diff": ["2023", "2024"]}.get(verb, []))
    scene.run("import", "data/seed.csv", "-q")
    wrong = [
        ["list", "nouns"], ["list", "figures", "--measure", "victims"], ["list", "figures", "--entry", "77"],
        ["list", "figures", "--from", "2023-13"], ["show", "77"], ["show", "nobody"], ["show", "uid:"], ["show", "uid:ffff"],
        ["compare", "1", "77"], ["compare", "1", "1"], ["diff", "2024", "2023"], ["diff", "now", "then"],
        ["log", "77"], ["log", "--limit", "x"], ["log", "--limit", "1"], ["reconcile", "--policy", "best"],
        ["reconcile", "nothing", "like", "this"], ["export", "--without", "nothing"], ["export", "-o", "data/seed.pdf"],
        ["export", "-o", "tollbook.db"], ["export", "-o", "nowhere/x.csv"], ["export", "-o", "nowhere/x.db"],
        ["list", "figures", "-o", "list.csv"], ["list", "figures", "-o", "list.json"], ["list", "figures", "-o", "x.jsonl"],
        ["list", "figures", "-o", "x.ndjson"], ["list", "figures", "-o", "x.txt"], ["reconcile", "-o", "x.yaml"],
        ["reconcile", "-o", "x.csv", "--json"], ["verify", "--csv"], ["show", "1", "--csv"], ["compare", "1", "2", "--csv"],
        ["undo", "--csv"], ["add", "5"], ["add", "five killed", "--relation", "revises"], ["add", "5", "--figure", "6"],
        ["add", "5 killed", "--revises", "1", "--corrects", "2"], ["add", "x", "-n", "--event", "A"],
        ["amend", "1"], ["amend", "1", "--typo", "figure=x"], ["amend", "1", "--typo", "nothing=x"],
        ["amend", "authority", "nobody", "--rank", "1"], ["amend", "authority", "Israeli authorities", "--rank", "0"],
        ["amend", "1", "--redact", "title"], ["amend", "authority"], ["amend", "1", "--rank", "1"],
        ["import"], ["import", "data/seed.csv", "--feed", ""], ["import", "data/seed.csv", "--memory", "x"],
        ["import", "data/seed.csv", "--encoding", "klingon"], ["import", "data/seed.csv", "--profile", "none.toml"],
        ["import", "data/seed.csv", "--dates", "ymd"], ["--color", "always", "reconcile"], ["--color", "always", "audit"],
        ["--color", "always", "list", "figures"], ["--color", "always", "import", "broken.csv", "-n"],
        ["israel", "killed"], ["israel", "killed", "--json"], ["gaza", "--as-of", "2023-10-24"], ["reconcile", "-q"],
        ["import", "data/seed.csv", "-q"], ["--db", "none.db", "list", "figures"], ["--db", "data", "verify"],
        ["--db", "data/seed.csv", "list", "figures"], ["--db", "nowhere/none.db", "import", "data/seed.csv"],
    ]
    for words in wrong:
        scene.run(*words)


def terminal(scene):
    """What asks a person: a figure that lacks something, and acts on which later ones rest."""
    stage(scene)
    add = ["add", "at least 60 killed", "--event", "Velmar landslide (exercise)"]
    scene.run(*add, terminal=True, stdin=b"Velmar\ntotal\n2023-11-10\nRescue Service\n2023-11-10\nGazette\n\n\n\n\n\n")
    scene.run(*add, terminal=True, stdin=b"Velmar\n")
    scene.run("add", terminal=True, stdin=b"A\nB\nkilled\ntotal\nx\n\n2023-11-10\n\nGazette\n5\n5\n5\n\n\n")
    scene.run("import", "data/seed.csv", "-q")
    scene.run("add", "7 killed", "--revises", "aj-gaza-total", "--publisher", "River Post", "--published-on", "2023-11-01",
              "--as-of", "2023-11-01")
    for answer in (b"\n", b"n\n", b"y\n"):
        scene.run("undo", "2", terminal=True, stdin=answer)
        scene.run("undo", "1", terminal=True, stdin=answer)
    for answer in (b"no\n", b"yes\n"):
        scene.run("amend", "aj-israel-total", "--redact", "note", "-m", "a court order", terminal=True, stdin=answer)
    scene.run("reconcile")
    scene.run("log", "--json")
    scene.run("verify")


def damaged(scene):
    """Stores that were touched by other programs, cut short, or are none."""
    stage(scene)
    scene.run("import", "data/seed.csv", "-q")
    whole = (scene.sides[0] / "tollbook.db").read_bytes()
    if whole != (scene.sides[1] / "tollbook.db").read_bytes():
        scene.write("tollbook.db", whole)  # the damage must hit the same bytes
    other = whole.replace(b"Al Jazeera", b"Al Jazeerb")
    bad = {"cut.db": whole[:len(whole) // 2], "head.db": whole[:100], "none.db": b"", "text.db": b"no store at all\n" * 40,
           "words.db": other, "zero.db": whole[:8192] + b"\0" * 4096 + whole[12288:],
           "newer.db": whole[:60] + (99).to_bytes(4, "big") + whole[64:],
           "stranger.db": whole[:68] + (7).to_bytes(4, "big") + whole[72:]}
    for name, data in bad.items():
        scene.write(name, data)
        for words in (["verify"], ["verify", "--json"], ["list", "figures"], ["reconcile", "--csv"], ["export", "-o", "out.db"],
                      ["export", "-o", "out.csv"], ["log"], ["show", "1"], ["undo", "-n"]):
            scene.run("--db", name, *words)
        scene.run("import", name, "--db", "fresh.db")


# What is asked of a store


def ask_few(scene, *store):
    """Each reading verb once or twice, each time in another format."""
    asked = [["list", noun] for noun in NOUNS] + [["log"], ["log", "--revisions"], ["show", 1], ["log", 1], ["compare", 1, 2],
             ["reconcile"], ["reconcile", "--explain"], ["timeline"], ["audit"], ["diff", "2020-01-01", "2040-01-01"], ["verify"],
             ["export"], ["reconcile", "--policy", "latest"], ["reconcile", "--policy", "agree"]]
    for number, words in enumerate(asked):
        scene.run(*store, *words, *FORMATS[(number + len(scene.name)) % 4])


def ask_some(scene, *store):
    """Each reading verb in each format, without the filters."""
    for number, form in enumerate(FORMATS):
        ask = lambda *words: scene.run(*store, *words, *form)
        for noun in NOUNS:
            if number or noun in ("series", "entries", "findings", "feeds"):
                ask("list", noun)
        ask("reconcile")
        ask("reconcile", "--policy", POLICIES[1 + number], "--explain")
        ask("timeline")
        ask("audit")
        ask("diff", "2020-01-01", "2040-01-01")
        ask("log")
        ask("log", "--revisions")
        ask("show", "1")
        ask("log", "1")
        ask("compare", "1", "2")
        ask("verify")
        ask("export")


def ask_all(scene, *store):
    """Every reading verb in every format, with policies, clocks, filters, files."""
    known = Known(scene, store)
    for words in known.questions():
        for form in FORMATS:
            scene.run(*store, *words, *form)
    for words in known.more_questions():
        scene.run(*store, *words)
        scene.run(*store, *words, "--json")
    for number, ending in enumerate(("csv", "json", "jsonl", "ndjson", "txt", "db")):
        for verb in ("export", "reconcile", "audit", "timeline", "verify", "log", "list figures", "list sources"):
            scene.run(*store, *verb.split(), "-o", f"{verb.replace(' ', '-')}-{number}.{ending}")
        if ending != "db":
            scene.run("import", f"export-{number}.{ending}", "--db", f"again-{ending}.db", "--json")
    if scene.has("again-csv.db"):
        for again in ("again-csv.db", "again-jsonl.db"):
            scene.run("--db", again, "reconcile", "--jsonl")
            scene.run("--db", again, "export")


class Known:
    """Names, days and numbers that a store holds, as the older build lists them."""

    def __init__(self, scene, store):
        listed = lambda noun, field: re.findall(
            rf'"{field}":"((?:[^"\\]|\\.)*)"', scene.run(*store, "list", noun, "--jsonl").decode())
        self.figures = len(scene.run(*store, "list", "figures", "--jsonl").splitlines())
        self.authorities = listed("authorities", "authority") or ["nobody"]
        self.events = listed("events", "event") or ["nothing"]
        self.places = listed("places", "place") or ["nowhere"]
        self.publishers = listed("publishers", "publisher") or ["nobody"]
        self.refs = listed("figures", "ref") or ["no-ref"]
        self.uids = listed("figures", "uid") or ["00"]
        days = sorted(listed("figures", "published_on")) or ["2020-01-01"]
        self.first, self.middle, self.last = days[0], days[len(days) // 2], days[-1]
        self.recorded = sorted(listed("entries", "recorded_at")) or [NOW]

    def questions(self):
        yield from (["list", noun] for noun in NOUNS)
        for policy in POLICIES:
            yield ["reconcile", "--policy", policy]
            yield ["reconcile", "--policy", policy, "--explain", "--known-on", self.middle]
        middle = self.recorded[len(self.recorded) // 2]
        for flags in (["--as-of", self.middle], ["--known-on", self.first], ["--recorded-by", middle],
                      ["--as-of", self.last, "--known-on", self.middle, "--recorded-by", middle], ["-v"]):
            yield ["reconcile", *flags]
            yield ["timeline", *flags]
            yield ["list", "figures", *flags]
            yield ["audit", *flags]
        yield from (["show", name] for name in (1, max(1, self.figures // 2), self.refs[-1], f"uid:{self.uids[0][:10]}"))
        yield from (["log", name] for name in (1, max(1, self.figures // 2), self.refs[len(self.refs) // 2]))
        yield ["log"]
        yield ["log", "--limit", "2"]
        yield ["log", "--revisions"]
        yield ["log", "--revisions", "--authority", self.authorities[0]]
        yield ["timeline"]
        yield ["audit", "--accepted"]
        yield ["diff", self.first, self.last]
        yield ["diff", self.middle, self.last, "--policy", "latest"]
        yield ["diff", self.recorded[0], self.recorded[-1], "--recorded"]
        yield ["compare", 1, 2]
        yield ["compare", self.refs[0], self.refs[-1]]
        yield ["export"]
        yield ["verify"]

    def more_questions(self):
        names = [self.authorities[0], self.authorities[-1], self.events[0], self.events[-1], self.places[0], self.places[-1],
                 self.publishers[0], "people"]
        yield from (["show", name] for name in names)
        yield from (["show", number] for number in range(2, min(self.figures, 24), 3))
        yield from (["compare", number, number + 1] for number in range(2, min(self.figures, 24), 2))
        filters = [["--event", self.events[-1]], ["--place", self.places[-1]], ["--measure", "killed"], ["--group", "people"],
                   ["--count-type", "total"], ["--authority", self.authorities[-1]], ["--publisher", self.publishers[-1]],
                   ["--entry", "1"], ["--from", self.middle], ["--to", self.middle], ["killed", "total"], ["-q"]]
        for chosen in filters:
            for verb in (["list", "figures"], ["list", "series"], ["reconcile"], ["timeline"], ["audit"], ["log", "--revisions"],
                         ["diff", self.first, self.last], ["export"]):
                yield [*verb, *chosen]
        yield ["export", "--without", "note,quote"]
        yield ["export", "--without", "ref,via", "--recorded-by", self.recorded[0]]
        yield ["audit", "--fail-on", "warning"]


if __name__ == "__main__":
    main()
