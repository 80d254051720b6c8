-- What happens before a figure counts and after it was printed: what is held, what was printed, whom the desk asked; embargoes;
-- what the desk says of printed sentences, of the store, and of an authority in one question. No row is rewritten: entries of
-- older layouts have no rows of the new tables, and enter the chain without them.
ALTER TABLE entry ADD COLUMN last_hold INTEGER NOT NULL DEFAULT 0;
ALTER TABLE entry ADD COLUMN last_printed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE entry ADD COLUMN last_asked INTEGER NOT NULL DEFAULT 0;
CREATE INDEX entry_by_hold ON entry (last_hold, id) WHERE last_hold > 0;
ALTER TABLE detail ADD COLUMN embargo_until INTEGER;
CREATE INDEX detail_with_embargo ON detail (embargo_until) WHERE embargo_until IS NOT NULL;
PRAGMA writable_schema = ON;
UPDATE sqlite_schema
SET sql = replace(sql, '''finding'')', '''finding'', ''printed'', ''question'', ''store'')')
WHERE type = 'table' AND name = 'name';
UPDATE sqlite_schema
SET sql = replace(sql, '''settling'', ''party_to'')', '''settling'', ''party_to'', ''reports'', ''house_line'', ''house_line_until'', ''two_person'', ''zone'', ''done'')')
WHERE type = 'table' AND name = 'fact';
PRAGMA writable_schema = RESET;
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

CREATE TABLE printed (
  id         INTEGER PRIMARY KEY,
  claim      TEXT    NOT NULL,                             -- the sentence
  story      TEXT    NOT NULL,                             -- where it stands: a headline, a page; empty: not given
  url        TEXT    NOT NULL,                             -- its address; empty: none
  printed_on INTEGER NOT NULL,                             -- when it appeared: a moment
  start      INTEGER,                                      -- where it begins in the kept text, in characters
  end        INTEGER                                       -- and ends: the first character behind it
) STRICT;

CREATE TABLE asked (
  id       INTEGER PRIMARY KEY,
  figure   INTEGER NOT NULL REFERENCES figure,
  body     TEXT    NOT NULL,                               -- who was asked
  asked_on INTEGER NOT NULL,                               -- when: a moment
  answer   TEXT,                                           -- NULL: nothing yet; empty: no answer was given
  why      TEXT
) STRICT;
CREATE INDEX asked_by_figure ON asked (figure, id);

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
DROP VIEW newest_figures;
DROP VIEW figures;
DROP VIEW standing_act;
DROP VIEW void_figure;
DROP VIEW standing_void;
CREATE VIEW standing_hold AS
SELECT hold.id, hold.what, hold.figure, iif(hold.figure IS NULL, ifnull(hold.entry, entry.id), NULL) AS entry,
       ifnull(entry.origin_at, entry.recorded_at) AS at, ifnull(entry.origin_uid, entry.hash) AS uid
FROM hold
JOIN entry ON entry.id = (SELECT id FROM entry WHERE last_hold >= hold.id AND last_hold > 0 ORDER BY last_hold, id LIMIT 1)
WHERE entry.id NOT IN (SELECT entry FROM undone_entry);
CREATE VIEW held_entry AS
SELECT entry FROM (
  SELECT entry, what, row_number() OVER (PARTITION BY entry ORDER BY at DESC, uid DESC, id DESC) AS newest
  FROM standing_hold WHERE entry IS NOT NULL)
WHERE newest = 1 AND what <> 'released';
CREATE VIEW figure_hold AS
SELECT figure, what <> 'released' AS is_held FROM (
  SELECT figure, what, row_number() OVER (PARTITION BY figure ORDER BY at DESC, uid DESC, id DESC) AS newest
  FROM standing_hold WHERE figure IS NOT NULL)
WHERE newest = 1;
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
CREATE VIEW hidden_entry AS
SELECT entry FROM undone_entry UNION SELECT entry FROM held_entry;
CREATE VIEW standing_void AS
SELECT act.series, act.figure, act.other, act.id,
       ifnull(entry.origin_at, entry.recorded_at) AS at, ifnull(entry.origin_uid, entry.hash) AS uid
FROM act
JOIN entry ON entry.id = (SELECT id FROM entry WHERE last_act >= act.id ORDER BY last_act, id LIMIT 1)
WHERE act.what = 'void' AND entry.id NOT IN (SELECT entry FROM hidden_entry);
CREATE VIEW void_figure AS
WITH RECURSIVE leads (a, b) AS (
  SELECT figure, figure FROM act WHERE what = 'void'
  UNION SELECT leads.a, slip.other FROM leads JOIN standing_void AS slip ON slip.figure = leads.b
  WHERE slip.other IS NOT NULL AND slip.other <> slip.figure
)
SELECT slip.series, slip.figure
FROM standing_void AS slip
WHERE slip.other IS NOT slip.figure AND NOT EXISTS (
  SELECT 1 FROM standing_void AS later
  WHERE later.other = slip.figure AND (later.at, later.uid, later.id) > (slip.at, slip.uid, slip.id)
    AND (later.figure IN (slip.figure, slip.other)
         OR EXISTS (SELECT 1 FROM leads WHERE a = slip.other AND b = later.figure)));
CREATE VIEW standing_act AS
SELECT act.*
FROM act
JOIN entry ON entry.id = (SELECT id FROM entry WHERE last_act >= act.id ORDER BY last_act, id LIMIT 1)
WHERE entry.id NOT IN (SELECT entry FROM undone_entry)
  AND coalesce((SELECT NOT is_held FROM figure_hold WHERE figure = ifnull(act.other, act.figure)),
               entry.id NOT IN (SELECT entry FROM held_entry))
  AND (act.other IS NULL OR act.other NOT IN (SELECT figure FROM embargoed_figure))
  AND (act.what <> 'reinstates' OR act.other IS NOT NULL)
  AND (act.other IS NULL OR act.what = 'void' OR NOT EXISTS (
    SELECT 1 FROM void_figure
    WHERE void_figure.figure = act.other
      AND void_figure.series = (SELECT series FROM figure WHERE figure.id = act.other)));
