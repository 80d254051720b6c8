//! `show`: one figure on one screen, or what is known of a name.

use crate::cli::{Context, Done, stores};
use crate::desk::error::Error;
use crate::desk::{figures, names};
use crate::store;
use crate::store::lookup::Sought;

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
    let reader = store::View::of(&store, context.global.recorded_by)?;
    if store::lookup::figure(&reader, &args.what)? == Sought::Nothing
        && let Some(card) = names::card(&reader, &args.what)?
    {
        context.out.table(&card)?;
        return Ok(Done::Well);
    }
    context.out.no_csv("show")?;
    let id = figures::sought(&reader, &args.what)?;
    let Some(recorded) = store::figures::one(&reader, id)? else { return Ok(Done::Nothing) };
    let report = figures::report(&reader, &recorded)?;
    context.out.one(&report)?;
    Ok(Done::Well)
}
