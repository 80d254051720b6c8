//! Whether the index of names by their words holds what the names say: it is made from `name` alone and no hash seals it, but
//! a sentence whose event it does not hold would find no record.

use rusqlite::{Connection, OptionalExtension};

use super::Result;

/// The index made anew from the names, as the trigger `name_has_words` makes it, and both as rows of words.
const ANEW: &str = r#"
CREATE VIRTUAL TABLE temp.words_anew USING fts5(
  leaf, above, content='', detail='column', columnsize=0, tokenize="unicode61 remove_diacritics 2");
INSERT INTO temp.words_anew (rowid, leaf, above)
  SELECT id, substr(text, length(rtrim(text, replace(text, '>', ''))) + 1), rtrim(text, replace(text, '>', ''))
  FROM main.name WHERE kind IN ('event', 'place', 'authority', 'publisher', 'group');
CREATE VIRTUAL TABLE temp.word_anew USING fts5vocab(temp, words_anew, instance);
CREATE VIRTUAL TABLE temp.word_here USING fts5vocab(main, name_words, instance);"#;

const DIFFERS: &str = "SELECT 1 FROM (
  SELECT * FROM (SELECT term, doc, col FROM temp.word_here EXCEPT SELECT term, doc, col FROM temp.word_anew)
  UNION ALL
  SELECT * FROM (SELECT term, doc, col FROM temp.word_anew EXCEPT SELECT term, doc, col FROM temp.word_here))
  LIMIT 1";

const FORGET: &str = "DROP TABLE IF EXISTS temp.word_here; DROP TABLE IF EXISTS temp.word_anew;
  DROP TABLE IF EXISTS temp.words_anew;";

/// Whether the index is that of the names. What of it cannot be read is not.
///
/// # Errors
/// What SQLite says of the names.
pub(super) fn are_those_of_names(conn: &Connection) -> Result<bool> {
    conn.execute_batch(ANEW)?;
    let differs = conn.query_row(DIFFERS, [], |_| Ok(())).optional();
    conn.execute_batch(FORGET)?;
    Ok(matches!(differs, Ok(None)))
}
