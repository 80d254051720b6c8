-- The store of tollbook: one SQLite file, and this page is its data dictionary.
--
-- What is printed about the dead is kept as it was printed. Nothing here is edited or deleted: a correction is a new
-- row, and every row belongs to one entry of the operation log. An entry is written last in its transaction; its
-- `last_...` columns seal the rows it added as ranges of ids, and its hash covers them and the hash before it, so that
-- `tollbook verify` finds any row that was changed, added or removed by another hand.
--
-- To read figures, use the two views at the end: `figures` and `newest_figures`. They are a promise; the tables are not.
--
-- How dates are packed into one integer:
--   a date     day number since 1970-01-01 * 4 + precision (0 year, 1 month, 2 day); the first day of a year or month
--   as_of      a date * 2, plus 1 when the source does not state it (assumed: the day it was said or published)
--   window     0 not stated; a date * 4 + 1 the first day; hours * 4 + 2 a length that ends with as_of
--   a moment   a date plus 2097152 in the low 28 bits; above them 17 bits of time (seconds since local midnight plus 1;
--              0 none) and 11 bits of zone (minutes east of UTC plus 841; 0 none)

-- One act of the desk: an import, an addition, an amendment, an undo. The operation log and the hash chain.
CREATE TABLE entry (
  id             INTEGER PRIMARY KEY,
  kind           TEXT    NOT NULL CHECK (kind IN ('import', 'add', 'amend', 'undo')),
  recorded_at    INTEGER NOT NULL UNIQUE,                  -- UTC, microseconds since 1970; rises with the id
  who            TEXT    NOT NULL,                         -- who did it
  program        TEXT    NOT NULL,                         -- the program and its version
  undoes         INTEGER REFERENCES entry CHECK (undoes < id),
  origin_uid     BLOB CHECK (length(origin_uid) = 32),     -- for entries that came with a merged store: their hash there
  origin_at      INTEGER,                                  -- and their time there; of an entry of this desk only where a
                                                           -- merged one has a later clock: one microsecond after it
  file           TEXT,                                     -- the imported file's name, without folders
  bytes          INTEGER CHECK (bytes >= 0),               -- its length
  sha256         BLOB CHECK (length(sha256) = 32),         -- of its bytes
  settings       TEXT,                                     -- mapping and constants it was read with, JSON
  feed           INTEGER REFERENCES name,                  -- the feed of which the file is a snapshot
  snapshot_at    INTEGER,                                  -- when the feed looked like this: a moment
  counts         TEXT    NOT NULL,                         -- read, new, same, changed, gone, rejected, skipped: JSON
  last_name      INTEGER NOT NULL,                         -- the highest id of each table when this entry was sealed:
  last_fact      INTEGER NOT NULL,                         -- rows above the entry before it, up to here, are its rows
  last_series    INTEGER NOT NULL,
  last_attribution INTEGER NOT NULL,
  last_source    INTEGER NOT NULL,
  last_figure    INTEGER NOT NULL,
  last_detail    INTEGER NOT NULL,
  last_ref       INTEGER NOT NULL,
  last_sighting  INTEGER NOT NULL,
  last_act       INTEGER NOT NULL,
  last_feed_row  INTEGER NOT NULL,
  last_kept      INTEGER NOT NULL,
  last_redaction INTEGER NOT NULL,
  hash           BLOB    NOT NULL UNIQUE CHECK (length(hash) = 32),
  last_hold      INTEGER NOT NULL DEFAULT 0,
  last_printed   INTEGER NOT NULL DEFAULT 0,
  last_asked     INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX entry_by_file ON entry (bytes, sha256, snapshot_at) WHERE bytes IS NOT NULL;
CREATE INDEX entry_by_name ON entry (file) WHERE file IS NOT NULL;
CREATE INDEX entry_by_undone ON entry (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX entry_by_feed ON entry (feed) WHERE feed IS NOT NULL;
CREATE INDEX entry_by_origin ON entry (origin_at) WHERE origin_at IS NOT NULL;
CREATE INDEX entry_by_figure ON entry (last_figure, id);
CREATE INDEX entry_by_act ON entry (last_act, id);
CREATE INDEX entry_by_sighting ON entry (last_sighting, id);
CREATE INDEX entry_by_detail ON entry (last_detail, id);
CREATE INDEX entry_by_hold ON entry (last_hold, id) WHERE last_hold > 0;

-- Names of events, places, authorities, publishers, groups and feeds, as printed. The first, second and fifth may be
-- paths, largest first: Syria > Deraa. The empty place is "not stated". A source is named by its publisher and 16 digits
-- of the hash of its url (without one, of its title), so that facts about it hold in every store. A finding that was
-- settled is named by its key: its code and the uids of its figures, or the names that it is about. So is a printed
-- sentence: by 16 digits of the hash of its words, its story, its url and its day. A question is the JSON list of an
-- authority, an event and a measure; `this store` is the store itself.
CREATE TABLE name (
  id   INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('event', 'place', 'authority', 'publisher', 'group', 'feed', 'source',
                                    'finding', 'printed', 'question', 'store')),
  text TEXT NOT NULL,
  UNIQUE (kind, text)
) STRICT;

-- The words of names of events, places, authorities, publishers and groups: of the last step of a path (`leaf`) and of the steps above it.
-- By them the names that stand in a sentence are found without reading all names. An index made from `name` alone: it is
-- no evidence, and no part of the chain.
CREATE VIRTUAL TABLE name_words USING fts5(
  leaf, above, content='', detail='column', columnsize=0, tokenize="unicode61 remove_diacritics 2"
);
CREATE TRIGGER name_has_words AFTER INSERT ON name
WHEN NEW.kind IN ('event', 'place', 'authority', 'publisher', 'group')
BEGIN
  INSERT INTO name_words (rowid, leaf, above) VALUES (
    NEW.id,
    substr(NEW.text, length(rtrim(NEW.text, replace(NEW.text, '>', ''))) + 1),
    rtrim(NEW.text, replace(NEW.text, '>', '')));
END;

-- What the desk says about names: the newest standing fact holds, by the time and uid that its entry had where it was
-- first recorded. Applied when a question is asked; figures keep the names that were printed.
CREATE TABLE fact (
  id    INTEGER PRIMARY KEY,
  name  INTEGER NOT NULL REFERENCES name,
  field TEXT    NOT NULL CHECK (field IN ('same_as', 'not_same_as', 'under', 'rank', 'kind', 'country', 'say_as',
                                          'stale_after', 'code', 'gone_on', 'archive_url', 'accepted', 'columns',
                                          'settling', 'party_to', 'reports', 'house_line', 'house_line_until',
                                          'two_person', 'zone', 'done')),
  value TEXT    NOT NULL,                                  -- empty: takes back what was said before
  why   TEXT
) STRICT;
CREATE INDEX fact_by_name ON fact (name, field, id);

-- What is counted. Figures of one series are comparable; dates are not part of it.
CREATE TABLE series (
  id         INTEGER PRIMARY KEY,
  event      INTEGER NOT NULL REFERENCES name,
  place      INTEGER NOT NULL REFERENCES name,
  measure    TEXT    NOT NULL,                             -- killed, injured, missing ...
  unit       TEXT    NOT NULL,                             -- people, households
  grp        INTEGER NOT NULL REFERENCES name,             -- who is counted; people: no distinction stated
  count_type TEXT    NOT NULL,                             -- total, period, increment, current, projection
  definition TEXT    NOT NULL,                             -- what else decides who is in; empty: none stated
  UNIQUE (event, place, measure, unit, grp, count_type, definition)
) STRICT;
CREATE INDEX series_by_place ON series (place);
CREATE INDEX series_by_definition ON series (definition) WHERE definition <> '';

-- Who answers for a count, who spoke, who passed it on, who printed it, how it was counted. Empty texts: not given.
CREATE TABLE attribution (
  id        INTEGER PRIMARY KEY,
  authority INTEGER REFERENCES name,                       -- NULL: the publisher's own voice
  speaker   TEXT NOT NULL,
  via       TEXT NOT NULL,                                 -- relays in order: SANA > Reuters
  method    TEXT NOT NULL,
  publisher INTEGER NOT NULL REFERENCES name               -- that of the figure's source: so that a series is answered
                                                           -- without reading the documents of its figures
) STRICT;
CREATE UNIQUE INDEX attribution_key ON attribution (publisher, ifnull(authority, 0), speaker, via, method);

-- The documents that were read. One publisher and url are one source; without a url, one publisher and title.
CREATE TABLE source (
  id          INTEGER PRIMARY KEY,
  key         INTEGER NOT NULL,                            -- 64 bits of the identity's hash, to find it by; texts are compared
  publisher   INTEGER NOT NULL REFERENCES name,
  url         TEXT NOT NULL,
  title       TEXT NOT NULL,
  archive_url TEXT,
  language    TEXT
) STRICT;
CREATE INDEX source_by_key ON source (key);

-- One number as one source printed it. The primary row; its id is the order of recording, entry by entry and in each
-- series (a long file is numbered series by series). The UNIQUE key is its identity: the same figure seen again adds a
-- sighting, not a row.
CREATE TABLE figure (
  id          INTEGER PRIMARY KEY,
  series      INTEGER NOT NULL REFERENCES series,
  attribution INTEGER NOT NULL REFERENCES attribution,
  as_of       INTEGER NOT NULL,                            -- last day it covers
  window      INTEGER NOT NULL,                            -- where the period begins; for a total its origin
  known_at    INTEGER NOT NULL,                            -- published_on: a moment
  source      INTEGER NOT NULL REFERENCES source,
  kind        INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 10), -- 0 a statement without a number; 1 exact, 2 at_least,
                                                           -- 3 more_than, 4 at_most, 5 fewer_than, 6 nearly, 7 about,
                                                           -- 8 range, 9 estimate, 10 vague; of a statement that there
                                                           -- were no reports `wording` has the words
  value       INTEGER NOT NULL CHECK (value >= -1),        -- the printed number; -1 none
  low         INTEGER NOT NULL CHECK (low >= -1),          -- fewest people the words allow; -1 without a number
  high        INTEGER NOT NULL CHECK (high >= -1),         -- most; -1 open above, or without a number
  wording     TEXT,                                        -- as printed; NULL: the plain wording of kind and value
  line        INTEGER NOT NULL,                            -- physical line of the entry's file; 0 none
  CHECK (high < 0 OR low <= high),
  UNIQUE (series, attribution, as_of, window, known_at, source, kind, value, low, high)
) STRICT;
CREATE INDEX figure_with_wording ON figure (series) WHERE wording IS NOT NULL;

