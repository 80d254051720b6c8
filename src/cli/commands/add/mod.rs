//! `add`: one figure by hand, from a phrase and flags; what the world changed is declared with it.

mod ask;
mod fields;
mod gather;
mod look;

use crate::cli::entering::{desk_act, who};
use crate::cli::stores::open_or_make;
use crate::cli::{Context, Done};
use crate::desk::error::Error;
use crate::desk::touched::TouchedSeries;
use crate::model::figure::Declares;
use crate::model::gate::Drafted;
use crate::model::link_fault::LinkFault;
use crate::model::problem::Problem;
use crate::model::recorded::{ActKind, EntryKind, FigureId, Recorded};
use crate::model::redact_fault::RedactFault;
use crate::model::uid::Uid;
use crate::report::added::{AddReport, Notice};
use crate::report::figure::one_line;
use crate::report::scope::ScopeReport;
use crate::store;
use crate::store::Store;
use crate::store::write::{Became, Entered, EntryTransaction, Link};

use fields::FieldFlags;
use gather::Gathered;

/// What `add` takes.
#[derive(clap::Args, Debug)]
#[command(
    long_about = "Adds one figure by hand: the words as printed, and a flag for each field of the house CSV. On a terminal it asks for what is missing; otherwise it says which flags are missing. What the world did to an earlier figure is declared with the new one: the authority revises it, its publisher corrects it, its author retracts it (what this desk mistyped is mended with tollbook amend). A figure that is linked to another takes from it what is counted, where no flag says otherwise. Makes a store where there is none.\n\nExamples:\n  tollbook add \"at least 100 killed\" --event \"Deraa strike\" --count-type total --authority SANA --publisher Reuters --published-on 2023-10-25\n  tollbook add \"about 1,200\" --revises 12 --reason identification --reason-by AFP --authority \"Israeli authorities\" --publisher AFP --published-on 2023-11-10\n  tollbook add --retracts 12 --authority \"Gaza Health Ministry\" --publisher AP --published-on 2023-11-11"
)]
pub struct Args {
    /// The number as printed, with its words: "at least 100 killed"
    #[arg(value_name = "WORDS")]
    words: Option<String>,
    #[command(flatten)]
    fields: FieldFlags,
}

/// Runs the command.
pub fn run(args: &Args, context: &mut Context) -> Result<Done, Error> {
    context.out.no_csv("add")?;
    let gathered = gather::gather(args, context)?;
    let mut desk = open_or_make(context)?;
    let mut report = {
        let reader = store::View::of(&desk.store, None)?;
        look::refuse_taken_ref(&reader, &gathered.drafted)?;
        let mut report = report(&gathered, desk.path.display().to_string(), context.global.dry_run);
        report.notices.extend(look::similar_names(&reader, &gathered.drafted.figure)?);
        report
    };
    let recorded = match record(&mut desk.store, &gathered, &mut report, context) {
        Err(failure) if desk.made => {
            desk.discard();
            return Err(failure);
        }
        recorded => recorded?,
    };
    report.store_is_new = desk.made && report.entry.is_some();
    print(&report, &desk.store, &recorded, context)?;
    Ok(Done::Well)
}

