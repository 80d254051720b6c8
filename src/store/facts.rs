//! What the desk says about names, as the store keeps it: facts, the newest of which hold.

use rusqlite::{Connection, OptionalExtension};

use crate::model::name::Name;
use crate::model::names::{NameFact, NameField, NameKind, Names, this_store};
use crate::model::recorded::EntryKind;

use super::Result;
use super::ledgers::Ledger;
use super::rows::unreadable;
use super::visibility::Visibility;

/// What the desk says about names, as far as it is visible.
pub(super) fn names_at(conn: &Connection, visibility: &Visibility) -> Result<Names> {
    let facts = facts(conn, visibility)?;
    let decided: Vec<NameFact> = facts.iter().filter(|fact| fact.is_decision()).cloned().collect();
    let mut names = Names::from_facts(facts);
    for NameFact { kind, name, field, .. } in decided {
        if let Some(why) = why_said(conn, visibility, kind, &name, field)? {
            names.know_reason(kind, name, field, why);
        }
    }
    Ok(names)
}

/// The reason for what is said in one field about a name, where one was given.
pub(super) fn why_said(
    conn: &Connection,
    visibility: &Visibility,
    kind: NameKind,
    name: &Name,
    field: NameField,
) -> Result<Option<String>> {
    let said = said_of(conn, visibility, kind, name, field)?;
    let reasons = saying_what_holds(said.into_iter().map(|said| (said.value, said.why)));
    Ok(reasons.into_iter().flatten().find(|why| !why.is_empty()))
}

/// What the desk says about names, as far as it is visible, oldest first.
pub(super) fn facts(conn: &Connection, visibility: &Visibility) -> Result<Vec<NameFact>> {
    Ok(facts_with_ids(conn, visibility)?.into_iter().map(|(_, fact)| fact).collect())
}

/// The same, each with its id. What is said about a store itself holds where a person said it, and in no other store.
pub(super) fn facts_with_ids(conn: &Connection, visibility: &Visibility) -> Result<Vec<(i64, NameFact)>> {
    let mut all = Vec::new();
    for (id, fact) in read_facts(conn, 0, i64::MAX)? {
        if holds(conn, visibility, fact.kind, id)? {
            all.push((visibility.rank_of(Ledger::Fact, id)?, (id, fact)));
        }
    }
    all.sort_by_key(|(rank, _)| *rank);
    Ok(all.into_iter().map(|(_, fact)| fact).collect())
}

/// Whether a fact stands. One about the store itself was said by an amendment of this store: it came with no merged store, and
/// with no file.
fn holds(conn: &Connection, visibility: &Visibility, kind: NameKind, id: i64) -> Result<bool> {
    if kind != NameKind::Store || !visibility.sees(Ledger::Fact, id) {
        return Ok(visibility.sees(Ledger::Fact, id));
    }
    let Some(entry) = visibility.entry_of(Ledger::Fact, id)? else { return Ok(true) };
    let sql = "SELECT kind = ?2 AND origin_uid IS NULL FROM entry WHERE id = ?1";
    let said = (entry.id.0, EntryKind::Amend.word());
    Ok(conn.prepare_cached(sql)?.query_row(said, |row| row.get(0)).optional()?.unwrap_or(true))
}

/// What is said in one field about the store itself; `None` where nothing is, or it was taken back.
pub(super) fn of_store(
    conn: &Connection,
    visibility: &Visibility,
    field: NameField,
) -> Result<Option<String>> {
    let Some(name) = this_store() else { return Ok(None) };
    let said = said_of(conn, visibility, NameKind::Store, &name, field)?;
    Ok(said.into_iter().next_back().map(|said| said.value).filter(|value| !value.is_empty()))
}

/// One thing that was said in one field about a name.
pub(super) struct Stated {
    /// The number of its row.
    pub id: i64,
    pub value: String,
    pub why: Option<String>,
}

/// What was said in one field about a name, as far as it stands, in the order of recording, wherever that was.
pub(super) fn said_of(
    conn: &Connection,
    visibility: &Visibility,
    kind: NameKind,
    name: &Name,
    field: NameField,
) -> Result<Vec<Stated>> {
    let sql = "SELECT fact.id, fact.value, fact.why FROM name JOIN fact ON fact.name = name.id
               WHERE name.kind = ?1 AND name.text = ?2 AND fact.field = ?3 ORDER BY fact.id";
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query((kind.word(), name.as_str(), field.word()))?;
    let mut said = Vec::new();
    while let Some(row) = rows.next()? {
        let id = row.get(0)?;
        if holds(conn, visibility, kind, id)? {
            let rank = visibility.rank_of(Ledger::Fact, id)?;
            said.push((rank, Stated { id, value: row.get(1)?, why: row.get(2)? }));
        }
    }
    said.sort_by_key(|(rank, _)| *rank);
    Ok(said.into_iter().map(|(_, said)| said).collect())
}

/// Of what was said in one field about one name, oldest first, each with its value: those that say what holds. The first of
/// them speaks for all, and when it is taken back the next does.
pub(super) fn saying_what_holds<T>(said: impl IntoIterator<Item = (String, T)>) -> Vec<T> {
    let (mut holds, mut saying) = (String::new(), Vec::new());
    for (value, one) in said {
        if value != holds {
            saying.clear();
        }
        holds = value;
        saying.push(one);
    }
    saying
}

/// The facts with ids above the first number, up to and including the second.
pub(super) fn facts_between(conn: &Connection, above: i64, last: i64) -> Result<Vec<NameFact>> {
    Ok(read_facts(conn, above, last)?.into_iter().map(|(_, fact)| fact).collect())
}

fn read_facts(conn: &Connection, above: i64, last: i64) -> Result<Vec<(i64, NameFact)>> {
    let sql = "SELECT fact.id, name.kind, name.text, fact.field, fact.value
               FROM fact JOIN name ON name.id = fact.name
               WHERE fact.id > ?1 AND fact.id <= ?2
               ORDER BY fact.id";
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query([above, last])?;
    let mut facts = Vec::new();
    while let Some(row) = rows.next()? {
        let (kind, text, field): (String, String, String) = (row.get(1)?, row.get(2)?, row.get(3)?);
        let fact = NameFact {
            kind: NameKind::from_word(&kind).ok_or_else(|| unreadable("name", &kind))?,
            name: Name::read(&text).ok_or_else(|| unreadable("name", &text))?,
            field: NameField::from_word(&field).ok_or_else(|| unreadable("fact", &field))?,
            value: row.get(4)?,
        };
        facts.push((row.get(0)?, fact));
    }
    Ok(facts)
}
