//! `show`: one figure on one screen, or what is known of a name.

use crate::cli::{Context, Done, stores};
use crate::desk::Error;
use crate::desk::show::{Showing, show};
use crate::report::listed;

/// What `show` takes.
#[derive(clap::Args, Debug)]
#[command(
    long_about = "Shows one figure on one screen: its words, interval, quote, chain, dates, relations, life, and the file and line it came from. Or what is known of a name: an authority, a publisher, an event, a place, a group.\n\nExamples:\n  tollbook show 12\n  tollbook show aj-gaza-total\n  tollbook show uid:3f2a\n  tollbook show \"Gaza Health Ministry\""
)]
pub struct Args {
    /// A figure (its id, its ref, or uid: and the start of its uid), or a name
    #[arg(value_name = "ID|NAME")]
    what: String,
}

/// Runs the command.
pub fn run(args: &Args, context: &mut Context) -> Result<Done, Error> {
    let store = stores::open(context)?;
    let showing = show(&store, &args.what, context.global.recorded_by);
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
