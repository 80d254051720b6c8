//! `compare`: how two figures relate, in one word and one sentence, with what each of them says.

use crate::cli::clocks::{Clock, Heeds};
use crate::cli::{Context, Done, stores};
use crate::desk::Error;
use crate::desk::compare::{CompareOptions, compare};

/// Tells how two figures relate, in one word and one sentence, with what each of them says: repeats, updates, revises, redefines, rebases, corrects, retracts, disowns, reinstates, disputes, conflicts, compatible, part of, derived from, or not comparable, naming all that differs. The order in which they are given is of no account.
///
/// Examples:
///   tollbook compare 12 15
///   tollbook compare oct-israel-1023 oct-israel-1110
///   tollbook compare 12 15 --json
///   tollbook compare uid:3f2a 15
#[derive(clap::Args, Debug)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// A figure: its id, its ref, or uid: and the start of its uid
    #[arg(value_name = "A")]
    first: String,
    /// Another figure
    #[arg(value_name = "B")]
    second: String,
}

/// The clocks that it heeds.
pub fn heeds(_: &Args, _: &Context) -> Heeds {
    Heeds::only(&[Clock::KnownOn, Clock::RecordedBy], |_, asked| {
        format!(
            "leave it out: it is two figures that are compared, whatever the day; those up to a day are listed by tollbook list figures --as-of {asked}"
        )
    })
}

/// Runs the command.
pub fn run(args: &Args, context: &mut Context) -> Result<Done, Error> {
    let store = stores::open(context)?;
    context.tell_settling()?;
    context.out.no_csv("compare")?;
    let figures = [args.first.clone(), args.second.clone()];
    let report = compare(&store, &CompareOptions { question: context.question, figures })?;
    context.out.one(&report)?;
    Ok(Done::Well)
}
