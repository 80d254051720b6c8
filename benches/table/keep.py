"""Rows of what keeps a store honest: checking it whole, and how its counts changed from version to version."""
import datetime

from .bench import written
from .row import row

OF_A_SERIES = 128  # figures: 16 days, each printed in eight versions


@row("verify", "`verify` of {of:,} rows, against their import", "<= 0.5; < 128 MB", ["sqlite3"])
def verify(bench):
    imported = bench.imported()["import"]
    return bench.alone(bench.tollbook("verify")), imported


@row("revisions", "`log --revisions` of {of:,} figures, 128 a series in eight versions, against their `reconcile`", "<= 3",
     of=lambda rows: min(256_000, rows))
def revisions(bench):
    made = written(bench.folder / "versions.csv", HEADER, versions(bench.of))
    store = bench.folder / "versions.db"
    bench.once(bench.tollbook("import", made, "-q", db=store))
    return bench.beside(*(bench.tollbook(*verb, "--jsonl", db=store) for verb in (("log", "--revisions"), ("reconcile",))))


HEADER = "event,place,measure,count_type,figure,as_of,published_on,authority,publisher,url".split(",")


def versions(rows):
    """Counts of 16 days in each place, of which every one is printed anew, and changed, on eight days."""
    first = datetime.date(2024, 1, 1)
    for number in range(rows):
        place, nth = divmod(number, OF_A_SERIES)
        day, version = divmod(nth, 8)
        held = first + datetime.timedelta(days=day)
        count = 100 + 10 * day + (version * 7 + place) % 9
        printed = held + datetime.timedelta(days=version)
        url = f"https://example.org/{place}/{printed}"
        yield ["River flood (exercise)", f"Place {place}", "killed", "total", count, held, printed, "Osk Ministry", "Courier", url]
