#!/usr/bin/env python3
"""Counts what the size of the code is judged by: code lines by room, long files and functions, what is said twice.

    python3 benches/size.py [FOLDER] [--names]

FOLDER is a checkout of tollbook; the one of this script, when none is given. A line counts as code when something other
than blanks and comments stands on it outside tests. Tests are `#[cfg(test)]` items, and whole files that are declared
below `#[cfg(test)] mod x;`. With --names each count is followed by what was counted."""
import argparse
import bisect
import collections
import pathlib
import re

LONG_FILE, LONG_FUNCTION, MANY_METHODS = 500, 60, 30
HIDDEN_ROOMS = ("store", "series", "reconcile", "audit")  # those that no file of cli names

ITEM = re.compile(r"\b(struct|enum|trait|union)\s+([A-Za-z_]\w*)")
METHOD = re.compile(r"\bfn\s+([A-Za-z_]\w*)")
CODE = re.compile(r'(?<![br#\w])"([A-Z]\d{3})"')
TEST = re.compile(r"#\[cfg\(test\)\]")
RAW = re.compile(r'b?c?r(#*)"')
CHAR = re.compile(r"b?'(?:\\(?:x[0-9a-fA-F]{2}|u\{[^}]*\}|.)|[^\\'\n])'", re.DOTALL)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=pathlib.Path,
                        default=pathlib.Path(__file__).resolve().parent.parent)
    parser.add_argument("--names", action="store_true", help="name what is counted")
    asked = parser.parse_args()
    report(Crate(asked.folder.resolve()), asked.names)


def report(crate, names):
    say = lambda what, count, found=(): print_count(what, count, found, names)
    code = crate.lines_by_room()
    print(f"{'room':<12}{'code':>8}{'comment':>9}{'test':>8}{'total':>8}{'files':>7}")
    for room, row in sorted(code.items()):
        print(f"{room:<12}" + f"{row.code:>8,}{row.comment:>9,}{row.test:>8,}{row.total:>8,}{row.files:>7,}")
    all_rooms = Lines(*map(sum, zip(*code.values())))
    print(f"{'src':<12}" + f"{all_rooms.code:>8,}{all_rooms.comment:>9,}{all_rooms.test:>8,}"
          f"{all_rooms.total:>8,}{all_rooms.files:>7,}")
    print(f"{'tests':<12}{'':>8}{'':>9}{crate.suite_lines():>8,}\n")

    long_files = [f"{s.path} {s.total}" for s in crate.sources if s.total > LONG_FILE]
    say(f"files over {LONG_FILE} lines", len(long_files), long_files)
    long_functions = [f"{s.path} {name} {lines}" for s in crate.sources for name, lines in s.functions()
                      if lines > LONG_FUNCTION]
    say(f"functions over {LONG_FUNCTION} lines of code", len(long_functions), long_functions)
    cli = [s for s in crate.sources if s.room == "cli"]
    say("lines of src/cli", sum(s.total for s in cli))
    reaching = [f"{s.path} {', '.join(sorted(used))}" for s in cli
                if (used := s.rooms_named() & set(HIDDEN_ROOMS))]
    say(f"files of cli that name {', '.join(HIDDEN_ROOMS)}", len(reaching), reaching)
    codes = crate.fault_codes()
    say("fault codes", len(codes))
    say("fault codes that stand more than once", sum(len(at) > 1 for at in codes.values()),
        [f"{code} {len(at)}: {', '.join(at)}" for code, at in sorted(codes.items()) if len(at) > 1])
    entries = crate.fault_entries()
    say("lines of the fault entries", sum(lines for _, lines in entries), [f"{p} {n}" for p, n in entries])
    formats = [s.path for s in crate.sources if re.search(r"\bFormat::[A-Z]", s.outside_tests)]
    say("files that match Format::", len(formats), formats)
    declared = crate.declarations()
    twice = {name: at for name, at in declared.items() if len(at) > 1 and name != "Args"}
    say("struct, enum and trait names declared more than once", len(twice),
        [f"{name} {len(at)}: {', '.join(at)}" for name, at in sorted(twice.items())])
    many = [(count, name) for name, count in crate.methods(declared).items() if count > MANY_METHODS]
    say(f"types with more than {MANY_METHODS} methods", len(many),
        [f"{name} {count}" for count, name in sorted(many, reverse=True)])
    allowed = [f"{s.path} {s.allows}" for s in crate.sources + crate.suite if s.allows]
    say("#[allow( and #[expect( in src, tests and benches",
        sum(s.allows for s in crate.sources + crate.suite), allowed)
    skipped = [s.path for s in crate.sources + crate.suite if "rustfmt::skip" in s.code]
    say("files with rustfmt::skip", len(skipped), skipped)
    architecture = crate.folder / "ARCHITECTURE.md"
    say("bytes of ARCHITECTURE.md", architecture.stat().st_size if architecture.exists() else 0)


