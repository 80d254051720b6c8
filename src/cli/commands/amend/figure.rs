//! What this desk typed: a figure mended in place of one that is void from then on, or voided alone.

use crate::cli::entering::{desk_act, who};
use crate::cli::stores::locate;
use crate::cli::{Context, Done};
use crate::desk::error::Error;
use crate::desk::figures;
use crate::desk::touched::TouchedSeries;
use crate::model::draft::{Draft, Field};
use crate::model::figure::Figure;
use crate::model::gate::Drafted;
use crate::model::problem::Problem;
use crate::model::recorded::{ActKind, EntryKind, Recorded};
use crate::model::shared::Shared;
use crate::model::uid::Uid;
use crate::render::text;
use crate::report::figure::one_line;
use crate::report::house::cells;
use crate::report::mended::{MendReport, MendedField};
use crate::store::Store;
use crate::store::view::View;
use crate::store::write::{EntryTransaction, Mended};

use super::Args;

/// A field and what it should have been.
pub type Typo = (Field, String);

/// Reads `figure=704`.
pub fn typo(text: &str) -> Result<Typo, String> {
    let (name, value) = text.split_once('=').ok_or_else(|| "write FIELD=VALUE".to_owned())?;
    let name = name.trim();
    let field = Field::from_name(&name.replace('-', "_")).ok_or_else(|| {
        let names: Vec<_> =
            Field::ALL.iter().filter(|field| is_mendable(**field)).map(|field| field.name()).collect();
        format!("`{name}` is no field; write one of {}", names.join(", "))
    })?;
    match is_mendable(field) {
        true => Ok((field, value.trim().to_owned())),
        false => Err(format!(
            "`{name}` is what a row called itself or declared of others, which stays as declared; take the entry back with tollbook undo ENTRY and enter it anew"
        )),
    }
}

/// Refs and links follow the mended figure as they are.
fn is_mendable(field: Field) -> bool {
    use Field::{PartOf, Reason, ReasonBy, Ref, Relation, Target};
    !matches!(field, Ref | PartOf | Relation | Target | Reason | ReasonBy)
}

/// Mends or voids a figure.
pub fn run(args: &Args, context: &mut Context) -> Result<Done, Error> {
    let why = super::reason(args)?;
    let path = locate(context)?;
    let mut store = Store::open_for_writing(&path)?;
    let old = {
        let reader = store.read(None)?;
        let id = figures::sought(&reader, &args.what)?;
        refuse_void(&reader, id)?;
        reader.figure(id)?
    };
    let Some(old) = old else { return Ok(Done::Nothing) };
    let mut report = MendReport {
        entry: None,
        figure: old.id.0,
        was: one_line(&old),
        by: None,
        is: None,
        mended: Vec::new(),
        void: Vec::new(),
        why: why.to_owned(),
        store: path.display().to_string(),
        dry_run: context.global.dry_run,
    };
    let touched = record(&mut store, &old, args, &mut report, context)?;
    print(&report, &store, &touched, context)
}

/// Records what is mended, unless it is a dry run; the series that were touched.
fn record(
    store: &mut Store,
    old: &Recorded,
    args: &Args,
    report: &mut MendReport,
    context: &mut Context,
) -> Result<Vec<i64>, Error> {
    let why = report.why.clone();
    let mut writer = store.write()?;
    let mended = if args.void {
        writer.void(old.id, &why)?
    } else {
        let drafted = redraft(old, &args.typo)?;
        report.mended = changes(old, &drafted, &args.typo)?;
        mend(&mut writer, old, drafted, report)?
    };
    report.by = mended.by.map(|by| by.0);
    report.void = mended.void.iter().map(|id| id.0).collect();
    if report.dry_run {
        return Ok(Vec::new());
    }
    let who = who(context);
    let written = writer.seal(&desk_act(EntryKind::Amend, &who, context))?;
    context.recorded.push(written.entry.id.0);
    report.entry = Some(written.entry.id.0);
    Ok(written.touched)
}

/// Records the mended figure, or only its details where they alone were mistyped.
fn mend(
    writer: &mut EntryTransaction<'_>,
    old: &Recorded,
    drafted: Drafted,
    report: &mut MendReport,
) -> Result<Mended, Error> {
    let why = &report.why;
    if Uid::of(&drafted.figure) == Uid::of(&old.figure) {
        writer.mend_details(old.id, &drafted.figure.details, why)?;
        return Ok(Mended { by: None, void: Vec::new() });
    }
    let figure = drafted.figure.clone();
    let mended = writer.mend(old.id, drafted, why)?;
    if let Some(by) = mended.by {
        if writer.is_void(by)? {
            return Err(Error::usage(
                format!("the mended figure is #{by}, which this desk voided before"),
                format!("see tollbook log {by}, and restore it with tollbook undo ENTRY"),
            ));
        }
        report.is = Some(one_line(&Recorded { id: by, order: by.0, line: 0, figure }));
    }
    Ok(mended)
}

fn refuse_void(reader: &View<'_>, id: crate::model::recorded::FigureId) -> Result<(), Error> {
    let acts = reader.acts_with_entries(id)?;
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

/// The row as it was exported, with the mended cells, through the gate again.
fn redraft(old: &Recorded, typos: &[Typo]) -> Result<Drafted, Error> {
    let was = cells(old, None);
    let mut draft = Draft::default();
    was.iter().for_each(|(field, text)| draft.set(*field, text));
    typos.iter().for_each(|(field, text)| draft.set(*field, text));
    Figure::from_draft(&draft, &mut Shared::default()).map_err(|problems| Error::Faults(in_flags(problems)))
}

/// The way out of a problem is another `--typo`.
fn in_flags(problems: Vec<Problem>) -> Vec<Problem> {
    let told = |problem: Problem| match problem.field {
        Some(field) => Problem { hint: format!("{}: --typo {field}=VALUE", problem.hint), ..problem },
        None => problem,
    };
    problems.into_iter().map(told).collect()
}

/// What is other than it was; refused where nothing is, and where the store keeps what was first read.
fn changes(old: &Recorded, drafted: &Drafted, typos: &[Typo]) -> Result<Vec<MendedField>, Error> {
    let new = Recorded { id: old.id, order: old.order, line: 0, figure: drafted.figure.clone() };
    let (was, is) = (cells(old, None), cells(&new, None));
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
    if changes.is_empty() {
        let hint = format!("see what it is with tollbook show {}", old.id);
        return Err(Error::usage(format!("nothing about #{} would change", old.id), hint));
    }
    Ok(changes)
}

fn print(report: &MendReport, store: &Store, touched: &[i64], context: &mut Context) -> Result<Done, Error> {
    context.print(report, text::mended::mended)?;
    context.print_answers(store, &TouchedSeries::by_hand(touched.to_vec()))?;
    Ok(Done::Well)
}
