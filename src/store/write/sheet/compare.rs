//! Which figures the rows of a sheet were when it was last imported.

use crate::model::recorded::{EntryId, FigureId};
use crate::model::sheet::SheetStep;
use crate::store::ledgers::Ledger;
use crate::store::rows::is_visible;
use crate::store::view::View;
use crate::store::write::entry::EntryTransaction;
use crate::store::write::rows as file_rows;
use crate::store::write::touched::Touched;
use crate::store::{Result, figures, voids};

use super::comparison::SheetComparison;
use super::pairs::{self, Pair, PairKind, PairedBy};

/// How many rows of a sheet are not what they were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SheetChanges {
    /// Rows that are changed, or may be: with several figures, a row may be so in several ways.
    pub rows: u64,
    /// Those of them whose counts rise.
    pub rising: u64,
    /// Rows that may be what one figure was, or several.
    pub unclear: u64,
}

/// Compares the file, once it has been read, with those of its name. Nothing for a file whose name is not known.
///
/// # Errors
/// What SQLite says.
pub fn compare(entry: &mut EntryTransaction<'_>) -> Result<SheetChanges> {
    file_rows::flush(entry)?;
    let Some(mut sheet) = entry.sheet.take() else { return Ok(SheetChanges::default()) };
    if let Some(last) = sheet.last {
        sheet.before = figures_of(entry, last)?;
    }
    let changes = find_pairs(entry, &sheet);
    entry.sheet = Some(sheet);
    changes
}

fn find_pairs(entry: &EntryTransaction<'_>, sheet: &SheetComparison) -> Result<SheetChanges> {
    let mut view = None;
    for figure in sheet.held.without(&sheet.before) {
        let known = Known { entry, sheet };
        let (olds, by) = known.olds_of(figure)?;
        if olds.is_empty() {
            continue;
        }
        let view = match &view {
            Some(view) => view,
            None => view.insert(entry.view()?),
        };
        for old in olds {
            known.put(view, FigureId(old), FigureId(figure), by)?;
        }
    }
    let conn = entry.transaction.conn();
    pairs::settle(conn)?;
    Ok(SheetChanges {
        rows: pairs::asked_lines(conn)?,
        rising: pairs::lines(conn, PairKind::Rises)?,
        unclear: pairs::lines(conn, PairKind::Unclear)?,
    })
}

/// The figures that an entry held.
fn figures_of(entry: &EntryTransaction<'_>, id: EntryId) -> Result<Touched> {
    let mut figures = Touched::default();
    let (visibility, conn) = (&entry.visibility, entry.transaction.conn());
    if let Some((above, last)) = visibility.rows_of(Ledger::Figure, id)? {
        (above + 1..=last).for_each(|figure| figures.insert(figure));
    }
    if let Some(range) = visibility.rows_of(Ledger::Sighting, id)? {
        let mut statement = conn.prepare_cached("SELECT figure FROM sighting WHERE id > ?1 AND id <= ?2")?;
        let mut rows = statement.query(range)?;
        while let Some(row) = rows.next()? {
            figures.insert(row.get(0)?);
        }
    }
    Ok(figures)
}

/// What is known of the figures of a sheet.
pub(super) struct Known<'k, 'c> {
    pub entry: &'k EntryTransaction<'c>,
    pub sheet: &'k SheetComparison,
}

impl Known<'_, '_> {
    /// The figures that a row may have been that is this one now, and by what they are known: by its ref, else by all that
    /// tells its statement from others.
    fn olds_of(&self, figure: i64) -> Result<(Vec<i64>, PairedBy)> {
        let refs = self.refs_of(figure)?;
        let mut olds = Vec::new();
        for reference in &refs {
            olds.extend(self.with_ref(reference, figure)?);
        }
        self.keep_what_was_there(&mut olds, figure)?;
        if let Some(newest) = olds.iter().max().copied() {
            let was_last = olds.iter().copied().find(|old| self.sheet.before.holds(*old));
            return Ok((vec![was_last.unwrap_or(newest)], PairedBy::Ref));
        }
        let mut olds = self.with_key(figure)?;
        self.keep_what_was_there(&mut olds, figure)?;
        if !refs.is_empty() {
            // Rows that the desk calls differently are different rows.
            let mut unnamed = Vec::new();
            for old in olds {
                if !self.has_ref(old)? {
                    unnamed.push(old);
                }
            }
            olds = unnamed;
        }
        if olds.iter().any(|old| self.sheet.before.holds(*old)) {
            olds.retain(|old| self.sheet.before.holds(*old));
        }
        Ok((olds, PairedBy::Key))
    }

