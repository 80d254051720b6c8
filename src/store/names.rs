//! What the store knows of names: which there are, what the desk says about them and why, the findings that it accepted.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use crate::model::name::Name;
use crate::model::names::{NameFact, NameField, NameKind};
use crate::model::recorded::EntryId;

use super::facts::{self, saying_what_holds};
use super::ledgers::Ledger;
use super::view::View;
use super::visibility::{Rank, Visibility};
use super::{Result, Store};

/// The names of one kind that the store knew by then, whether or not a figure still bears them.
pub fn known(view: &View<'_>, kind: NameKind) -> Result<Vec<Name>> {
    let mut statement = view.conn.prepare_cached("SELECT text FROM name WHERE kind = ?1 AND id <= ?2")?;
    let mut rows = statement.query((kind.word(), view.visibility().last()[Ledger::Name as usize]))?;
    let mut names = Vec::new();
    while let Some(row) = rows.next()? {
        names.extend(Name::read(row.get_ref(0)?.as_str().unwrap_or_default()));
    }
    Ok(names)
}

/// How a word stands in a text that figures are searched by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WordMatch {
    /// A word of a name or a definition begins so.
    Beginning,
    /// It is a word of a definition.
    OfDefinition,
    /// It is a word of a name.
    OfName,
}

/// The names of a store, its relays and the definitions, each up to an id; each with whether it is a name.
const TEXTS: &str = "SELECT text, 1 FROM name WHERE kind IN ('event', 'place', 'group', 'authority', 'publisher') AND id <= ?1
  UNION ALL SELECT via, 1 FROM attribution WHERE via <> '' AND id <= ?2
  UNION ALL SELECT DISTINCT definition, 0 FROM series WHERE definition <> '' AND id <= ?3";

/// How a word stands in the names and definitions that a store knew by then, letter case aside; `None`: no word of them
/// begins so.
///
/// # Errors
/// What SQLite says.
pub fn word(view: &View<'_>, word: &str) -> Result<Option<WordMatch>> {
    let word = word.to_lowercase();
    let found_in = |text: &str, whole: WordMatch| {
        let text = text.to_lowercase();
        let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|part| part.starts_with(&word));
        parts.map(|part| if part == word { whole } else { WordMatch::Beginning }).max()
    };
    let same = facts(view)?.into_iter().filter(|fact| fact.field == NameField::SameAs);
    let mut best = same.filter_map(|fact| found_in(&fact.value, WordMatch::OfName)).max();
    let last = view.visibility().last();
    let mut statement = view.conn.prepare_cached(TEXTS)?;
    let ledgers = [Ledger::Name, Ledger::Attribution, Ledger::Series];
    let mut rows = statement.query(ledgers.map(|ledger| last[ledger as usize]))?;
    while let Some(row) = rows.next()? {
        let whole = if row.get(1)? { WordMatch::OfName } else { WordMatch::OfDefinition };
        best = best.max(found_in(row.get_ref(0)?.as_str().unwrap_or_default(), whole));
    }
    Ok(best)
}

/// What the desk says about names: of each field of each name what was said last, and was not taken back; in that order.
pub fn facts(view: &View<'_>) -> Result<Vec<NameFact>> {
    Ok(facts_with_places(view)?.into_iter().map(|(fact, _)| fact).collect())
}

/// The same, each with the place of the entry that said it last.
///
/// # Errors
/// What SQLite says.
pub fn facts_with_places(view: &View<'_>) -> Result<Vec<(NameFact, Option<Rank>)>> {
    let (mut told, mut later) = (Vec::new(), FxHashSet::default());
    for (id, fact) in facts::facts_with_ids(view.conn, view.visibility())?.into_iter().rev() {
        if later.insert((fact.kind, fact.field, fact.name.clone())) && !fact.value.is_empty() {
            let entry = view.visibility().entry_of(Ledger::Fact, id)?;
            told.push((fact, entry.map(|entry| entry.rank)));
        }
    }
    told.reverse();
    Ok(told)
}

/// What is said in one field about the store itself, now; read without all that a view reads.
///
/// # Errors
/// What SQLite says.
pub fn of_store(store: &Store, field: NameField) -> Result<Option<String>> {
    facts::of_store(&store.conn, &Visibility::load(&store.conn, None)?, field)
}

/// The reason for what is said in one field about a name, where one was given.
pub fn why_said(view: &View<'_>, kind: NameKind, name: &Name, field: NameField) -> Result<Option<String>> {
    facts::why_said(view.conn, view.visibility(), kind, name, field)
}

/// The keys of the findings that were accepted, each with the standing entry that said first what holds.
pub fn accepted_findings(view: &View<'_>) -> Result<BTreeMap<String, EntryId>> {
    let sql =
        "SELECT fact.id, name.text, fact.value FROM name JOIN fact ON fact.name = name.id AND fact.field = ?1
               WHERE name.kind = ?2";
    let mut statement = view.conn.prepare_cached(sql)?;
    let mut rows = statement.query([NameField::Accepted.word(), NameKind::Finding.word()])?;
    let mut said: BTreeMap<String, Vec<(Rank, i64, String, EntryId)>> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let id = row.get(0)?;
        if let Some(entry) = view.visibility().standing_entry_of(Ledger::Fact, id)? {
            let rank = view.visibility().rank_of(Ledger::Fact, id)?;
            said.entry(row.get(1)?).or_default().push((rank, id, row.get(2)?, entry.id));
        }
    }
    let first = |mut said: Vec<(Rank, i64, String, EntryId)>| {
        said.sort_unstable();
        let of_value = said.into_iter().map(|(_, _, value, entry)| (value, entry));
        saying_what_holds(of_value).first().copied()
    };
    Ok(said.into_iter().filter_map(|(key, said)| Some((key, first(said)?))).collect())
}
