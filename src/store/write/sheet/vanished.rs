//! What the last sheet of the name held and this one does not: figures whose rows moved on, and figures without a row.

use crate::model::recorded::{FigureId, Recorded};
use crate::model::sheet::SheetStep;
use crate::store::ledgers::Ledger;
use crate::store::view::View;
use crate::store::write::entry::EntryTransaction;
use crate::store::{Result, figures, voids};

use super::compare::{Known, line_of};
use super::comparison::SheetComparison;
use super::pairs::{self, Pair, PairKind, PairedBy};
use super::told::FirstOf;

/// For how many figures without a row one for a later day is sought: the time for that grows with both.
const LOOKED_AT: u64 = 10_000;

/// What became of the rows that are no longer what they were.
#[derive(Clone, Debug, Default)]
pub struct Vanished {
    /// How many rows moved on: a day of them did.
    pub moved_on: u64,
    /// The figures whose rows are no longer there; they stand.
    pub rows: FirstOf<FigureId>,
}

/// What vanished since the last sheet of the name, as far as it stands, once changed rows are settled; the first `most` one
/// by one. Where nothing of that sheet is left, this is another file, and nothing is said to have vanished.
///
/// # Errors
/// What SQLite says.
pub fn vanished(entry: &mut EntryTransaction<'_>, most: usize) -> Result<Vanished> {
    let Some(sheet) = entry.sheet.take() else { return Ok(Vanished::default()) };
    let found = find(entry, &sheet, most);
    entry.sheet = Some(sheet);
    found
}

fn find(entry: &EntryTransaction<'_>, sheet: &SheetComparison, most: usize) -> Result<Vanished> {
    let conn = entry.transaction.conn();
    let mut rows = FirstOf::default();
    if sheet.held.meets(&sheet.before) || pairs::any(conn)? {
        let known = Known { entry, sheet };
        let (mut view, mut looked_at, all) = (None, 0_u64, entry.visibility.with_unsealed());
        for figure in sheet.before.without(&sheet.held) {
            let old = FigureId(figure);
            if !known.stands(figure)? || pairs::is_old(conn, figure)? || voids::is_void(conn, &all, old)? {
                continue;
            }
            let view = match &view {
                Some(view) => view,
                None => view.insert(entry.view()?),
            };
            // Numbers of figures have gaps: those of rows that turned out to be there already.
            let Some(was) = figures::one(view, old)? else { continue };
            looked_at += 1;
            if looked_at <= LOOKED_AT && has_moved_on(entry, view, &was)? {
                continue;
            }
            rows.all += 1;
            if rows.first.len() < most {
                rows.first.push(old);
            }
        }
    }
    Ok(Vanished { moved_on: pairs::lines(conn, PairKind::MovedOn)?, rows })
}

/// Whether the file has a new figure of the same series and attribution for a later day, which is no other row's. Then they
/// are a pair.
fn has_moved_on(entry: &EntryTransaction<'_>, view: &View<'_>, was: &Recorded) -> Result<bool> {
    let conn = entry.transaction.conn();
    let sql = "SELECT new.id FROM figure AS old CROSS JOIN figure AS new
                 ON new.series = old.series AND new.attribution = old.attribution AND new.as_of >= old.as_of
                 AND new.id > ?2
               WHERE old.id = ?1
                 AND NOT EXISTS (SELECT 1 FROM temp.sheet_pair AS pair WHERE pair.new = new.id)";
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query([was.id.0, entry.transaction.before(Ledger::Figure)])?;
    while let Some(row) = rows.next()? {
        let new = FigureId(row.get(0)?);
        let Some(is) = figures::one(view, new)? else { continue };
        if SheetStep::of(&was.figure, &is.figure) == SheetStep::MovedOn {
            let pair = Pair { line: line_of(entry, new)?, old: was.id, new };
            pairs::put(conn, pair, PairedBy::Key, PairKind::MovedOn)?;
            return Ok(true);
        }
    }
    Ok(false)
}
