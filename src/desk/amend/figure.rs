//! What this desk typed: a figure mended in place of one that is void from then on, or voided alone.

use crate::desk::as_seen::as_seen;
use crate::desk::author::Author;
use crate::desk::error::Error;
use crate::desk::figures;
use crate::desk::touched::TouchedSeries;
use crate::model::date::Day;
use crate::model::draft::{Draft, Field};
use crate::model::problem::Problem;
use crate::model::recorded::{ActKind, EntryId, EntryKind, FigureId, Recorded};
use crate::model::shared::Shared;
use crate::model::uid::Uid;
use crate::model::validate::Drafted;
use crate::report::figure::one_line;
use crate::report::mended::{MendReport, MendedField};
use crate::store::write::{EntryTransaction, Mended};
use crate::store::{self, Store, View};

/// What is wrong with a figure that this desk entered.
#[derive(Clone, Debug)]
pub struct MendOptions {
    /// Its id, its ref, or `uid:` and the start of its uid.
    pub figure: String,
    /// What it should have been; without any it should not have been entered, and is voided.
    pub typos: Vec<Typo>,
    /// Why.
    pub why: String,
    /// Only what would be done.
    pub dry_run: bool,
}

/// A field and what it should have been.
pub type Typo = (Field, String);

/// Mends or voids a figure. What was done, and the series that were touched.
///
/// # Errors
/// A figure that is not there or void already, a mended one that cannot be, or what the store says.
pub fn mend(
    store: &mut Store,
    options: &MendOptions,
    author: &Author,
) -> Result<(MendReport, TouchedSeries), Error> {
    as_seen(|| mend_as_seen(store, options, author))
}

fn mend_as_seen(
    store: &mut Store,
    options: &MendOptions,
    author: &Author,
) -> Result<(MendReport, TouchedSeries), Error> {
    let (old, seen) = {
        let view = store::View::of(store, None)?.with_withheld()?;
        let old = figures::named(&view, &options.figure)?;
        refuse_void(&view, old.id)?;
        (old, view.visibility().number())
    };
    let mut report = MendReport {
        entry: None,
        figure: old.id.0,
        was: one_line(&old),
        by: None,
        is: None,
        mended: Vec::new(),
        void: Vec::new(),
        settled: false,
        why: options.why.clone(),
        store: store.path().map_or_else(String::new, |path| path.display().to_string()),
        dry_run: options.dry_run,
    };
    let touched = record(store, (&old, seen), &options.typos, &mut report, author)?;
    Ok((report, TouchedSeries::by_hand(touched)))
}

/// Records what is mended, unless it is a dry run; the series that were touched.
fn record(
    store: &mut Store,
    (old, seen): (&Recorded, EntryId),
    typos: &[Typo],
    report: &mut MendReport,
    author: &Author,
) -> Result<Vec<i64>, Error> {
    let mut writer = store::write::EntryTransaction::begin_as_seen(store, seen)?;
    let mended = if typos.is_empty() {
        store::write::mend::void(&mut writer, old.id, &report.why)?
    } else {
        let drafted = redraft(old, typos, (author.clock)().day())?;
        report.mended = changes(old, &drafted, typos)?;
        match report.mended.is_empty() {
            true => confirm(&mut writer, old, &report.why)?,
            false => replace(&mut writer, old, drafted, report)?,
        }
    };
    report.settled = mended.settled;
    report.by = mended.by.map(|by| by.0);
    report.void = mended.void.iter().map(|id| id.0).collect();
    if report.dry_run {
        return Ok(Vec::new());
    }
    let written = store::write::commit(writer, &author.operation(EntryKind::Amend))?;
    report.entry = Some(written.entry.id.0);
    Ok(written.touched)
}

/// Records that a figure is as the source has it, where desks had read it differently; refused where none had.
fn confirm(writer: &mut EntryTransaction<'_>, old: &Recorded, why: &str) -> Result<Mended, Error> {
    if store::write::mend::settle(writer, old.id, Some(old.id), why)? {
        return Ok(Mended { by: None, void: Vec::new(), settled: true });
    }
    let hint = format!("see what it is with tollbook show {}", old.id);
    Err(Error::usage(format!("nothing about #{} would change", old.id), hint))
}

