"""Rows of texts: claims and stories held against the ledger, and text that is read."""
import sqlite3

from .row import row


@row("claim", "`check` of one sentence, against `sqlite3 FILE \"select 1\"`", "< 0.020 s", ["sqlite3"], 4)
def one_claim(bench):
    claim = claims_on(bench.filled(), 1)[0]
    return bench.beside(bench.tollbook("check", claim), bench.sqlite3("select 1"), bench.many)


@row("story", "`check` of a story of 40 numbers on one event", "< 0.100 s", digits=4)
def one_story(bench):
    story = bench.folder / "story.txt"
    story.write_text("\n\n".join(claims_on_one_event(bench.filled(), 40)), encoding="utf-8")
    return bench.alone(bench.tollbook("check", story), bench.many)


@row("read", "`read` of 1 MB of text", "< 1 s")
def text_read(bench):
    text = bench.folder / "text.txt"
    text.write_text(one_megabyte(), encoding="utf-8")
    return bench.alone([bench.bin, "read", str(text), "--jsonl"])


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