CREATE VIEW figures AS
WITH placed AS (
  SELECT figure.*,
         (SELECT id FROM entry WHERE last_figure >= figure.id ORDER BY last_figure, id LIMIT 1) AS entry,
         (SELECT d.id FROM detail AS d
          JOIN entry ON entry.id = (SELECT id FROM entry WHERE last_detail >= d.id ORDER BY last_detail, id LIMIT 1)
          WHERE d.series = figure.series AND d.figure = figure.id AND entry.id NOT IN (SELECT entry FROM undone_entry)
            AND (entry.id NOT IN (SELECT entry FROM held_entry)
                 OR figure.id IN (SELECT figure FROM figure_hold WHERE NOT is_held))
          ORDER BY ifnull(entry.origin_at, entry.recorded_at) DESC, ifnull(entry.origin_uid, entry.hash) DESC, d.id DESC
          LIMIT 1) AS detail
  FROM figure
)
SELECT
  placed.id,
  (SELECT ref FROM ref WHERE ref.figure = placed.id ORDER BY ref.id LIMIT 1) AS ref,
  event.text AS event,
  nullif(place.text, '') AS place,
  series.measure,
  series.unit,
  grp.text AS "group",
  series.count_type,
  nullif(series.definition, '') AS definition,
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
  CASE
    WHEN placed.entry IN (SELECT entry FROM undone_entry) AND NOT EXISTS (
      SELECT 1 FROM sighting
      WHERE sighting.figure = placed.id
        AND (SELECT id FROM entry WHERE last_sighting >= sighting.id ORDER BY last_sighting, id LIMIT 1)
            NOT IN (SELECT entry FROM undone_entry)) THEN 'undone'
    WHEN coalesce((SELECT is_held FROM figure_hold WHERE figure = placed.id),
                  placed.entry IN (SELECT entry FROM hidden_entry) AND NOT EXISTS (
                    SELECT 1 FROM sighting
                    WHERE sighting.figure = placed.id
                      AND (SELECT id FROM entry WHERE last_sighting >= sighting.id ORDER BY last_sighting, id LIMIT 1)
                          NOT IN (SELECT entry FROM hidden_entry))) THEN 'held'
    WHEN placed.id IN (SELECT figure FROM embargoed_figure) THEN 'embargoed'
    WHEN EXISTS (SELECT 1 FROM void_figure WHERE series = placed.series AND figure = placed.id) THEN 'void'
    ELSE coalesce((
      SELECT CASE
        WHEN what = 'gone' THEN 'gone'
        WHEN is_corrected THEN 'corrected'
        WHEN what = 'retracts' THEN 'retracted'
        WHEN what = 'disowns' THEN 'disowned' END
      FROM (
        SELECT standing_act.*, what = 'corrects' OR (
          what = 'retracts' AND authority.text <> publisher.text AND EXISTS (
            SELECT 1 FROM figure AS said
            JOIN attribution AS who ON who.id = said.attribution LEFT JOIN name AS speaker ON speaker.id = who.authority
            WHERE said.id = standing_act.other AND who.publisher = source.publisher
              AND ifnull(speaker.text, publisher.text) = publisher.text)) AS is_corrected
        FROM standing_act
        WHERE series = placed.series AND figure = placed.id
          AND what IN ('gone', 'corrects', 'retracts', 'disowns', 'reinstates')) AS later
      ORDER BY what = 'gone' DESC, is_corrected DESC, known_at & 268435455 DESC, known_at DESC,
               (SELECT ifnull(origin_at, recorded_at) FROM entry WHERE last_act >= later.id
                ORDER BY last_act, id LIMIT 1) DESC,
               (SELECT ifnull(origin_uid, hash) FROM entry WHERE last_act >= later.id
                ORDER BY last_act, id LIMIT 1) DESC, id DESC
      LIMIT 1), 'stands')
  END AS status,
  placed.entry
FROM placed
JOIN series ON series.id = placed.series
JOIN name AS event ON event.id = series.event
JOIN name AS place ON place.id = series.place
JOIN name AS grp ON grp.id = series.grp
JOIN attribution ON attribution.id = placed.attribution
LEFT JOIN name AS authority ON authority.id = attribution.authority
JOIN source ON source.id = placed.source
JOIN name AS publisher ON publisher.id = source.publisher
JOIN entry ON entry.id = placed.entry
LEFT JOIN detail ON detail.id = placed.detail;
CREATE VIEW newest_figures AS
WITH ranked AS (
  SELECT figures.*,
         row_number() OVER (
           PARTITION BY event, place, measure, unit, "group", count_type, definition,
                        authority, iif(authority IS NULL, publisher, NULL)
           ORDER BY substr(as_of || '-01-01', 1, 10) DESC, substr(published_on || '-01-01', 1, 10) DESC, published_on DESC,
                    id DESC) AS place_in_track
  FROM figures
  WHERE status IN ('stands', 'retracted', 'disowned') AND low IS NOT NULL
)
SELECT id, ref, event, place, measure, unit, "group", count_type, definition, method, low, high, kind, wording, value,
       period_start, period_length, as_of, as_of_assumed, stated_on, published_on, retrieved_at, recorded_at, authority,
       authority_basis, speaker, via, publisher, title, url, quote, status, entry
FROM ranked
WHERE place_in_track = 1;
