//! Names by their words: which names may stand in a sentence, without reading all names.

use rustc_hash::FxHashSet;
use unicode_normalization::char::is_combining_mark;

use crate::model::name::Name;
use crate::model::names::NameKind;

use super::Result;
use super::ledgers::Ledger;
use super::view::View;

/// The names with given words, in the order of the table.
const WITH_WORDS: &str = "SELECT name.id, name.kind, name.text
  FROM name_words CROSS JOIN name ON name.id = name_words.rowid
  WHERE name_words MATCH ?1 LIMIT ?2";

/// How many names with one word are read. A word that more names have tells too little; it is sought beside another.
const MOST: i64 = 256;

/// How many names are read that have a word among the steps above the last one.
const ABOVE: i64 = 24;

/// A name that a sentence may mean.
pub type FoundName = (NameKind, Name);

/// The names of events, places, authorities, publishers and groups whose last step has one of these words, and some of
/// those that have one in a step above. Letters are compared without case and marks.
///
/// # Errors
/// What SQLite says.
pub fn with_words<'w>(view: &View<'_>, words: impl IntoIterator<Item = &'w str>) -> Result<Vec<FoundName>> {
    let words: Vec<&str> = words.into_iter().flat_map(pieces).collect();
    let (mut found, mut frequent) = (NamesFound::default(), Vec::new());
    for word in &words {
        if found.take(view, &format!("leaf : {}", quoted(word)), MOST)? == More::Left {
            frequent.push(*word);
        }
        found.take(view, &format!("above : {}", quoted(word)), ABOVE)?;
    }
    for (at, one) in frequent.iter().enumerate() {
        for other in &frequent[at + 1..] {
            found.take(view, &format!("leaf : ({} AND {})", quoted(one), quoted(other)), MOST)?;
        }
        found.take_exact(view, one)?;
    }
    Ok(found.names)
}

/// Whether names were left out.
#[derive(PartialEq, Eq)]
enum More {
    Left,
    Nothing,
}

#[derive(Default)]
struct NamesFound {
    known: FxHashSet<i64>,
    names: Vec<FoundName>,
}

impl NamesFound {
    /// Reads the names that a search leads to, up to `most` of them.
    fn take(&mut self, view: &View<'_>, search: &str, most: i64) -> Result<More> {
        let mut statement = view.conn.prepare_cached(WITH_WORDS)?;
        let mut rows = statement.query((search, most + 1))?;
        let mut read = 0;
        while let Some(row) = known_word(rows.next())?.flatten() {
            read += 1;
            if read > most {
                return Ok(More::Left);
            }
            self.add(view, row)?;
        }
        Ok(More::Nothing)
    }

    /// Reads the names that are this word and nothing else.
    fn take_exact(&mut self, view: &View<'_>, word: &str) -> Result<()> {
        let mut statement =
            view.conn.prepare_cached("SELECT id, kind, text FROM name WHERE kind = ?1 AND text = ?2")?;
        for kind in [NameKind::Event, NameKind::Place, NameKind::Authority, NameKind::Publisher] {
            let mut rows = statement.query((kind.word(), word))?;
            while let Some(row) = rows.next()? {
                self.add(view, row)?;
            }
        }
        Ok(())
    }

    fn add(&mut self, view: &View<'_>, row: &rusqlite::Row<'_>) -> Result<()> {
        let id = row.get(0)?;
        if view.visibility().sees(Ledger::Name, id) && self.known.insert(id) {
            let kind = row.get_ref(1)?.as_str().ok().and_then(NameKind::from_word);
            let name = row.get_ref(2)?.as_str().ok().and_then(Name::read);
            self.names.extend(kind.zip(name));
        }
        Ok(())
    }
}

/// The parts of a word that the index holds as words of their own: `d'Orvé` is two, and so is a word at its vowel signs,
/// unless they are accents, which the index leaves out.
fn pieces(word: &str) -> impl Iterator<Item = &str> {
    let is_accent = |c: char| matches!(c, '\u{300}'..='\u{36f}');
    let parts = move |c: char| !is_accent(c) && (!c.is_alphanumeric() || is_combining_mark(c));
    word.split(parts).filter(|piece| piece.chars().any(char::is_alphanumeric))
}

/// `None` where the index would cut a word once more, at a letter that it does not know: no name has such a word.
fn known_word<T>(read: rusqlite::Result<T>) -> rusqlite::Result<Option<T>> {
    match read {
        Err(rusqlite::Error::SqliteFailure(_, Some(said))) if said.contains("phrase queries") => Ok(None),
        read => read.map(Some),
    }
}

/// A word as the index takes it.
fn quoted(word: &str) -> String {
    format!("\"{}\"", word.replace('"', ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_cut_where_the_index_cuts_it() {
        let cut = |word| pieces(word).collect::<Vec<_>>();
        assert_eq!(cut("d'Orvé"), ["d", "Orvé"]);
        assert_eq!(cut("al-Bab"), ["al", "Bab"]);
        assert_eq!(cut("Orve\u{301}"), ["Orve\u{301}"]);
        assert_eq!(cut("\u{926}\u{93f}\u{932}"), ["\u{926}", "\u{932}"]);
        assert!(cut("'").is_empty());
    }
}