/// Records the figure, unless it is a dry run or nothing is new. The figures whose series are answered.
fn record(
    store: &mut Store,
    gathered: &Gathered,
    report: &mut AddReport,
    context: &mut Context,
) -> Result<Vec<FigureId>, Error> {
    let links = links(gathered)?;
    let mut writer = store.write()?;
    let entered = writer.enter(gathered.drafted.clone(), &links)?;
    if let Some(link) = links.iter().find(|link| link.target == entered.id) {
        let fault = LinkFault::Itself { target: link.target.to_string() };
        return Err(Error::Fault(Problem::of_row(&fault)));
    }
    refuse_void(&writer, &entered)?;
    let was_there = entered.outcome != Became::New;
    report.figure = (was_there || !report.dry_run).then_some(entered.id.0);
    report.outcome = match entered.outcome {
        Became::New => "new",
        Became::Same => "same",
        Became::Changed => "changed",
    };
    report.line = one_line(&Recorded {
        id: entered.id,
        order: entered.id.0,
        line: 0,
        figure: gathered.drafted.figure.clone(),
    });
    if report.dry_run && !was_there {
        report.line = report.line.split_once(": ").map_or_else(String::new, |(_, line)| line.to_owned());
    }
    report.notices.extend(met_again(&writer));
    let nothing_new = entered.outcome == Became::Same && writer.was_added(entered.id)?;
    if !report.dry_run && !nothing_new {
        let who = who(context);
        let written = writer.seal(&desk_act(EntryKind::Add, &who, context))?;
        context.recorded.push(written.entry.id.0);
        report.entry = Some(written.entry.id.0);
    }
    if report.dry_run {
        return Ok(Vec::new());
    }
    Ok([entered.id].into_iter().chain(entered.parts).chain(links.iter().map(|link| link.target)).collect())
}

/// What the figure declares, with the figures that were found.
fn links(gathered: &Gathered) -> Result<Vec<Link>, Error> {
    let mut links = Vec::new();
    for declared in &gathered.drafted.declared {
        let what = match declared.what {
            Declares::PartOf(completeness) => ActKind::PartOf(completeness),
            Declares::Relation(kind) => ActKind::Linked(kind),
        };
        let Some(target) = gathered.targets.get(&declared.target) else {
            let fault = LinkFault::NoFigure { target: declared.target.clone() };
            return Err(Error::Fault(Problem::of_row(&fault)));
        };
        let (reason, reason_by) = (declared.reason, declared.reason_by.clone());
        links.push(Link { what, target: target.id, reason, reason_by });
    }
    Ok(links)
}

fn refuse_void(writer: &EntryTransaction<'_>, entered: &Entered) -> Result<(), Error> {
    if entered.outcome == Became::New || !writer.is_void(entered.id)? {
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

fn met_again(writer: &EntryTransaction<'_>) -> Vec<Notice> {
    let met = writer.met_again().iter().map(|met| {
        let problem = Problem::of_row(&RedactFault::MetAgain { field: met.field, entry: met.entry });
        Notice { what: problem.what, hint: problem.hint }
    });
    met.collect()
}

fn report(gathered: &Gathered, store: String, dry_run: bool) -> AddReport {
    let Drafted { figure, parts, notices, declared, .. } = &gathered.drafted;
    let part = |part: &crate::model::figure::Figure| {
        let words = part.count.as_ref().map_or_else(String::new, |count| count.printed().into_owned());
        format!("{words} ({})", part.scope.group)
    };
    let links = declared.iter().map(|one| {
        let what = match one.what {
            Declares::PartOf(_) => "is part of".to_owned(),
            Declares::Relation(kind) => kind.word().replace('_', " "),
        };
        let reason = one.reason.map(|reason| reason.word().replace('_', " "));
        let reason = match (reason, &one.reason_by) {
            (Some(reason), Some(by)) => format!(" ({reason}, as {by} gave it)"),
            (Some(reason), None) => format!(" ({reason})"),
            (None, _) => String::new(),
        };
        let target = gathered.targets.get(&one.target).map_or_else(|| one.target.clone(), one_line);
        format!("{what} {target}{reason}")
    });
    AddReport {
        entry: None,
        figure: None,
        uid: Uid::of(figure).to_string(),
        outcome: "new",
        line: String::new(),
        series: ScopeReport::new(&figure.scope).heading(),
        parts: parts.iter().map(part).collect(),
        links: links.collect(),
        taken: gathered.taken.clone(),
        assumed: gathered.assumed(),
        notices: notices
            .iter()
            .map(|one| Notice { what: one.what.clone(), hint: one.hint.clone() })
            .collect(),
        store,
        store_is_new: false,
        dry_run,
    }
}

fn print(
    report: &AddReport,
    store: &Store,
    figures: &[FigureId],
    context: &mut Context,
) -> Result<(), Error> {
    context.print(report)?;
    context.print_answers(store, &TouchedSeries::series_of(store, figures)?)
}
