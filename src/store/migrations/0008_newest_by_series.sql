-- The views in another way: the newest figures are found series by series, so that the first rows of `newest_figures` come at
-- once; what became of a figure, and what was printed of it, are two views of which both promised ones are made. A figure that
-- its publisher withdrew, counted in its own voice, is withdrawn by the newest act, as elsewhere. No row is rewritten.
DROP VIEW newest_figures;
DROP VIEW figures;
DROP VIEW standing_act;
DROP VIEW void_figure;
DROP VIEW figure_hold;
DROP VIEW undone_entry;
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
