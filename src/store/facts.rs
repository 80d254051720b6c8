//! What the desk says about names, as the store keeps it: facts, the newest of which hold.

use rusqlite::Connection;

use crate::model::name::Name;
use crate::model::names::{NameFact, NameField, NameKind, Names};

use super::Result;
use super::ledgers::Ledger;
use super::rows::unreadable;
use super::visibility::Visibility;

/// What the desk says about names, as far as it is visible.
pub(super) fn names_at(conn: &Connection, visibility: &Visibility) -> Result<Names> {
    Ok(Names::from_facts(facts(conn, visibility)?))
}

/// What the desk says about names, as far as it is visible, oldest first.
pub(super) fn facts(conn: &Connection, visibility: &Visibility) -> Result<Vec<NameFact>> {
    Ok(facts_with_ids(conn, visibility)?.into_iter().map(|(_, fact)| fact).collect())
}

/// The same, each with its id.
pub(super) fn facts_with_ids(conn: &Connection, visibility: &Visibility) -> Result<Vec<(i64, NameFact)>> {
    let mut all = Vec::new();
    for (id, fact) in read_facts(conn, 0, i64::MAX)? {
        if visibility.sees(Ledger::Fact, id) {
            all.push((visibility.rank_of(Ledger::Fact, id)?, (id, fact)));
        }
    }
    all.sort_by_key(|(rank, _)| *rank);
    Ok(all.into_iter().map(|(_, fact)| fact).collect())
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
        if visibility.sees(Ledger::Fact, id) {
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
