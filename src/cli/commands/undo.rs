//! `undo`: takes back one entry as a whole, as a new entry; an undo of an undo restores it.

use std::io::Write;

use crate::cli::clocks::{Heeds, leave_out};
use crate::cli::entering::{agrees, author};
use crate::cli::{Context, Done, stores};
use crate::desk::Error;
use crate::desk::undo::{apply, plan};
use crate::model::recorded::EntryId;
use crate::render::text;

/// Takes back one import, addition or amendment as a whole, as a new entry: nothing is deleted. Lists first what rests on it. An undo can itself be undone, which restores the entry. Without a number it takes back the newest entry that is no undo.
///
/// Examples:
///   tollbook undo
///   tollbook undo 2 -n
///   tollbook undo 2
#[derive(clap::Args, Debug)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// The entry, by the number that tollbook log shows
    #[arg(value_name = "ENTRY")]
    entry: Option<i64>,
}

/// The clocks that it heeds.
pub fn heeds(_: &Args, _: &Context) -> Heeds {
    Heeds::none(leave_out).recording()
}

/// Runs the command. On a terminal it asks before it takes back what later entries rest on.
pub fn run(args: &Args, context: &mut Context) -> Result<Done, Error> {
    context.out.no_csv("undo")?;
    let mut store = stores::open_to_write(context)?;
    let mut report = plan(&mut store, args.entry.map(EntryId))?;
    if !context.global.dry_run {
        let question = format!("Take entry {} back all the same?", report.undoes);
        let resting = |err: &mut dyn Write, style| text::draw::page(err, &report.rests_on_it(), style);
        if !report.resting.is_empty() && !agrees(context, &question, resting)? {
            return Ok(Done::Nothing);
        }
        report = apply(&mut store, report, &author(context))?;
    }
    context.print_receipt(&store, report.entry, &report)
}
