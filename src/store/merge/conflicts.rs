//! Names of which two desks said different things, each in an entry that the other had not.

use rusqlite::Connection;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::date::Timestamp;
use crate::model::name::Name;
use crate::model::names::{NameFact, NameField, NameKind};
use crate::model::recorded::EntryId;
use crate::store::Result;
use crate::store::chain::Hash;
use crate::store::facts::{facts_with_ids, names_at};
use crate::store::ledgers::Ledger;
use crate::store::rows::unreadable;
use crate::store::view::View;
use crate::store::visibility::Visibility;

use super::{Conflict, Statement, uids};

/// One field of one name.
type About = (NameKind, Name, NameField);

/// What the two desks said differently, and what holds now, in the order of the names.
pub(super) fn between(conn: &Connection, before: &Visibility, theirs: &View<'_>) -> Result<Vec<Conflict>> {
    let (ours, others) = (held(conn, before)?, held(theirs.conn, theirs.visibility())?);
    let (known_here, known_there) = (known(conn, before)?, known(theirs.conn, theirs.visibility())?);
    let after = names_at(conn, &Visibility::load(conn, None)?)?;
    let mut conflicts = Vec::new();
    for ((kind, name, field), (our_entry, our_value)) in &ours {
        let Some((their_entry, their_value)) = others.get(&(*kind, name.clone(), *field)) else { continue };
        let shared = known_there.uids.contains(&known_here.of(*our_entry))
            || known_here.uids.contains(&known_there.of(*their_entry));
        if our_value != their_value && !shared {
            conflicts.push(Conflict {
                kind: *kind,
                name: name.to_string(),
                field: *field,
                ours: said(conn, *our_entry, our_value)?,
                theirs: said(theirs.conn, *their_entry, their_value)?,
                holds: after.get(*kind, name, *field).unwrap_or_default().to_owned(),
            });
        }
    }
    conflicts.sort_by_key(|one| (one.kind.word(), one.name.clone(), one.field.word()));
    Ok(conflicts)
}

/// What was said last about each name, and by which entry; what was taken back is empty. What a desk says of its own store
/// is no matter of the other.
fn held(conn: &Connection, visibility: &Visibility) -> Result<FxHashMap<About, (EntryId, String)>> {
    let mut held = FxHashMap::default();
    let of_names = |(_, fact): &(i64, NameFact)| fact.kind != NameKind::Store;
    for (id, fact) in facts_with_ids(conn, visibility)?.into_iter().filter(of_names) {
        if let Some(entry) = visibility.entry_of(Ledger::Fact, id)? {
            held.insert((fact.kind, fact.name, fact.field), (entry.id, fact.value));
        }
    }
    Ok(held)
}

/// What an entry said, with who recorded it first, and when.
fn said(conn: &Connection, entry: EntryId, value: &str) -> Result<Statement> {
    let sql = "SELECT who, ifnull(origin_at, recorded_at) FROM entry WHERE id = ?1";
    let (who, at): (String, i64) =
        conn.prepare_cached(sql)?.query_row([entry.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let at = Timestamp::from_micros(at).ok_or_else(|| unreadable("entry", "recorded_at"))?;
    Ok(Statement { value: value.to_owned(), who, at })
}

/// The visible entries of a store.
struct KnownEntries {
    by_number: FxHashMap<i64, Hash>,
    uids: FxHashSet<Hash>,
}

impl KnownEntries {
    /// The uid of an entry.
    fn of(&self, entry: EntryId) -> Hash {
        self.by_number.get(&entry.0).copied().unwrap_or_default()
    }
}

fn known(conn: &Connection, visibility: &Visibility) -> Result<KnownEntries> {
    let all = uids(conn)?.into_iter().filter(|(_, number)| visibility.holds(EntryId(*number)));
    let by_number: FxHashMap<i64, Hash> = all.map(|(uid, number)| (number, uid)).collect();
    Ok(KnownEntries { uids: by_number.values().copied().collect(), by_number })
}