-- What is given rarely, or at length: a row for each entry that gives some (of a feed, where they change). Of the standing
-- ones the newest holds; where it is silent, and was not mended (`why`), the one before it.
CREATE TABLE detail (
  id            INTEGER PRIMARY KEY,
  series        INTEGER NOT NULL REFERENCES series,        -- the figure's, so that a series is read in one pass
  figure        INTEGER NOT NULL REFERENCES figure,
  basis         TEXT NOT NULL,                             -- how the authority is known: named, context, inferred
  stated_on     INTEGER,                                   -- when the authority said it: a moment
  retrieved_at  INTEGER,                                   -- when the desk fetched the source: a moment
  verification  TEXT,
  standpoint    TEXT,
  quote         TEXT,
  caveat        TEXT,
  grade         TEXT,
  circumstances TEXT,
  superlative   TEXT,
  note          TEXT,
  why           TEXT,                                      -- why this desk mended them; NULL: as the source gave them
  embargo_until INTEGER                                    -- held by itself until then: a moment with its zone
) STRICT;
CREATE INDEX detail_by_series ON detail (series, figure, id);
CREATE INDEX detail_with_embargo ON detail (embargo_until) WHERE embargo_until IS NOT NULL;

-- The names that files gave to their rows.
CREATE TABLE ref (
  id     INTEGER PRIMARY KEY,
  ref    TEXT    NOT NULL,
  figure INTEGER NOT NULL REFERENCES figure
) STRICT;
CREATE INDEX ref_by_text ON ref (ref, figure);
CREATE INDEX ref_by_figure ON ref (figure, id);

