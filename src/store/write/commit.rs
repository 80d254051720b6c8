//! The end of an entry: from here on what it added is on the disk.

use crate::model::date::Timestamp;
use crate::model::hold::HoldKind;
use crate::model::recorded::{Entry, EntryId, EntryKind, FileRead};
use crate::store::Result;
use crate::store::chain::Cell;
use crate::store::ledgers::Ledger;

use super::entry::{EntryTransaction, Repeat};
use super::{holds, rows, snapshot};

/// Who adds an entry, when, and from what.
#[derive(Clone, Debug)]
pub struct Operation<'a> {
    /// What the desk does.
    pub kind: EntryKind,
    /// The clock; the entry takes the next free microsecond after the entry before it.
    pub at: Timestamp,
    /// Who does it.
    pub who: &'a str,
    /// The program and its version.
    pub program: &'a str,
    /// The entry that is taken back.
    pub undoes: Option<EntryId>,
    /// The file that was read.
    pub file: Option<&'a FileRead>,
    /// Its bytes, compressed, where they are kept.
    pub kept: Option<&'a [u8]>,
    /// Why what it records is held back; `None`: it is not.
    pub hold: Option<&'a str>,
}

/// What an entry came to.
#[derive(Clone, Debug)]
pub struct Written {
    /// The entry.
    pub entry: Entry,
    /// Rows that repeat earlier rows of the same file; the first hundred.
    pub repeats: Vec<Repeat>,
    /// The series that were touched.
    pub touched: Vec<i64>,
    /// How it is held back; `None` where it is not.
    pub hold: Option<HoldKind>,
    /// How many figures it gave an embargo that has not ended.
    pub embargoed: u64,
}

/// Writes the entry and commits: from here on the figures are on the disk.
pub fn commit(mut entry: EntryTransaction<'_>, operation: &Operation<'_>) -> Result<Written> {
    rows::flush(&mut entry)?;
    if entry.out_of_order {
        entry.transaction.hash_again(Ledger::Figure)?;
    }
    if let Some(kept) = operation.kept {
        entry.transaction.insert(Ledger::Kept, &[Cell::Blob(kept)])?;
    }
    let hold = holds::seal(&mut entry, operation.kind, operation.hold)?;
    let embargoed = holds::embargoed(&entry, operation.at)?;
    let before = entry.visibility.newest()?.map_or(i64::MIN, |entry| entry.recorded_at.micros());
    let recorded_at =
        Timestamp::from_micros(operation.at.micros().max(before.saturating_add(1))).unwrap_or(operation.at);
    let feed = snapshot::feed(&entry);
    let counts = serde_json::to_string(&entry.counts).unwrap_or_default();
    let (file, snapshot) = (operation.file, snapshot::taken(&entry).cloned());
    let cells = [
        Cell::Text(operation.kind.word()),
        Cell::Int(recorded_at.micros()),
        Cell::Text(operation.who),
        Cell::Text(operation.program),
        Cell::int(operation.undoes.map(|entry| entry.0)),
        Cell::Null,
        Cell::int(after_all_others(&entry, recorded_at)?),
        Cell::text(file.map(|file| file.name.as_str())),
        Cell::int(file.map(|file| file.bytes as i64)),
        file.map_or(Cell::Null, |file| Cell::Blob(&file.sha256)),
        Cell::text(file.map(|file| file.settings.as_str())),
        Cell::int(feed),
        Cell::int(snapshot.as_ref().map(|snapshot| snapshot.at.to_packed())),
        Cell::Text(&counts),
    ];
    let (id, hash) = entry.transaction.seal(&cells)?;
    let recorded = Entry {
        id: EntryId(id),
        kind: operation.kind,
        recorded_at,
        who: operation.who.into(),
        program: operation.program.into(),
        undoes: operation.undoes,
        file: file.cloned(),
        snapshot,
        counts: entry.counts,
        hash,
        stands: true,
        origin: None,
    };
    Ok(Written { entry: recorded, repeats: entry.repeats, touched: entry.touched.numbers(), hold, embargoed })
}

/// A desk whose clock is ahead may have been merged: what is said here later is later all the same. `None` where the
/// own clock says so.
fn after_all_others(entry: &EntryTransaction<'_>, recorded_at: Timestamp) -> Result<Option<i64>> {
    let ahead = entry.visibility.latest_origin()?.filter(|latest| *latest >= recorded_at);
    Ok(ahead.map(|latest| latest.micros().saturating_add(1)))
}
