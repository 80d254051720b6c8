#!/usr/bin/env python3
"""The newest figure of each authority in every series, by sorting and grouping a pandas table in arrival order.

reconcile_pandas.py ROWS.csv prints the seconds that this took, its answers written as JSON lines; loading the table is not
counted. It knows as little as the query of reconcile_duckdb.py. Needs pandas (pip install pandas)."""
import os
import sys
import time

import pandas

SERIES = ["event", "place", "measure", "group", "count_type"]
USED = [*SERIES, "figure", "as_of", "published_on", "authority", "publisher"]

table = pandas.read_csv(sys.argv[1], usecols=USED, dtype=str, keep_default_na=False)
table["value"] = pandas.to_numeric(table["figure"].str.extract(r"([0-9][0-9,]*)")[0].str.replace(",", ""))
table["authority"] = table["authority"].where(table["authority"] != "", table["publisher"])

begun = time.monotonic()
newest = table.sort_values(["as_of", "published_on"], kind="stable").drop_duplicates([*SERIES, "authority"], keep="last")
newest = newest.sort_values([*SERIES, "authority"])
newest["said"] = newest["authority"] + ": " + newest["figure"] + ", as of " + newest["as_of"]
answers = newest.groupby(SERIES, sort=False).agg(
    low=("value", "min"), high=("value", "max"), as_of=("as_of", "max"), said=("said", "; ".join))
answers.reset_index().to_json(os.devnull, orient="records", lines=True)
print(f"{time.monotonic() - begun:.3f}")