    /// Leaves of some figures those that stand, that a file of this name brought, and that this one no longer holds. A row
    /// that was in an older file of the name, and stands, can only be what the last one held.
    fn keep_what_was_there(&self, olds: &mut Vec<i64>, figure: i64) -> Result<()> {
        olds.sort_unstable();
        olds.dedup();
        olds.retain(|old| *old != figure && !self.sheet.held.holds(*old));
        if olds.is_empty() {
            return Ok(());
        }
        let was_there = self.stands(figure)? && self.was_brought(figure)?;
        let mut kept = Vec::new();
        for old in olds.drain(..) {
            let may_be = !was_there || self.sheet.before.holds(old);
            if may_be && self.was_here(old)? && self.is_of_sheet(old)? {
                kept.push(old);
            }
        }
        *olds = kept;
        Ok(())
    }

    /// The refs that the file gives a figure.
    fn refs_of(&self, figure: i64) -> Result<Vec<String>> {
        let before = self.entry.transaction.before(Ledger::Ref);
        if self.entry.transaction.last(Ledger::Ref) == before {
            return Ok(Vec::new());
        }
        let sql = "SELECT ref FROM ref WHERE figure = ?1 AND id > ?2";
        let mut statement = self.entry.transaction.conn().prepare_cached(sql)?;
        let rows = statement.query_map([figure, before], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn has_ref(&self, figure: i64) -> Result<bool> {
        let sql = "SELECT id FROM ref WHERE figure = ?1";
        let mut statement = self.entry.transaction.conn().prepare_cached(sql)?;
        let mut rows = statement.query([figure])?;
        while let Some(row) = rows.next()? {
            if self.entry.visibility.sees(Ledger::Ref, row.get(0)?) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The figures of the same publisher, event and measure that have a ref.
    fn with_ref(&self, reference: &str, figure: i64) -> Result<Vec<i64>> {
        let sql = "SELECT ref.id, ref.figure
                   FROM ref
                   JOIN figure AS old ON old.id = ref.figure JOIN series AS was ON was.id = old.series
                   JOIN source AS had ON had.id = old.source
                   JOIN figure AS new ON new.id = ?2 JOIN series AS counts ON counts.id = new.series
                   JOIN source AS has ON has.id = new.source
                   WHERE ref.ref = ?1 AND had.publisher = has.publisher
                     AND was.event = counts.event AND was.measure = counts.measure";
        let mut statement = self.entry.transaction.conn().prepare_cached(sql)?;
        let mut rows = statement.query((reference, figure))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            if self.entry.visibility.sees(Ledger::Ref, row.get(0)?) {
                found.push(row.get(1)?);
            }
        }
        Ok(found)
    }

    /// The figures whose key is that of another but for the count.
    fn with_key(&self, figure: i64) -> Result<Vec<i64>> {
        let sql = "SELECT old.id FROM figure AS new CROSS JOIN figure AS old
                     ON old.series = new.series AND old.attribution = new.attribution AND old.as_of = new.as_of
                     AND old.window = new.window AND old.known_at = new.known_at AND old.source = new.source
                   WHERE new.id = ?1";
        let mut statement = self.entry.transaction.conn().prepare_cached(sql)?;
        let rows = statement.query_map([figure], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Whether a figure stood before this entry.
    pub fn stands(&self, figure: i64) -> Result<bool> {
        let (conn, visibility) = (self.entry.transaction.conn(), &self.entry.visibility);
        Ok(visibility.reaches(Ledger::Figure, figure)
            && is_visible(conn, visibility, figure)?
            && !voids::is_void(conn, visibility, FigureId(figure))?)
    }

    /// Whether a figure stood before this entry by what this desk recorded: what another desk read later is no mend of the
    /// sheet.
    fn was_here(&self, figure: i64) -> Result<bool> {
        let (conn, visibility) = (self.entry.transaction.conn(), &self.entry.visibility);
        Ok(self.stands(figure)?
            || is_visible(conn, visibility, figure)?
                && voids::is_overruled(conn, visibility, FigureId(figure))?)
    }

    /// Whether a standing entry of a file of this name recorded a figure, or saw it again.
    fn was_brought(&self, figure: i64) -> Result<bool> {
        let is_of = |ledger, row| -> Result<bool> {
            let by = self.entry.visibility.standing_entry_of(ledger, row)?;
            Ok(by.is_some_and(|by| self.sheet.entries.binary_search(&by.id).is_ok()))
        };
        if is_of(Ledger::Figure, figure)? {
            return Ok(true);
        }
        let sql = "SELECT id FROM sighting WHERE figure = ?1 ORDER BY id";
        let mut statement = self.entry.transaction.conn().prepare_cached(sql)?;
        let mut rows = statement.query([figure])?;
        while let Some(row) = rows.next()? {
            if is_of(Ledger::Sighting, row.get(0)?)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether a file of this name brought a figure, or one in whose place it stands.
    fn is_of_sheet(&self, figure: i64) -> Result<bool> {
        let (mut left, mut seen) = (vec![figure], Vec::new());
        while let Some(figure) = left.pop() {
            if self.was_brought(figure)? {
                return Ok(true);
            }
            seen.push(figure);
            let sql = "SELECT id, figure FROM act WHERE other = ?1 AND what = 'void' ORDER BY id";
            let mut statement = self.entry.transaction.conn().prepare_cached(sql)?;
            let mut rows = statement.query([figure])?;
            while let Some(row) = rows.next()? {
                let void = row.get(1)?;
                if self.entry.visibility.sees(Ledger::Act, row.get(0)?) && !seen.contains(&void) {
                    left.push(void);
                }
            }
        }
        Ok(false)
    }

    fn put(&self, view: &View<'_>, old: FigureId, new: FigureId, by: PairedBy) -> Result<()> {
        let (Some(was), Some(is)) = (figures::one(view, old)?, figures::one(view, new)?) else {
            return Ok(());
        };
        let line = self.line_of(new)?;
        let mut kind = PairKind::from(SheetStep::of(&was.figure, &is.figure));
        if kind == PairKind::MovedOn && self.took_the_place_of(old, new)? {
            kind = PairKind::Changed; // mended back: what was mended before is no news
        }
        pairs::put(self.entry.transaction.conn(), Pair { line, old, new }, by, kind)
    }

    /// Whether a figure stands in the place of another, which is void.
    fn took_the_place_of(&self, figure: FigureId, void: FigureId) -> Result<bool> {
        let (conn, visibility) = (self.entry.transaction.conn(), &self.entry.visibility);
        let (mut next, mut seen) = (void, Vec::new());
        while visibility.reaches(Ledger::Figure, next.0) && !seen.contains(&next) {
            seen.push(next);
            match voids::heir(conn, visibility, next)? {
                Some(heir) if heir == figure => return Ok(true),
                Some(heir) => next = heir,
                None => return Ok(false),
            }
        }
        Ok(false)
    }

    /// The line of this file that holds a figure.
    pub fn line_of(&self, figure: FigureId) -> Result<u64> {
        line_of(self.entry, figure)
    }
}

/// The line of the file of this entry that holds a figure.
pub(super) fn line_of(entry: &EntryTransaction<'_>, figure: FigureId) -> Result<u64> {
    let (conn, transaction) = (entry.transaction.conn(), &entry.transaction);
    let line: i64 = if figure.0 > transaction.before(Ledger::Figure) {
        conn.prepare_cached("SELECT line FROM figure WHERE id = ?1")?
            .query_row([figure.0], |row| row.get(0))?
    } else {
        let sql = "SELECT line FROM sighting WHERE figure = ?1 AND id > ?2 ORDER BY id LIMIT 1";
        let before = transaction.before(Ledger::Sighting);
        conn.prepare_cached(sql)?.query_row([figure.0, before], |row| row.get(0))?
    };
    Ok(line as u64)
}