/// Records the mended figure, or only its details where they alone were mistyped.
fn replace(
    writer: &mut EntryTransaction<'_>,
    old: &Recorded,
    drafted: Drafted,
    report: &mut MendReport,
) -> Result<Mended, Error> {
    let why = &report.why;
    if Uid::of(&drafted.figure) == Uid::of(&old.figure) {
        store::write::mend::details(writer, old.id, &drafted.figure.details, why)?;
        return Ok(Mended { by: None, void: Vec::new(), settled: false });
    }
    let figure = drafted.figure.clone();
    let mended = store::write::mend::figure(writer, old.id, drafted, why)?;
    if let Some(by) = mended.by {
        report.is = Some(one_line(&Recorded { id: by, order: by.0, line: 0, figure }));
    }
    Ok(mended)
}

fn refuse_void(view: &View<'_>, id: FigureId) -> Result<(), Error> {
    let acts = store::acts::with_entries(view, id)?;
    let Some((act, entry)) = acts.iter().rev().find(|(act, _)| act.what == ActKind::Void) else {
        return Ok(());
    };
    let hint = match act.other {
        Some(by) => format!(
            "mend the one in its place, tollbook amend {by}, or take that back: tollbook undo {entry}"
        ),
        None => format!("restore it with tollbook undo {entry}"),
    };
    Err(Error::usage(format!("#{id} is void since entry {entry}"), hint))
}

/// The row as it was exported, with the mended cells, checked again; its dates only where one of them is mended.
pub(super) fn redraft(old: &Recorded, typos: &[Typo], recorded_on: Day) -> Result<Drafted, Error> {
    let was = old.figure.cells();
    let mut draft = Draft::default();
    was.iter().for_each(|(field, text)| draft.set(*field, text));
    typos.iter().for_each(|(field, text)| draft.set(*field, text));
    let mends_a_date = typos.iter().any(|(field, _)| Field::DATES.contains(field));
    let mut shared = Shared::recorded_on(mends_a_date.then_some(recorded_on));
    Drafted::read(&draft, &mut shared).map_err(|problems| Error::Faults(in_flags(problems)))
}

/// The way out of a problem is another `--typo`.
fn in_flags(problems: Vec<Problem>) -> Vec<Problem> {
    let in_flags = |problem: Problem| match problem.field {
        Some(field) => Problem { hint: format!("{}: --typo {field}=VALUE", problem.hint), ..problem },
        None => problem,
    };
    problems.into_iter().map(in_flags).collect()
}

/// What is other than it was; refused where the store keeps what was first read.
pub(super) fn changes(old: &Recorded, drafted: &Drafted, typos: &[Typo]) -> Result<Vec<MendedField>, Error> {
    let (was, is) = (old.figure.cells(), drafted.figure.cells());
    let text = |cells: &[(Field, String)], field: Field| {
        cells.iter().find(|(given, _)| *given == field).map_or_else(String::new, |(_, text)| text.clone())
    };
    let mut changes = Vec::new();
    for (field, _) in typos {
        let read = if matches!(field, Field::Low | Field::High) { Field::Figure } else { *field };
        let change = MendedField { field: read.name(), was: text(&was, read), is: text(&is, read) };
        if change.was != change.is && !changes.contains(&change) {
            changes.push(change);
        }
    }
    let same_source = old.figure.source.identity() == drafted.figure.source.identity()
        && old.figure.source.publisher == drafted.figure.source.publisher;
    let same_figure = Uid::of(&old.figure) == Uid::of(&drafted.figure);
    let stays = |change: &MendedField| {
        same_source && ["title", "archive_url", "language"].contains(&change.field)
            || same_figure && change.field == "figure"
    };
    if let Some(change) = changes.iter().find(|change| stays(change)) {
        let hint = match change.field {
            "figure" => {
                "the words claim the same number: keep them, or say what differs with --typo note=WORDS"
            }
            "archive_url" => "write tollbook amend source URL --archive URL",
            _ => {
                "it belongs to the source, and is kept as first read; say what is wrong with --typo note=WORDS"
            }
        };
        return Err(Error::usage(format!("the {} cannot be mended so", change.field), hint));
    }
    Ok(changes)
}