-- A figure seen again: by another entry, or on another line. It stands while any entry that saw it stands.
CREATE TABLE sighting (
  id     INTEGER PRIMARY KEY,
  figure INTEGER NOT NULL REFERENCES figure,
  line   INTEGER NOT NULL,
  wording TEXT                                             -- as printed there, where it came with a merged store and is
                                                           -- not that of the figure: of all, the longest is shown
) STRICT;
CREATE INDEX sighting_by_figure ON sighting (figure, id);

-- What happened to a figure later, and what rows declare of each other.
CREATE TABLE act (
  id        INTEGER PRIMARY KEY,
  series    INTEGER NOT NULL REFERENCES series,            -- the figure's, so that a series is read in one pass
  figure    INTEGER NOT NULL REFERENCES figure,            -- the figure to which it happened; of a part: the part
  what      TEXT    NOT NULL CHECK (what IN ('void', 'gone', 'part_of', 'part_of_complete', 'revises', 'corrects',
                                   'retracts', 'disowns', 'reinstates', 'redefines', 'rebases', 'derived_from',
                                   'disputes')),
  other     INTEGER REFERENCES figure,                     -- the figure that says so; of a part: the whole; of a void
                                                           -- figure: the one that takes its place, and stands from
                                                           -- then on; itself: it stands again
  known_at  INTEGER NOT NULL,                              -- when the public could know: a moment
  reason    TEXT,
  reason_by TEXT,
  why       TEXT                                           -- the desk's own words, for its own acts
) STRICT;
CREATE INDEX act_by_series ON act (series, figure, id);
CREATE INDEX act_by_other ON act (other, id) WHERE other IS NOT NULL;
CREATE INDEX act_void ON act (figure) WHERE what = 'void';
CREATE INDEX act_of_desk ON act (figure, other) WHERE what = 'void' OR (what = 'reinstates' AND other IS NULL);
CREATE INDEX act_derived ON act (other, figure) WHERE what = 'derived_from';

-- The rows of a feed that changed with a snapshot; the newest standing one of a key holds. A figure of NULL: the row
-- vanished. A key is 16 bytes of the hash of what tells the row from all others, by its words.
CREATE TABLE feed_row (
  id      INTEGER PRIMARY KEY,
  feed    INTEGER NOT NULL REFERENCES name,
  row_key BLOB    NOT NULL,
  figure  INTEGER REFERENCES figure
) STRICT;
CREATE INDEX feed_row_by_key ON feed_row (feed, row_key, id);

-- The bytes of an imported file, or the text of an article that was read, compressed: the evidentiary copy. Where the
-- number of a figure stands in an article is in the settings of its entry.
CREATE TABLE kept (
  id      INTEGER PRIMARY KEY,
  deflate BLOB NOT NULL                                    -- raw DEFLATE
) STRICT;

-- What is held back: recorded, and in no answer until it is released. Of the standing rows about a figure itself the newest
-- decides; without one it is held while every standing entry that saw it is.
CREATE TABLE hold (
  id     INTEGER PRIMARY KEY,
  what   TEXT    NOT NULL CHECK (what IN ('held', 'second_name', 'released')), -- second_name: held until somebody else
                                                           -- than who recorded it releases it
  figure INTEGER REFERENCES figure,                        -- one figure
  entry  INTEGER REFERENCES entry,                         -- what an entry recorded; without both: what its own entry did
  why    TEXT,
  CHECK (figure IS NULL OR entry IS NULL)
) STRICT;
CREATE INDEX hold_by_figure ON hold (figure, id) WHERE figure IS NOT NULL;

-- Sentences that were printed. Where one was taken from a longer text, that is kept with its entry.
CREATE TABLE printed (
  id         INTEGER PRIMARY KEY,
  claim      TEXT    NOT NULL,                             -- the sentence
  story      TEXT    NOT NULL,                             -- where it stands: a headline, a page; empty: not given
  url        TEXT    NOT NULL,                             -- its address; empty: none
  printed_on INTEGER NOT NULL,                             -- when it appeared: a moment
  start      INTEGER,                                      -- where it begins in the kept text, in characters
  end        INTEGER                                       -- and ends: the first character behind it
) STRICT;

-- Whom the desk asked about a figure, and what came back.
CREATE TABLE asked (
  id       INTEGER PRIMARY KEY,
  figure   INTEGER NOT NULL REFERENCES figure,
  body     TEXT    NOT NULL,                               -- who was asked
  asked_on INTEGER NOT NULL,                               -- when: a moment
  answer   TEXT,                                           -- NULL: nothing yet; empty: no answer was given
  why      TEXT
) STRICT;
CREATE INDEX asked_by_figure ON asked (figure, id);

