//! `verify`: the store itself.

use crate::cli::clocks::Heeds;
use crate::cli::progress::Bar;
use crate::cli::{Context, Done, stores};
use crate::desk::Error;
use crate::desk::verify::verify;

/// Checks the store: SQLite's integrity check, foreign keys, and every link of the hash chain. Prints the head of the chain, which a desk can publish: whoever holds it can tell later whether anything before it was changed.
///
/// Examples:
///   tollbook verify
///   tollbook verify --json
#[derive(clap::Args, Debug)]
#[command(verbatim_doc_comment)]
pub struct Args {}

/// The clocks that it heeds.
pub fn heeds(_: &Args, _: &Context) -> Heeds {
    Heeds::none(|clock, _| format!("leave {} out: the store is looked at as it is", clock.flag()))
}

/// Runs the command. Exit code 1 where something is wrong.
pub fn run(_: &Args, context: &mut Context) -> Result<Done, Error> {
    context.out.no_csv("verify")?;
    let path = stores::locate(context)?;
    let store = stores::open(context)?;
    let report = verify(&store, &path, &mut Bar::new(context.global.quiet))?;
    if !(context.global.quiet && report.is_whole()) {
        context.out.one(&report)?;
    }
    Ok(if report.is_whole() { Done::Well } else { Done::LookAtIt })
}
