-- New words: `settling` of an event and `party_to` of an authority among the facts, `disputes` among the acts. Only what
-- the two columns may hold is widened: no row is rewritten, so that every hash and every id stays.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema
SET sql = replace(sql, '''accepted'', ''columns'')', '''accepted'', ''columns'', ''settling'', ''party_to'')')
WHERE type = 'table' AND name = 'fact';
UPDATE sqlite_schema
SET sql = replace(sql, '''rebases'', ''derived_from'')', '''rebases'', ''derived_from'', ''disputes'')')
WHERE type = 'table' AND name = 'act';
PRAGMA writable_schema = RESET;