-- Texts that were erased because the law demands it (`tollbook amend ID --redact`): a row for each cell. The cell holds
-- `redacted:` and the 64 digits of this hash since, a kept file no bytes. The chain takes such cells by their hash, so that
-- every link holds before and after. The one operation that edits rows: it lifts the triggers below for its transaction.
CREATE TABLE redaction (
  id      INTEGER PRIMARY KEY,
  field   TEXT    NOT NULL CHECK (field IN ('quote', 'note', 'speaker', 'url')), -- what was asked to be erased
  cell    TEXT    NOT NULL,                                -- the table and the column of the cell: detail.quote
  row     INTEGER NOT NULL,                                -- the id of its row; 0: it was erased in a merged store,
                                                           -- and never stood here
  sha256  BLOB    NOT NULL CHECK (length(sha256) = 32),    -- of what stood there
  why     TEXT    NOT NULL
) STRICT;

-- A row while a redaction is not at its end: its texts are gone from their rows, and free parts of the file may still hold
-- them until it is rewritten. Whoever opens the store for writing does that first. It is no evidence, and no part of the chain.
CREATE TABLE unswept (
  id INTEGER PRIMARY KEY CHECK (id = 1)
) STRICT;

-- Append only: UPDATE and DELETE are refused. So is REPLACE, which deletes the row in its way without firing delete
-- triggers unless `PRAGMA recursive_triggers` is on: the store turns that on for every connection. The smaller tables
-- also refuse it themselves; for the large ones a trigger on INSERT makes SQLite keep a statement journal, and an
-- import takes three times as long. What another program replaces there, `tollbook verify` finds.
CREATE TRIGGER entry_is_never_edited BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'entries are never edited: add what changed'); END;
CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'entries are never deleted: take back the entry with tollbook undo'); END;
CREATE TRIGGER entry_is_never_replaced BEFORE INSERT ON entry WHEN EXISTS (SELECT 1 FROM entry WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'entries are never replaced: add what changed'); END;
CREATE TRIGGER name_is_never_edited BEFORE UPDATE ON name
BEGIN SELECT RAISE(ABORT, 'names are never edited: add what changed'); END;
CREATE TRIGGER name_is_never_deleted BEFORE DELETE ON name
BEGIN SELECT RAISE(ABORT, 'names are never deleted: take back the entry with tollbook undo'); END;
CREATE TRIGGER name_is_never_replaced BEFORE INSERT ON name WHEN EXISTS (SELECT 1 FROM name WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'names are never replaced: add what changed'); END;
CREATE TRIGGER fact_is_never_edited BEFORE UPDATE ON fact
BEGIN SELECT RAISE(ABORT, 'facts about names are never edited: add what changed'); END;
CREATE TRIGGER fact_is_never_deleted BEFORE DELETE ON fact
BEGIN SELECT RAISE(ABORT, 'facts about names are never deleted: take back the entry with tollbook undo'); END;
CREATE TRIGGER fact_is_never_replaced BEFORE INSERT ON fact WHEN EXISTS (SELECT 1 FROM fact WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'facts about names are never replaced: add what changed'); END;
CREATE TRIGGER series_is_never_edited BEFORE UPDATE ON series
BEGIN SELECT RAISE(ABORT, 'series are never edited: add what changed'); END;
CREATE TRIGGER series_is_never_deleted BEFORE DELETE ON series
BEGIN SELECT RAISE(ABORT, 'series are never deleted: take back the entry with tollbook undo'); END;
CREATE TRIGGER series_is_never_replaced BEFORE INSERT ON series WHEN EXISTS (SELECT 1 FROM series WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'series are never replaced: add what changed'); END;
CREATE TRIGGER attribution_is_never_edited BEFORE UPDATE ON attribution
BEGIN SELECT RAISE(ABORT, 'attributions are never edited: add what changed'); END;
CREATE TRIGGER attribution_is_never_deleted BEFORE DELETE ON attribution
BEGIN SELECT RAISE(ABORT, 'attributions are never deleted: take back the entry with tollbook undo'); END;
CREATE TRIGGER attribution_is_never_replaced BEFORE INSERT ON attribution WHEN EXISTS (SELECT 1 FROM attribution WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'attributions are never replaced: add what changed'); END;
CREATE TRIGGER source_is_never_edited BEFORE UPDATE ON source
BEGIN SELECT RAISE(ABORT, 'sources are never edited: add what changed'); END;
CREATE TRIGGER source_is_never_deleted BEFORE DELETE ON source
BEGIN SELECT RAISE(ABORT, 'sources are never deleted: take back the entry with tollbook undo'); END;
CREATE TRIGGER figure_is_never_edited BEFORE UPDATE ON figure
BEGIN SELECT RAISE(ABORT, 'figures are never edited: add what changed'); END;
CREATE TRIGGER figure_is_never_deleted BEFORE DELETE ON figure
BEGIN SELECT RAISE(ABORT, 'figures are never deleted: take back the entry with tollbook undo'); END;
CREATE TRIGGER detail_is_never_edited BEFORE UPDATE ON detail
BEGIN SELECT RAISE(ABORT, 'details are never edited: add what changed'); END;
CREATE TRIGGER detail_is_never_deleted BEFORE DELETE ON detail
BEGIN SELECT RAISE(ABORT, 'details are never deleted: take back the entry with tollbook undo'); END;
CREATE TRIGGER ref_is_never_edited BEFORE UPDATE ON ref
BEGIN SELECT RAISE(ABORT, 'refs are never edited: add what changed'); END;
CREATE TRIGGER ref_is_never_deleted BEFORE DELETE ON ref
BEGIN SELECT RAISE(ABORT, 'refs are never deleted: take back the entry with tollbook undo'); END;
CREATE TRIGGER sighting_is_never_edited BEFORE UPDATE ON sighting
BEGIN SELECT RAISE(ABORT, 'sightings are never edited: add what changed'); END;
CREATE TRIGGER sighting_is_never_deleted BEFORE DELETE ON sighting
BEGIN SELECT RAISE(ABORT, 'sightings are never deleted: take back the entry with tollbook undo'); END;
CREATE TRIGGER act_is_never_edited BEFORE UPDATE ON act
BEGIN SELECT RAISE(ABORT, 'acts are never edited: add what changed'); END;
CREATE TRIGGER act_is_never_deleted BEFORE DELETE ON act
BEGIN SELECT RAISE(ABORT, 'acts are never deleted: take back the entry with tollbook undo'); END;
CREATE TRIGGER feed_row_is_never_edited BEFORE UPDATE ON feed_row
BEGIN SELECT RAISE(ABORT, 'rows of feeds are never edited: add what changed'); END;
CREATE TRIGGER feed_row_is_never_deleted BEFORE DELETE ON feed_row
BEGIN SELECT RAISE(ABORT, 'rows of feeds are never deleted: take back the entry with tollbook undo'); END;
CREATE TRIGGER redaction_is_never_edited BEFORE UPDATE ON redaction
BEGIN SELECT RAISE(ABORT, 'redactions are never edited: what was erased is gone'); END;
CREATE TRIGGER redaction_is_never_deleted BEFORE DELETE ON redaction
BEGIN SELECT RAISE(ABORT, 'redactions are never deleted: what was erased is gone'); END;
CREATE TRIGGER redaction_is_never_replaced BEFORE INSERT ON redaction WHEN EXISTS (SELECT 1 FROM redaction WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'redactions are never replaced: what was erased is gone'); END;
CREATE TRIGGER kept_is_never_edited BEFORE UPDATE ON kept
BEGIN SELECT RAISE(ABORT, 'kept files are never edited: add what changed'); END;
CREATE TRIGGER kept_is_never_deleted BEFORE DELETE ON kept
BEGIN SELECT RAISE(ABORT, 'kept files are never deleted: take back the entry with tollbook undo'); END;
CREATE TRIGGER hold_is_never_edited BEFORE UPDATE ON hold
BEGIN SELECT RAISE(ABORT, 'what is held is never edited: release it'); END;
CREATE TRIGGER hold_is_never_deleted BEFORE DELETE ON hold
BEGIN SELECT RAISE(ABORT, 'what is held is never deleted: release it'); END;
CREATE TRIGGER printed_is_never_edited BEFORE UPDATE ON printed
BEGIN SELECT RAISE(ABORT, 'printed sentences are never edited: keep the one that took its place'); END;
CREATE TRIGGER printed_is_never_deleted BEFORE DELETE ON printed
BEGIN SELECT RAISE(ABORT, 'printed sentences are never deleted: take back the entry with tollbook undo'); END;
CREATE TRIGGER asked_is_never_edited BEFORE UPDATE ON asked
BEGIN SELECT RAISE(ABORT, 'what was asked is never edited: add what changed'); END;
CREATE TRIGGER asked_is_never_deleted BEFORE DELETE ON asked
BEGIN SELECT RAISE(ABORT, 'what was asked is never deleted: take back the entry with tollbook undo'); END;

