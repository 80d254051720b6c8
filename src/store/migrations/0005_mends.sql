-- Several mends of one figure: what is mended back stands again, and acts of the desk itself have an index of their own.
CREATE INDEX act_of_desk ON act (figure, other) WHERE what = 'void' OR (what = 'reinstates' AND other IS NULL);
DROP VIEW standing_act;
DROP VIEW void_figure;
CREATE VIEW void_figure AS
WITH RECURSIVE leads (a, b) AS (
  SELECT figure, figure FROM standing_void
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
WHERE (SELECT id FROM entry WHERE last_act >= act.id ORDER BY last_act, id LIMIT 1) NOT IN (SELECT entry FROM undone_entry)
  AND (act.what <> 'reinstates' OR act.other IS NOT NULL)
  AND (act.other IS NULL OR act.what = 'void' OR NOT EXISTS (
    SELECT 1 FROM void_figure
    WHERE void_figure.figure = act.other
      AND void_figure.series = (SELECT series FROM figure WHERE figure.id = act.other)));
