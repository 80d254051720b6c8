#!/usr/bin/env python3
"""Imports a house CSV into a DuckDB database of normalised tables: import_duckdb.py ROWS.csv NEW.duckdb

What tollbook's import keeps, without its checks: names, sources and series once each, figures that point at them, and no
figure twice. Needs DuckDB for Python (pip install duckdb)."""
import sys

import duckdb

STEPS = """
CREATE TEMP TABLE given AS SELECT * FROM read_csv(?, header = true, all_varchar = true, quote = '"', escape = '"');

CREATE TABLE name (id INTEGER PRIMARY KEY, kind VARCHAR NOT NULL, text VARCHAR NOT NULL, UNIQUE (kind, text));
INSERT INTO name
SELECT row_number() OVER (), kind, text FROM (
  SELECT DISTINCT 'event' AS kind, event AS text FROM given UNION ALL
  SELECT DISTINCT 'place', coalesce(place, '') FROM given UNION ALL
  SELECT DISTINCT 'group', "group" FROM given UNION ALL
  SELECT DISTINCT 'authority', authority FROM given WHERE authority IS NOT NULL UNION ALL
  SELECT DISTINCT 'publisher', publisher FROM given);

CREATE TABLE series (id INTEGER PRIMARY KEY, event INTEGER REFERENCES name, place INTEGER REFERENCES name,
  measure VARCHAR, grp INTEGER REFERENCES name, count_type VARCHAR, UNIQUE (event, place, measure, grp, count_type));
INSERT INTO series
SELECT row_number() OVER (), * FROM (
  SELECT DISTINCT event.id, place.id, measure, grp.id, count_type FROM given
  JOIN name AS event ON event.kind = 'event' AND event.text = given.event
  JOIN name AS place ON place.kind = 'place' AND place.text = coalesce(given.place, '')
  JOIN name AS grp ON grp.kind = 'group' AND grp.text = given."group");

CREATE TABLE source (id INTEGER PRIMARY KEY, publisher INTEGER REFERENCES name, url VARCHAR, title VARCHAR,
  UNIQUE (publisher, url));
INSERT INTO source
SELECT row_number() OVER (), * FROM (
  SELECT publisher.id, url, any_value(title) FROM given
  JOIN name AS publisher ON publisher.kind = 'publisher' AND publisher.text = given.publisher
  GROUP BY ALL);

CREATE TABLE figure (series INTEGER REFERENCES series, authority INTEGER REFERENCES name, as_of DATE, period_start DATE,
  published_on DATE, source INTEGER REFERENCES source, wording VARCHAR,
  UNIQUE (series, authority, as_of, period_start, published_on, source, wording));
INSERT INTO figure
SELECT DISTINCT series.id, authority.id, given.as_of::DATE, given.period_start::DATE, given.published_on::DATE,
  source.id, given.figure
FROM given
JOIN name AS event ON event.kind = 'event' AND event.text = given.event
JOIN name AS place ON place.kind = 'place' AND place.text = coalesce(given.place, '')
JOIN name AS grp ON grp.kind = 'group' AND grp.text = given."group"
JOIN series ON series.event = event.id AND series.place = place.id AND series.measure = given.measure
  AND series.grp = grp.id AND series.count_type = given.count_type
LEFT JOIN name AS authority ON authority.kind = 'authority' AND authority.text = given.authority
JOIN name AS publisher ON publisher.kind = 'publisher' AND publisher.text = given.publisher
JOIN source ON source.publisher = publisher.id AND source.url = given.url;
"""

given, made = sys.argv[1:]
quoted = "'" + given.replace("'", "''") + "'"
with duckdb.connect(made) as database:
    for step in STEPS.replace("?", quoted, 1).strip().split(";\n"):
        database.execute(step)