-- Entries that do not stand: taken back by an entry that stands. An undo may itself be undone, and so on; and two desks
-- may have taken back the same. The undos are walked newest first: one that was taken back itself does nothing.
CREATE VIEW undone_entry AS
WITH RECURSIVE walk (undo, undone) AS (
  SELECT max(id), ',' FROM entry WHERE undoes IS NOT NULL
  UNION ALL
  SELECT (SELECT max(id) FROM entry WHERE undoes IS NOT NULL AND id < walk.undo),
         iif(instr(undone, ',' || walk.undo || ','), undone, undone || entry.undoes || ',')
  FROM walk JOIN entry ON entry.id = walk.undo
)
SELECT DISTINCT undoes AS entry FROM entry
WHERE undoes IS NOT NULL AND instr((SELECT undone FROM walk WHERE undo IS NULL), ',' || undoes || ',');

-- What is said of what is held, with its place in the order of recording, as far as the entry stands.
CREATE VIEW standing_hold AS
SELECT hold.id, hold.what, hold.figure, iif(hold.figure IS NULL, ifnull(hold.entry, entry.id), NULL) AS entry,
       ifnull(entry.origin_at, entry.recorded_at) AS at, ifnull(entry.origin_uid, entry.hash) AS uid
FROM hold
JOIN entry ON entry.id = (SELECT id FROM entry WHERE last_hold >= hold.id AND last_hold > 0 ORDER BY last_hold, id LIMIT 1)
WHERE entry.id NOT IN (SELECT entry FROM undone_entry);

-- Entries that are held: what they recorded is in no answer.
CREATE VIEW held_entry AS
SELECT entry FROM (
  SELECT entry, what, row_number() OVER (PARTITION BY entry ORDER BY at DESC, uid DESC, id DESC) AS newest
  FROM standing_hold WHERE entry IS NOT NULL)
WHERE newest = 1 AND what <> 'released';

