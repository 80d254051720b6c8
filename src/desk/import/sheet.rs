//! A desk's own sheet, imported again: what the desk is asked, what it answered, and what it is told.

use crate::desk::error::Error;
use crate::model::problem::Problem;
use crate::model::recorded::{FigureId, Recorded};
use crate::model::sheet::{Changed, SheetRow};
use crate::model::sheet_fault::SheetFault;
use crate::report::figure::one_line;
use crate::report::scope::ScopeReport;
use crate::report::sheet::{ChangedRow, SheetReport, SheetRows, VanishedRow, VoidRow};
use crate::store::write::EntryTransaction;
use crate::store::write::sheet::{self, FirstOf, SheetChanges, StaleRow};
use crate::store::{self, Result};

/// How many rows are told one by one; the others are counted.
const TOLD: usize = 1000;
/// How many figures without a row are named.
const NAMED: usize = 5;

/// What the desk said of changed rows.
#[derive(Clone, Copy, Debug)]
pub(super) struct SheetAnswer {
    /// On the command line: it answers for all.
    pub flag: Option<Changed>,
    /// On the command line, or in the profile of the file.
    pub kept: Option<Changed>,
}

/// What a sheet came to.
pub(super) enum SheetOutcome {
    /// It can be recorded.
    Answered(Box<SheetReport>),
    /// The desk has to answer first.
    Asked(Error),
}

/// Settles the changed rows of a file, and tells what became of its rows. It is called `shown` where people are told, and
/// `name` in the store.
///
/// # Errors
/// What the store says.
pub(super) fn settle(
    writer: &mut EntryTransaction<'_>,
    (shown, name): (&str, &str),
    (changes, rejected): (SheetChanges, u64),
    said: SheetAnswer,
) -> Result<SheetOutcome> {
    let mut report = SheetReport::default();
    let why = format!("mended in {name}");
    match answer(changes, said) {
        Some(Changed::Mend) => {
            sheet::mend(writer, &why)?;
            report.mended = rows(sheet::changed(writer, TOLD)?, |row| Some(row.new));
        }
        Some(Changed::New) => {
            sheet::keep_both(writer, &format!("printed too, by {name}"))?;
            report.changed = rows(sheet::changed(writer, TOLD)?, |_| None);
        }
        None => {
            report.changed = rows(sheet::changed(writer, TOLD)?, |_| None);
            report.unclear = rows(sheet::unclear(writer, TOLD)?, |_| None);
            return Ok(SheetOutcome::Asked(question(shown, changes, said, report)));
        }
    }
    report.unclear = rows(sheet::unclear(writer, TOLD)?, |_| None);
    report.void = some(sheet::stale(writer, TOLD)?, void_row);
    let gone = sheet::vanished(writer, NAMED)?;
    report.moved_on = gone.moved_on;
    // As many rows as were rejected may be those that seem to be missing.
    if gone.rows.all > rejected {
        report.vanished = SheetRows { rows: gone.rows.all, first: named(writer, &gone.rows.first)? };
    }
    Ok(SheetOutcome::Answered(Box::new(report)))
}

/// What is done with the changed rows; `None`: that has to be asked. No profile answers for a rise without a new day.
fn answer(changes: SheetChanges, said: SheetAnswer) -> Option<Changed> {
    let SheetChanges { rising, unclear, rows, .. } = changes;
    match said.flag.or(said.kept) {
        _ if rows == 0 => Some(Changed::New),
        Some(Changed::Mend) if said.flag.is_none() && rising + unclear > 0 => None,
        answer => answer,
    }
}

fn question(name: &str, changes: SheetChanges, said: SheetAnswer, report: SheetReport) -> Error {
    let (rows, file) = (changes.rows, name.to_owned());
    let fault = match said.kept {
        Some(_) => SheetFault::NotAnswered { rows, file },
        None => SheetFault::Changed { rows, file },
    };
    let (file, problem) = (name.to_owned(), Problem::of_row(&fault));
    Error::Sheet { file, report: Box::new(report), problem }
}

fn rows(told: FirstOf<SheetRow>, by: impl Fn(&SheetRow) -> Option<FigureId>) -> SheetRows<ChangedRow> {
    some(told, |row| ChangedRow::new(&row, by(&row)))
}

fn some<T, R>(told: FirstOf<T>, report: impl Fn(T) -> R) -> SheetRows<R> {
    SheetRows { rows: told.all, first: told.first.into_iter().map(report).collect() }
}

fn void_row(row: StaleRow) -> VoidRow {
    let StaleRow { line, figure, words, by } = row;
    let (by, by_words) = by.map(|(by, words)| (by.0, words)).unzip();
    VoidRow { line, figure: figure.0, words, by, by_words }
}

fn named(writer: &EntryTransaction<'_>, figures: &[FigureId]) -> Result<Vec<VanishedRow>> {
    if figures.is_empty() {
        return Ok(Vec::new());
    }
    let found = store::write::by_hand::recorded(writer, figures)?;
    let row = |one: &Recorded| VanishedRow {
        figure: one.id.0,
        line: one_line(one),
        scope: ScopeReport::new(&one.figure.scope),
    };
    Ok(found.iter().map(row).collect())
}
