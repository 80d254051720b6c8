"""Rows of what puts figures in: imports beside other programs, a file again, a few rows more, the size on the disk."""
import csv

from .bench import median_of
from .row import row

NEW_ROWS = 1_000


@row("import", "import {of:,} rows, against `sqlite3 .import` into one flat table",
     "<= 0.7; <= 1.0 with 10,000,000", ["sqlite3"])
def import_beside_the_shell(bench):
    return bench.imported()["import"], bench.imported()["shell"]


@row("memory", "the same with `--memory 512M`", "<= 1.0", ["sqlite3"])
def import_with_more_memory(bench):
    return bench.imported()["memory"], bench.imported()["shell"]


@row("duckdb", "import, against DuckDB into normalised tables", "<= 0.5", ["sqlite3", "duckdb"])
def import_beside_duckdb(bench):
    return bench.imported()["import"], bench.imported()["duckdb"]


@row("sqlite-utils", "import, against `sqlite-utils insert --csv` into one flat table", "", ["sqlite3", "sqlite-utils"])
def import_beside_sqlite_utils(bench):
    return bench.imported()["import"], bench.imported()["sqlite-utils"]


@row("again", "the same file again, against its `.import`", "<= 0.1", ["sqlite3"])
def same_file_again(bench):
    shell = bench.imported()["shell"]
    return bench.alone(bench.tollbook("import", bench.csv, "-q")), shell


@row("size", "size of the store, against the CSV", "<= 0.45")
def size_of_the_store(bench):
    """By the store as it was imported, before other rows of the table put in more."""
    size = bench.filled().stat().st_size
    return [f"{size / bench.bytes:.2f}", "", *(f"{of / 1e6:,.0f} MB" for of in (size, bench.bytes)), ""]


@row("more", "1,000 new rows into a store of {of:,}", "< 0.5 s", digits=3)
def new_rows(bench):
    """Each run brings other rows, so that the store need not be copied: it grows by a thousandth or so."""
    bench.filled()
    runs = []
    for number in range(bench.runs):
        more = bench.folder / "more.csv"
        rows_of_other_sources(bench.csv, more, number)
        runs.append(bench.once(bench.tollbook("import", more, "-q")))
    return median_of(runs)


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
