//! `show`: one figure on one screen, or what is known of a name.

use crate::cli::clocks::{Clock, Heeds, ask_for_answers};
use crate::cli::{Context, Done, stores};
use crate::desk::Error;
use crate::desk::show::{Showing, show};
use crate::report::listed;

/// Shows one figure on one screen: its words, interval, quote, chain, dates, relations, life, and the file and line it came from. Or what is known of a name: an authority, a publisher, an event, a place, a group.
///
/// Examples:
///   tollbook show 12
///   tollbook show aj-gaza-total
///   tollbook show uid:3f2a
///   tollbook show "Gaza Health Ministry"
#[derive(clap::Args, Debug)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// A figure (its id, its ref, or uid: and the start of its uid), or a name
    #[arg(value_name = "ID|NAME")]
    what: String,
}

/// The clocks that it heeds.
pub fn heeds(_: &Args, _: &Context) -> Heeds {
    Heeds::only(&[Clock::KnownOn, Clock::RecordedBy], ask_for_answers)
}

/// Runs the command.
pub fn run(args: &Args, context: &mut Context) -> Result<Done, Error> {
    let store = stores::open(context)?;
    let showing = show(&store, &args.what, context.question);
    if let Ok(Showing::Names(names)) = &showing {
        context.out.table(&listed::card(names))?;
        return Ok(Done::Well);
    }
    context.out.no_csv("show")?;
    if let Showing::Figure(figure) = showing? {
        context.out.one(&*figure)?;
    }
    Ok(Done::Well)
}
