//! The sentences that were printed, and what was signed of them.

use rusqlite::Row;
use rustc_hash::FxHashSet;

use crate::model::name::Name;
use crate::model::names::{NameField, NameKind};
use crate::model::printed::PrintedSentence;
use crate::model::recorded::{Entry, EntryId};

use super::facts::{Stated, said_of, saying_what_holds};
use super::ledgers::Ledger;
use super::view::View;
use super::{Result, entries, pack};

/// A sentence that was printed, as the store keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptSentence {
    /// Its number.
    pub id: i64,
    /// It.
    pub printed: PrintedSentence,
    /// The entry that kept it.
    pub entry: EntryId,
    /// Where it stands in the text that its entry kept, in characters; the end is the first behind it.
    pub span: Option<(usize, usize)>,
}

/// That a person took care of a printed sentence.
#[derive(Clone, Debug)]
pub struct Signature {
    /// For what it was signed.
    pub signed_for: String,
    /// Why, in the person's words.
    pub why: Option<String>,
    /// The entry: who, and when.
    pub entry: Entry,
}

/// Whether any sentence was ever kept: where none was, nothing else is asked.
pub fn any(view: &View<'_>) -> bool {
    view.visibility().last()[Ledger::Printed as usize] > 0
}

/// The sentences that stand, in the order of their numbers. The same sentence twice is one, under its first number.
///
/// # Errors
/// What SQLite says.
pub fn all(view: &View<'_>) -> Result<Vec<KeptSentence>> {
    if !any(view) {
        return Ok(Vec::new());
    }
    let sql = "SELECT id, claim, story, url, printed_on, start, end FROM printed WHERE id <= ?1 ORDER BY id";
    let mut statement = view.conn.prepare_cached(sql)?;
    let mut rows = statement.query([view.visibility().last()[Ledger::Printed as usize]])?;
    let (mut kept, mut keys) = (Vec::new(), FxHashSet::default());
    while let Some(row) = rows.next()? {
        if let Some(sentence) = sentence(view, row)?
            && keys.insert(sentence.printed.key())
        {
            kept.push(sentence);
        }
    }
    Ok(kept)
}

/// A row as a sentence; `None` where its entry does not stand.
fn sentence(view: &View<'_>, row: &Row<'_>) -> Result<Option<KeptSentence>> {
    let id = row.get(0)?;
    let Some(entry) = view.visibility().standing_entry_of(Ledger::Printed, id)? else { return Ok(None) };
    let printed_on = pack::read_moment(row.get(4)?)?;
    let place = |column| -> Result<Option<usize>> {
        Ok(row.get::<_, Option<i64>>(column)?.and_then(|at| usize::try_from(at).ok()))
    };
    let printed = PrintedSentence { claim: row.get(1)?, story: row.get(2)?, url: row.get(3)?, printed_on };
    Ok(Some(KeptSentence { id, printed, entry: entry.id, span: place(5)?.zip(place(6)?) }))
}

/// How many sentences an entry kept, whether or not it stands.
///
/// # Errors
/// What SQLite says.
pub fn of_entry(view: &View<'_>, entry: EntryId) -> Result<u64> {
    let rows = view.visibility().rows_of(Ledger::Printed, entry)?;
    Ok(rows.map_or(0, |(above, last)| last.abs_diff(above)))
}

/// The signature that holds of a sentence; of several that say the same the first.
///
/// # Errors
/// What SQLite says.
pub fn signature(view: &View<'_>, key: &str) -> Result<Option<Signature>> {
    let saying = saying_what_holds(signed(view, key)?.into_iter().map(|said| (said.value.clone(), said)));
    saying.into_iter().next().map_or(Ok(None), |said| signature_of(view, said))
}

/// All signatures that stand of a sentence, oldest first; of those that say the same one after the other the first.
///
/// # Errors
/// What SQLite says.
pub fn signatures(view: &View<'_>, key: &str) -> Result<Vec<Signature>> {
    let mut said = signed(view, key)?;
    said.dedup_by(|later, earlier| later.value == earlier.value);
    let found = said.into_iter().map(|said| signature_of(view, said));
    Ok(found.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
}

/// What was said of a sentence, oldest first.
fn signed(view: &View<'_>, key: &str) -> Result<Vec<Stated>> {
    let Some(name) = Name::read(key) else { return Ok(Vec::new()) };
    if view.names().get(NameKind::Printed, &name, NameField::Done).is_none() {
        return Ok(Vec::new());
    }
    said_of(view.conn, view.visibility(), NameKind::Printed, &name, NameField::Done)
}

fn signature_of(view: &View<'_>, said: Stated) -> Result<Option<Signature>> {
    let entry = view.visibility().entry_of(Ledger::Fact, said.id)?;
    let entry = entry.map(|sealed| entries::one(view, sealed.id)).transpose()?.flatten();
    let is_given = !said.value.is_empty();
    Ok(entry.filter(|_| is_given).map(|entry| Signature { signed_for: said.value, why: said.why, entry }))
}
