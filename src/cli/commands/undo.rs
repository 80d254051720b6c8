//! `undo`: takes back one entry as a whole, as a new entry; an undo of an undo restores it.

use crate::cli::entering::{agrees, desk_act, who};
use crate::cli::stores::locate;
use crate::cli::{Context, Done};
use crate::desk::error::Error;
use crate::model::problem::Problem;
use crate::model::recorded::{EntryId, EntryKind};
use crate::model::undo_fault::UndoFault;
use crate::render::text;
use crate::report::undone::{RestingReport, UndoReport};
use crate::store::Store;
use crate::store::write::Operation;

/// What `undo` takes.
#[derive(clap::Args, Debug)]
#[command(
    long_about = "Takes back one import, addition or amendment as a whole, as a new entry: nothing is deleted. Lists first what rests on it. An undo can itself be undone, which restores the entry. Without a number it takes back the newest entry that is no undo.\n\nExamples:\n  tollbook undo\n  tollbook undo 3 -n\n  tollbook undo 3"
)]
pub struct Args {
    /// The entry, by the number that tollbook log shows
    #[arg(value_name = "ENTRY")]
    entry: Option<i64>,
}

/// Runs the command.
pub fn run(args: &Args, context: &mut Context) -> Result<Done, Error> {
    context.out.no_csv("undo")?;
    let path = locate(context)?;
    let mut store = Store::open_for_writing(&path)?;
    let id = {
        let writer = store.write()?;
        writer.to_undo(args.entry.map(EntryId))?.map_err(refused)?
    };
    let mut report = report(&store, id)?;
    report.dry_run = context.global.dry_run;
    if !report.dry_run && !confirmed(&report, context)? {
        return Ok(Done::Nothing);
    }
    if !report.dry_run {
        let who = who(context);
        let writer = store.write()?;
        let id = writer.to_undo(Some(id))?.map_err(refused)?;
        let act = Operation { undoes: Some(id), ..desk_act(EntryKind::Undo, &who, context) };
        report.entry = Some(writer.seal(&act)?.entry.id.0);
    }
    print(&report, context)?;
    Ok(Done::Well)
}

fn refused(fault: UndoFault) -> Error {
    Error::Fault(Problem::of_row(&fault))
}

fn report(store: &Store, id: EntryId) -> Result<UndoReport, Error> {
    let reader = store.read(None)?;
    let Some(entry) = reader.entry(id)? else { return Err(refused(UndoFault::NoSuchEntry(id))) };
    // What undoing an undo restores.
    let restored = entry.undoes.map(|undone| reader.entry(undone)).transpose()?.flatten();
    let resting = reader.resting_on(id)?;
    let resting = resting.iter().map(|resting| {
        let figure = |id| reader.figure(id).ok().flatten();
        RestingReport::new(resting.entry, &resting.act, &figure)
    });
    Ok(UndoReport::new(&entry, restored.as_ref(), reader.shown_only_by(id)?, resting.collect()))
}

/// Asks before taking back what later work rests on.
fn confirmed(report: &UndoReport, context: &Context) -> std::io::Result<bool> {
    let question = format!("Take entry {} back all the same?", report.undoes);
    let tell = |err: &mut dyn std::io::Write, style| text::undone::resting(err, report, style);
    Ok(report.resting.is_empty() || agrees(context, &question, tell)?)
}

fn print(report: &UndoReport, context: &mut Context) -> Result<(), Error> {
    if context.global.quiet {
        return Ok(());
    }
    context.out.one(report, text::undone::undone)?;
    Ok(())
}