-- Figures under embargo: by the newest standing detail that gives one, or was mended to give none, as this computer's clock
-- has it.
CREATE VIEW embargoed_figure AS
SELECT figure FROM (
  SELECT d.figure, d.embargo_until AS until, row_number() OVER (
    PARTITION BY d.figure
    ORDER BY ifnull(entry.origin_at, entry.recorded_at) DESC, ifnull(entry.origin_uid, entry.hash) DESC, d.id DESC) AS newest
  FROM detail AS d
  JOIN entry ON entry.id = (SELECT id FROM entry WHERE last_detail >= d.id ORDER BY last_detail, id LIMIT 1)
  WHERE EXISTS (SELECT 1 FROM detail WHERE embargo_until IS NOT NULL)
    AND (d.embargo_until IS NOT NULL OR d.why IS NOT NULL) AND entry.id NOT IN (SELECT entry FROM undone_entry))
WHERE newest = 1
  AND (((until & 268435455) - 2097152) >> 2) * 86400 + ((until >> 28) & 131071) - 1 - ((until >> 45) - 841) * 60
      > unixepoch('now');

-- Entries whose rows are in no answer: taken back, or held.
CREATE VIEW hidden_entry AS
SELECT entry FROM undone_entry UNION SELECT entry FROM held_entry;

-- What this desk voided, with its place in the order of recording, as far as the entry stands and is not held.
CREATE VIEW standing_void AS
SELECT act.series, act.figure, act.other, act.id,
       ifnull(entry.origin_at, entry.recorded_at) AS at, ifnull(entry.origin_uid, entry.hash) AS uid
FROM act
JOIN entry ON entry.id = (SELECT id FROM entry WHERE last_act >= act.id ORDER BY last_act, id LIMIT 1)
WHERE act.what = 'void' AND entry.id NOT IN (SELECT entry FROM hidden_entry);

-- Figures that are typing errors. One that is put in the place of another stands from then on, whatever it was before.
CREATE VIEW void_figure AS
WITH RECURSIVE slip AS MATERIALIZED (SELECT * FROM standing_void),
leads (a, b) AS (
  SELECT figure, figure FROM act WHERE what = 'void'
  UNION SELECT leads.a, slip.other FROM leads JOIN slip ON slip.figure = leads.b
  WHERE slip.other IS NOT NULL AND slip.other <> slip.figure
)
SELECT slip.series, slip.figure
FROM slip
WHERE slip.other IS NOT slip.figure AND NOT EXISTS (
  SELECT 1 FROM slip AS later
  WHERE later.other = slip.figure AND (later.at, later.uid, later.id) > (slip.at, slip.uid, slip.id)
    AND (later.figure IN (slip.figure, slip.other)
         OR EXISTS (SELECT 1 FROM leads WHERE a = slip.other AND b = later.figure)));

-- What became of each figure. What was taken back, held and voided is read once for all of them, not for each.
CREATE VIEW figure_status AS
SELECT
  figure.*,
  CASE
    WHEN entry.id IN (SELECT entry FROM undone_entry) AND NOT EXISTS (
      SELECT 1 FROM sighting
      WHERE sighting.figure = figure.id
        AND (SELECT id FROM entry WHERE last_sighting >= sighting.id ORDER BY last_sighting, id LIMIT 1)
            NOT IN (SELECT entry FROM undone_entry)) THEN 'undone'
    WHEN coalesce((SELECT what <> 'released' FROM standing_hold WHERE figure = figure.id
                   ORDER BY at DESC, uid DESC, id DESC LIMIT 1),
                  entry.id IN (SELECT entry FROM hidden_entry) AND NOT EXISTS (
                    SELECT 1 FROM sighting
                    WHERE sighting.figure = figure.id
                      AND (SELECT id FROM entry WHERE last_sighting >= sighting.id ORDER BY last_sighting, id LIMIT 1)
                          NOT IN (SELECT entry FROM hidden_entry))) THEN 'held'
    WHEN figure.id IN (SELECT figure FROM embargoed_figure) THEN 'embargoed'
    WHEN figure.id IN (SELECT figure FROM void_figure) THEN 'void'
    ELSE coalesce((
      -- That it is gone comes before that it was corrected, and both before what was said of it since.
      SELECT CASE
        WHEN what = 'gone' THEN 'gone'
        WHEN is_corrected THEN 'corrected'
        WHEN what = 'retracts' THEN 'retracted'
        WHEN what = 'disowns' THEN 'disowned' END
      FROM (
        SELECT act.*, what = 'corrects' OR (what = 'retracts' AND EXISTS (
          SELECT 1 FROM attribution AS own JOIN name AS authority ON authority.id = own.authority
          JOIN source ON source.id = figure.source JOIN name AS publisher ON publisher.id = source.publisher
          JOIN figure AS said ON said.id = act.other
          JOIN attribution AS who ON who.id = said.attribution LEFT JOIN name AS speaker ON speaker.id = who.authority
          WHERE own.id = figure.attribution AND authority.text <> publisher.text
            AND who.publisher = source.publisher AND ifnull(speaker.text, publisher.text) = publisher.text)) AS is_corrected
        FROM act
        WHERE act.series = figure.series AND act.figure = figure.id
          AND what IN ('gone', 'corrects', 'retracts', 'disowns', 'reinstates')
          AND (act.what <> 'reinstates' OR act.other IS NOT NULL)
          AND (act.other IS NULL OR (act.other NOT IN (SELECT figure FROM embargoed_figure)
                                     AND act.other NOT IN (SELECT figure FROM void_figure)))) AS later
      JOIN entry ON entry.id = (SELECT id FROM entry WHERE last_act >= later.id ORDER BY last_act, id LIMIT 1)
      WHERE entry.id NOT IN (SELECT entry FROM undone_entry)
        AND coalesce((SELECT what = 'released' FROM standing_hold WHERE figure = ifnull(later.other, later.figure)
                      ORDER BY at DESC, uid DESC, id DESC LIMIT 1),
                     entry.id NOT IN (SELECT entry FROM held_entry))
      ORDER BY what = 'gone' DESC, is_corrected DESC, known_at & 268435455 DESC, known_at DESC,
               ifnull(entry.origin_at, entry.recorded_at) DESC, ifnull(entry.origin_uid, entry.hash) DESC, later.id DESC
      LIMIT 1), 'stands')
  END AS status