def print_count(what, count, found, names):
    print(f"{what + ':':<58}{count:>8,}")
    if names:
        for one in found:
            print(f"    {one}")


Lines = collections.namedtuple("Lines", "code comment test total files")


class Crate:
    """The sources below src, and those of tests and benches."""

    def __init__(self, folder):
        self.folder = folder
        self.sources = self.read("src")
        self.suite = self.read("tests") + self.read("benches")
        by_path = {source.path: source for source in self.sources}
        waiting = [path for source in self.sources for path in source.test_modules()]
        while waiting:
            source = by_path.get(waiting.pop())
            if source and not source.is_test:
                source.become_test()
                waiting.extend(source.modules())

    def read(self, below):
        paths = sorted((self.folder / below).rglob("*.rs"))
        return [Source(path.relative_to(self.folder).as_posix(), path.read_text("utf-8")) for path in paths]

    def lines_by_room(self):
        rooms = {}
        for source in self.sources:
            before = rooms.get(source.room, Lines(0, 0, 0, 0, 0))
            rooms[source.room] = Lines(*map(sum, zip(before, source.lines())))
        return rooms

    def suite_lines(self):
        return sum(line.strip() != "" for s in self.suite if s.path.startswith("tests/")
                   for line in s.code.splitlines())

    def fault_codes(self):
        """Where each code stands as a string, outside tests and comments."""
        found = collections.defaultdict(list)
        for source in self.sources:
            for match in CODE.finditer(source.no_comments):
                if not source.in_test(match.start()):
                    found[match[1]].append(source.path)
        return found

    def fault_entries(self):
        """The lines of the macro calls that declare faults; of a file of faults without one, all of its lines."""
        found = []
        for source in self.sources:
            lines = sum(source.line_of(end) - source.line_of(start) + 1
                        for start, end in source.macro_calls("faults"))
            if not lines and re.search(r"fault[^/]*\.rs$", source.path):
                lines = source.total
            if lines:
                found.append((source.path, lines))
        return found

    def declarations(self):
        found = collections.defaultdict(list)
        for source in self.sources:
            for match in ITEM.finditer(source.outside_tests):
                found[match[2]].append(source.path)
        return found

    def methods(self, declared):
        """Methods in inherent impls; types of one name are told apart by where they are declared."""
        counts = collections.Counter()
        for source in self.sources:
            for name, methods in source.inherent_impls():
                homes = declared.get(name, [])
                if len(homes) > 1:
                    near = max(homes, key=lambda home: shared(home, source.path))
                    name = f"{name} ({near})"
                counts[name] += methods
        return counts


def shared(a, b):
    """How many parts two paths have in common, from the left."""
    same = 0
    for one, other in zip(a.split("/"), b.split("/")):
        if one != other:
            break
        same += 1
    return (a == b, same)


