//! `add`: one figure by hand; what the world changed is declared with it.

mod draft;
mod known;
mod look;
mod offers;
mod said;

use super::as_seen::as_seen;
use super::author::Author;
use super::error::Error;
use super::opening::{Writable, open_or_make};
use super::touched::TouchedSeries;
use crate::model::figure::Declares;
use crate::model::link_fault::LinkFault;
use crate::model::problem::Problem;
use crate::model::recorded::{ActKind, EntryId, EntryKind, FigureId, Recorded};
use crate::model::redact_fault::RedactFault;
use crate::report::added::{AddLook, AddReport, Notice};
use crate::report::figure::one_line;
use crate::store::write::{Became, Entered, EntryTransaction, Link};
use crate::store::{self, Store, View};

pub(super) use known::similar_names;

pub use draft::{AddDraft, AddOptions, AddPlan, Incomplete, relation_flag};
pub use offers::Offers;
pub use said::{Cells, OneOfSeveral, SaidInWords};

/// A figure that was added.
#[derive(Debug)]
pub struct Added {
    /// What was recorded.
    pub report: AddReport,
    /// The store.
    pub store: Store,
    /// The series that were touched: its own, and those of the figures that it is linked to.
    pub touched: TouchedSeries,
}

/// Records what was planned, unless it is a dry run or nothing is new; a store is made where there is none.
///
/// # Errors
/// A ref that another figure has, a figure that this desk voided, links that lead nowhere, or what the store says.
pub fn apply(plan: &AddPlan, author: &Author) -> Result<Added, Error> {
    let mut target = open_or_make(plan.path().to_owned(), plan.is_dry_run())?;
    let (mut report, figures) = match attempted(plan, &mut target.store, author) {
        Err(failure) if target.made => {
            target.discard();
            return Err(failure);
        }
        done => done?,
    };
    let Writable { store, path, made } = target;
    report.store = path.display().to_string();
    report.store_is_new = made && report.entry.is_some();
    Ok(Added { report, store, touched: TouchedSeries::of_figures(figures) })
}

/// The figure as it is recorded, with the figures whose series are answered.
fn attempted(
    plan: &AddPlan,
    store: &mut Store,
    author: &Author,
) -> Result<(AddReport, Vec<FigureId>), Error> {
    as_seen(|| {
        let (mut report, seen) = begun(plan, store)?;
        let figures = record((&mut *store, seen), plan, &mut report, author)?;
        Ok((report, figures))
    })
}

/// What is planned, with what a person should look at before; and the newest entry by then.
fn begun(plan: &AddPlan, store: &Store) -> Result<(AddReport, EntryId), Error> {
    let (view, drafted) = (View::of(store, None)?, plan.drafted());
    known::refuse_taken_ref(&view, drafted)?;
    let mut report = plan.report();
    report.notices.extend(known::revised_of_others(view.names(), drafted, |name| plan.target(name)));
    report.notices.extend(known::similar_names(&view, &drafted.figure)?);
    Ok((report, view.visibility().number()))
}

/// What would be recorded, as `show` would show it; nothing is.
///
/// # Errors
/// Why it cannot be recorded, or what the store says.
pub fn look(plan: &AddPlan, author: &Author) -> Result<AddLook, Error> {
    look::look(plan, rehearsed(plan, author)?)
}

/// What recording it would come to; nothing is recorded.
fn rehearsed(plan: &AddPlan, author: &Author) -> Result<AddReport, Error> {
    let mut target = open_or_make(plan.path().to_owned(), true)?;
    as_seen(|| {
        let (report, seen) = begun(plan, &target.store)?;
        let mut report = AddReport { dry_run: true, ..report };
        record((&mut target.store, seen), plan, &mut report, author)?;
        Ok(report)
    })
}

/// Records the figure, unless it is a dry run or nothing is new. The figures whose series are answered.
fn record(
    (store, seen): (&mut Store, EntryId),
    plan: &AddPlan,
    report: &mut AddReport,
    author: &Author,
) -> Result<Vec<FigureId>, Error> {
    let links = links(plan)?;
    let mut writer = store::write::EntryTransaction::begin_as_seen(store, seen)?;
    let entered = store::write::by_hand::enter(&mut writer, plan.drafted().clone(), &links)?;
    if let Some(link) = links.iter().find(|link| link.target == entered.id) {
        let fault = LinkFault::Itself { target: link.target.to_string() };
        return Err(Error::of(&fault));
    }
    refuse_void(&writer, &entered)?;
    let was_there = entered.outcome != Became::New;
    report.figure = (was_there || !report.dry_run).then_some(entered.id.0);
    report.outcome = match entered.outcome {
        Became::New => "new",
        Became::Same => "same",
        Became::Changed => "changed",
    };
    let figure = plan.drafted().figure.clone();
    report.line = one_line(&Recorded { id: entered.id, order: entered.id.0, line: 0, figure });
    if report.dry_run && !was_there {
        report.line = report.line.split_once(": ").map_or_else(String::new, |(_, line)| line.to_owned());
    }
    report.notices.extend(erased_before(&writer));
    let nothing_new =
        entered.outcome == Became::Same && store::write::by_hand::was_added(&writer, entered.id)?;
    if !report.dry_run && !nothing_new {
        let written = store::write::commit(writer, &author.operation(EntryKind::Add))?;
        (report.entry, report.held) = (Some(written.entry.id.0), written.hold);
        report.under_embargo = written.embargoed;
    }
    if report.dry_run {
        return Ok(Vec::new());
    }
    Ok([entered.id].into_iter().chain(entered.parts).chain(links.iter().map(|link| link.target)).collect())
}

/// What the figure declares, with the figures that were found.
fn links(plan: &AddPlan) -> Result<Vec<Link>, Error> {
    let mut links = Vec::new();
    for declared in &plan.drafted().declared {
        let what = match declared.what {
            Declares::PartOf(completeness) => ActKind::PartOf(completeness),
            Declares::Relation(kind) => ActKind::Linked(kind),
        };
        let Some(target) = plan.target(&declared.target) else {
            let fault = LinkFault::NoFigure { target: declared.target.clone() };
            return Err(Error::of(&fault));
        };
        let (reason, reason_by) = (declared.reason, declared.reason_by.clone());
        links.push(Link { what, target: target.id, reason, reason_by });
    }
    Ok(links)
}

/// A figure that this desk voided as a typing error does not come in again by itself.
///
/// # Errors
/// The refusal.
pub(super) fn refuse_void(writer: &EntryTransaction<'_>, entered: &Entered) -> Result<(), Error> {
    if entered.outcome == Became::New || !store::write::by_hand::is_void(writer, entered.id)? {
        return Ok(());
    }
    Err(Error::usage(
        format!("this figure is #{}, which this desk voided as a typing error", entered.id),
        format!(
            "see by which entry with tollbook log {}, and restore it with tollbook undo ENTRY",
            entered.id
        ),
    ))
}

fn erased_before(writer: &EntryTransaction<'_>) -> Vec<Notice> {
    let notices = writer.erased_texts().iter().map(|text| {
        let problem = Problem::of_row(&RedactFault::ErasedBefore { field: text.field, entry: text.entry });
        Notice { what: problem.what, hint: problem.hint }
    });
    notices.collect()
}