FROM figure
JOIN entry ON entry.id = (SELECT id FROM entry WHERE last_figure >= figure.id ORDER BY last_figure, id LIMIT 1);

-- What was printed of each figure, spelled out: all that is not its series and its status.
CREATE VIEW figure_text AS
WITH placed AS (
  SELECT figure.*,
         (SELECT id FROM entry WHERE last_figure >= figure.id ORDER BY last_figure, id LIMIT 1) AS entry,
         (SELECT d.id FROM detail AS d
          JOIN entry ON entry.id = (SELECT id FROM entry WHERE last_detail >= d.id ORDER BY last_detail, id LIMIT 1)
          WHERE d.series = figure.series AND d.figure = figure.id AND entry.id NOT IN (SELECT entry FROM undone_entry)
            AND (entry.id NOT IN (SELECT entry FROM held_entry)
                 OR (SELECT what = 'released' FROM standing_hold WHERE figure = d.figure
                     ORDER BY at DESC, uid DESC, id DESC LIMIT 1))
          ORDER BY ifnull(entry.origin_at, entry.recorded_at) DESC, ifnull(entry.origin_uid, entry.hash) DESC, d.id DESC
          LIMIT 1) AS detail
  FROM figure
)
SELECT
  placed.id,
  placed.series,
  (SELECT ref FROM ref WHERE ref.figure = placed.id ORDER BY ref.id LIMIT 1) AS ref,
  nullif(attribution.method, '') AS method,
  nullif(placed.low, -1) AS low,
  nullif(placed.high, -1) AS high,
  CASE placed.kind WHEN 1 THEN 'exact' WHEN 2 THEN 'at_least' WHEN 3 THEN 'more_than' WHEN 4 THEN 'at_most'
    WHEN 5 THEN 'fewer_than' WHEN 6 THEN 'nearly' WHEN 7 THEN 'about' WHEN 8 THEN 'range' WHEN 9 THEN 'estimate'
    WHEN 10 THEN 'vague' END AS kind,
  coalesce((
    SELECT words FROM (SELECT placed.wording AS words UNION ALL SELECT wording FROM sighting WHERE figure = placed.id)
    ORDER BY length(words) DESC, words DESC
    LIMIT 1), CASE placed.kind
    WHEN 1 THEN printf('%,d', placed.value)
    WHEN 2 THEN printf('at least %,d', placed.value)
    WHEN 3 THEN printf('more than %,d', placed.value)
    WHEN 4 THEN printf('up to %,d', placed.value)
    WHEN 5 THEN printf('fewer than %,d', placed.value)
    WHEN 6 THEN printf('nearly %,d', placed.value)
    WHEN 7 THEN printf('about %,d', placed.value)
    WHEN 8 THEN printf('%,d-%,d', placed.low, placed.high)
    WHEN 9 THEN printf('%,d (95%% CI %,d-%,d)', placed.value, placed.low, placed.high) END) AS wording,
  nullif(placed.value, -1) AS value,
  CASE placed.window & 3 WHEN 1 THEN substr(date(((placed.window >> 2) >> 2) * 86400, 'unixepoch'), 1,
         CASE (placed.window >> 2) & 3 WHEN 0 THEN 4 WHEN 1 THEN 7 ELSE 10 END) END AS period_start,
  CASE placed.window & 3 WHEN 2 THEN
    iif((placed.window >> 2) >= 72 AND (placed.window >> 2) % 24 = 0, (placed.window >> 2) / 24 || 'd', (placed.window >> 2) || 'h')
    END AS period_length,
  substr(date(((placed.as_of >> 1) >> 2) * 86400, 'unixepoch'), 1,
         CASE (placed.as_of >> 1) & 3 WHEN 0 THEN 4 WHEN 1 THEN 7 ELSE 10 END) AS as_of,
  placed.as_of & 1 AS as_of_assumed,
  substr(date((((detail.stated_on & 268435455) - 2097152) >> 2) * 86400, 'unixepoch'), 1,
         CASE ((detail.stated_on & 268435455) - 2097152) & 3 WHEN 0 THEN 4 WHEN 1 THEN 7 ELSE 10 END)
    || CASE WHEN (detail.stated_on >> 28) & 131071 = 0 THEN ''
       ELSE strftime('T%H:%M:%S', ((detail.stated_on >> 28) & 131071) - 1, 'unixepoch') END
    || CASE (detail.stated_on >> 45) WHEN 0 THEN '' WHEN 841 THEN 'Z'
       ELSE printf('%s%02d:%02d', iif((detail.stated_on >> 45) < 841, '-', '+'), abs((detail.stated_on >> 45) - 841) / 60, abs((detail.stated_on >> 45) - 841) % 60) END AS stated_on,
  substr(date((((placed.known_at & 268435455) - 2097152) >> 2) * 86400, 'unixepoch'), 1,
         CASE ((placed.known_at & 268435455) - 2097152) & 3 WHEN 0 THEN 4 WHEN 1 THEN 7 ELSE 10 END)
    || CASE WHEN (placed.known_at >> 28) & 131071 = 0 THEN ''
       ELSE strftime('T%H:%M:%S', ((placed.known_at >> 28) & 131071) - 1, 'unixepoch') END
    || CASE (placed.known_at >> 45) WHEN 0 THEN '' WHEN 841 THEN 'Z'
       ELSE printf('%s%02d:%02d', iif((placed.known_at >> 45) < 841, '-', '+'), abs((placed.known_at >> 45) - 841) / 60, abs((placed.known_at >> 45) - 841) % 60) END AS published_on,
  substr(date((((detail.retrieved_at & 268435455) - 2097152) >> 2) * 86400, 'unixepoch'), 1,
         CASE ((detail.retrieved_at & 268435455) - 2097152) & 3 WHEN 0 THEN 4 WHEN 1 THEN 7 ELSE 10 END)
    || CASE WHEN (detail.retrieved_at >> 28) & 131071 = 0 THEN ''
       ELSE strftime('T%H:%M:%S', ((detail.retrieved_at >> 28) & 131071) - 1, 'unixepoch') END
    || CASE (detail.retrieved_at >> 45) WHEN 0 THEN '' WHEN 841 THEN 'Z'
       ELSE printf('%s%02d:%02d', iif((detail.retrieved_at >> 45) < 841, '-', '+'), abs((detail.retrieved_at >> 45) - 841) / 60, abs((detail.retrieved_at >> 45) - 841) % 60) END AS retrieved_at,
  strftime('%Y-%m-%dT%H:%M:%SZ', entry.recorded_at / 1000000, 'unixepoch') AS recorded_at,
  authority.text AS authority,
  coalesce(detail.basis, 'named') AS authority_basis,
  nullif(attribution.speaker, '') AS speaker,
  nullif(attribution.via, '') AS via,
  publisher.text AS publisher,
  nullif((
    SELECT title FROM source AS same WHERE same.key = source.key AND same.publisher = source.publisher
    ORDER BY length(title) DESC, title DESC
    LIMIT 1), '') AS title,
  nullif(source.url, '') AS url,
  detail.quote,
  placed.entry