class Source:
    def __init__(self, path, text):
        self.path, self.text = path, text
        parts = path.split("/")
        self.room = parts[1] if len(parts) > 2 else "(top)"
        self.code, self.no_comments = masked(text)
        self.starts = [0] + [at + 1 for at, c in enumerate(text) if c == "\n"]
        self.total = len(text.splitlines())
        self.is_test = False
        self.tests = [(m.start(), self.end_of_item(m.end())) for m in TEST.finditer(self.code)]
        self.cut()

    def cut(self):
        """What is left without tests, blanks in their place."""
        left = list(self.code)
        for start, end in self.tests:
            left[start:end] = [c if c == "\n" else " " for c in left[start:end]]
        self.outside_tests = "".join(left)
        self.allows = len(re.findall(r"#!?\[(?:allow|expect)\(", self.code))

    def become_test(self):
        self.is_test = True
        self.tests = [(0, len(self.text))]
        self.cut()

    def in_test(self, at):
        return any(start <= at < end for start, end in self.tests)

    def line_of(self, at):
        return bisect.bisect_right(self.starts, at) - 1

    def end_of_item(self, at):
        """The end of the item that begins there: behind its `;` or its closing brace."""
        depth = 0
        while at < len(self.code):
            c = self.code[at]
            if c in "([{":
                depth += 1
            elif c in ")]}":
                depth -= 1
                if depth == 0 and c == "}":
                    return at + 1
            elif c == ";" and depth == 0:
                return at + 1
            at += 1
        return at

    def closing(self, at):
        """The end of what is opened by the bracket there."""
        depth = 0
        for end in range(at, len(self.code)):
            depth += (self.code[end] in "([{") - (self.code[end] in ")]}")
            if depth == 0:
                return end + 1
        return len(self.code)

    def modules(self, start=0, end=None):
        """The files of the modules that are declared there."""
        folder = re.sub(r"(/mod|/lib|/main)?\.rs$", "", self.path)
        for match in re.finditer(r"\bmod\s+(\w+)\s*;", self.code[start:end]):
            yield f"{folder}/{match[1]}.rs"
            yield f"{folder}/{match[1]}/mod.rs"

    def test_modules(self):
        return [path for start, end in self.tests for path in self.modules(start, end)]

    def lines(self):
        code = comment = test = 0
        outside = self.outside_tests.split("\n")
        for number, (whole, bare, kept) in enumerate(zip(self.text.split("\n"), self.no_comments.split("\n"), outside)):
            if not whole.strip():
                continue
            at = self.starts[number] + len(whole) - len(whole.lstrip())
            if self.in_test(at):
                test += 1
            elif bare.strip():
                code += 1
            else:
                comment += 1
        return Lines(code, comment, test, self.total, 1)

    def functions(self):
        """Each function outside tests, with the lines of code between its braces, as clippy counts them."""
        for match in METHOD.finditer(self.outside_tests):
            end = self.end_of_item(match.start())
            body = self.no_comments[self.body_of(match.start(), end):end - 1]
            yield match[1], sum(line.strip() != "" for line in body.split("\n"))

    def body_of(self, at, end):
        """Behind the brace that opens the body of the function there."""
        depth = 0
        for at in range(at, end):
            c = self.code[at]
            if c == "{" and depth == 0:
                return at + 1
            depth += (c in "([") - (c in ")]")
        return end

    def rooms_named(self):
        """The rooms below `crate::` that the source names, also inside braces."""
        found = set()
        for match in re.finditer(r"\bcrate::\s*", self.outside_tests):
            rest = self.outside_tests[match.end():]
            if rest.startswith("{"):
                tree = self.outside_tests[match.end():self.closing(match.end())]
                found.update(first_names(tree[1:-1]))
            elif name := re.match(r"\w+", rest):
                found.add(name[0])
        return found

    def macro_calls(self, name):
        for match in re.finditer(rf"\b{name}!\s*(?=[({{\[])", self.outside_tests):
            yield match.start(), self.closing(match.end())

    def inherent_impls(self):
        """The name and the number of methods of each `impl Type { ... }`."""
        code = self.outside_tests
        for match in re.finditer(r"(?m)^[ \t]*impl\b", code):
            brace = code.find("{", match.end())
            head = without_generics(code[match.end():brace])
            name = re.search(r"(\w+)\s*(?:where\b.*)?$", head, re.DOTALL)
            if brace < 0 or name is None or re.search(r"\bfor\b", head):
                continue
            end = self.closing(brace)
            body, depth, methods = code[brace + 1:end - 1], 0, 0
            for token in re.finditer(r"[{}]|\bfn\s+\w+", body):
                if token[0] in "{}":
                    depth += 1 if token[0] == "{" else -1
                elif depth == 0:
                    methods += 1
            yield name[1], methods


def first_names(tree):
    """The first name of each branch of a use-tree."""
    depth, start = 0, 0
    for at, c in enumerate(tree + ","):
        depth += (c == "{") - (c == "}")
        if c == "," and depth == 0:
            if name := re.match(r"\s*(\w+)", tree[start:at]):
                yield name[1]
            start = at + 1


def without_generics(head):
    kept, depth = [], 0
    for at, c in enumerate(head):
        if c == "<":
            depth += 1
        elif c == ">" and head[at - 1] != "-":
            depth -= 1
        elif depth == 0:
            kept.append(c)
    return "".join(kept)


def masked(text):
    """The text without comments and the insides of strings, and without comments alone; blanks in their place."""
    code, no_comments = list(text), list(text)

    def blank(into, start, end):
        into[start:end] = [c if c == "\n" else " " for c in into[start:end]]

    at, end = 0, len(text)
    while at < end:
        c = text[at]
        if text.startswith("//", at):
            stop = text.find("\n", at)
            stop = end if stop < 0 else stop
            blank(code, at, stop)
            blank(no_comments, at, stop)
            at = stop
        elif text.startswith("/*", at):
            stop = end_of_block(text, at)
            blank(code, at, stop)
            blank(no_comments, at, stop)
            at = stop
        elif c in "brc" and (raw := RAW.match(text, at)) and not is_word(text, at - 1):
            stop = text.find('"' + raw[1], raw.end())
            blank(code, raw.end(), stop)
            at = stop + 1 + len(raw[1])
        elif c == '"':
            stop = at + 1
            while text[stop] != '"':
                stop += 2 if text[stop] == "\\" else 1
            blank(code, at + 1, stop)
            at = stop + 1
        elif c == "'" and (char := CHAR.match(text, at)):
            blank(code, at + 1, char.end() - 1)
            at = char.end()
        else:
            at += 1
    return "".join(code), "".join(no_comments)


def end_of_block(text, at):
    depth = 0
    for match in re.compile(r"/\*|\*/").finditer(text, at):
        depth += 1 if match[0] == "/*" else -1
        if depth == 0:
            return match.end()
    return len(text)


def is_word(text, at):
    return at >= 0 and (text[at].isalnum() or text[at] == "_")


if __name__ == "__main__":
    main()