FROM placed
JOIN attribution ON attribution.id = placed.attribution
LEFT JOIN name AS authority ON authority.id = attribution.authority
JOIN source ON source.id = placed.source
JOIN name AS publisher ON publisher.id = source.publisher
JOIN entry ON entry.id = placed.entry
LEFT JOIN detail ON detail.id = placed.detail;

-- A promise: one row a figure, every name spelled out, dates and times as text (recorded_at in UTC).
-- low and high are the fewest and the most people that the words allow, both ends included; a high of NULL is open.
-- status: stands, void, corrected, retracted, disowned, gone, undone, held, embargoed. What it was on an earlier day: `--recorded-by`.
CREATE VIEW figures AS
SELECT
  text.id, text.ref, event.text AS event, nullif(place.text, '') AS place, series.measure, series.unit,
  grp.text AS "group", series.count_type, nullif(series.definition, '') AS definition, text.method, text.low, text.high,
  text.kind, text.wording, text.value, text.period_start, text.period_length, text.as_of, text.as_of_assumed,
  text.stated_on, text.published_on, text.retrieved_at, text.recorded_at, text.authority, text.authority_basis,
  text.speaker, text.via, text.publisher, text.title, text.url, text.quote,
  (SELECT status FROM figure_status WHERE figure_status.id = text.id) AS status, text.entry
FROM figure_text AS text
JOIN series ON series.id = text.series
JOIN name AS event ON event.id = series.event
JOIN name AS place ON place.id = series.place
JOIN name AS grp ON grp.id = series.grp;

-- A promise: the newest figure of each authority in each series, without the judgement of `reconcile`: by as_of, then
-- published_on, then the order of recording. What was void, gone, corrected or undone is left out; a retracted or
-- disowned figure stays the newest of its authority, with that status. An unattributed figure counts for its publisher.
CREATE VIEW newest_figures AS
SELECT
  text.id, text.ref, event.text AS event, nullif(place.text, '') AS place, series.measure, series.unit,
  grp.text AS "group", series.count_type, nullif(series.definition, '') AS definition, text.method, text.low, text.high,
  text.kind, text.wording, text.value, text.period_start, text.period_length, text.as_of, text.as_of_assumed,
  text.stated_on, text.published_on, text.retrieved_at, text.recorded_at, authority.text AS authority,
  text.authority_basis, text.speaker, text.via, text.publisher, text.title, text.url, text.quote, newest.value AS status,
  text.entry
FROM series
JOIN name AS event ON event.id = series.event
JOIN name AS place ON place.id = series.place
JOIN name AS grp ON grp.id = series.grp
CROSS JOIN json_each((
  SELECT json_group_object(authority, json(attributions)) FROM (
    SELECT ifnull(authority, -publisher) AS authority, json_group_array(id) AS attributions
    FROM attribution
    WHERE id IN (SELECT attribution FROM figure WHERE figure.series = series.id)
    GROUP BY ifnull(authority, -publisher)))) AS track
LEFT JOIN name AS authority ON authority.id = track.key
CROSS JOIN json_each((
  SELECT json_object(figure.id || '', figure.status)
  FROM json_each(track.value) AS attribution
  CROSS JOIN figure_status AS figure ON figure.series = series.id AND figure.attribution = attribution.value
  WHERE figure.low >= 0 AND figure.status IN ('stands', 'retracted', 'disowned')
  ORDER BY figure.as_of >> 3 DESC, figure.known_at & 268435455 DESC, (figure.known_at >> 28) & 131071 DESC,
           CASE figure.known_at >> 45 WHEN 0 THEN 0 WHEN 841 THEN 8192
             ELSE iif(figure.known_at >> 45 < 841, 4096 - (figure.known_at >> 45), figure.known_at >> 45) END DESC,
           figure.id DESC
  LIMIT 1)) AS newest
CROSS JOIN figure_text AS text ON text.id = newest.key;
