//! `serve`: the store as pages in a browser of this computer.

#[cfg(feature = "serve")]
mod browser;
#[cfg(feature = "serve")]
mod running;

use crate::cli::clocks::{Flag, Heeds};
use crate::cli::{Context, Done};
use crate::desk::Error;

/// Shows the store as pages in a browser of this computer: events, answers with their charts, figures with their chains, the log, a box that checks a text. It only reads, and no other computer can reach it. Ctrl-C ends it. With -v every request is printed.
///
/// Examples:
///   tollbook serve
///   tollbook serve --open
///   tollbook serve --port 9000
#[derive(clap::Args, Debug)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// The port of 127.0.0.1 that it listens on; with 0 the system chooses one
    #[arg(long, value_name = "N", default_value_t = 8787)]
    port: u16,
    /// Open the front page in the browser
    #[arg(long)]
    open: bool,
}

/// The clocks that it heeds.
pub fn heeds(_: &Args, context: &Context) -> Heeds {
    let heeds = Heeds::none(|clock, _| format!("leave {} out: days are chosen on the pages", clock.flag()));
    match context.global.dry_run {
        true => heeds.and(Flag::DryRun),
        false => heeds.and(Flag::DryRun).and(Flag::Verbose),
    }
}

/// Runs the command: until Ctrl-C.
#[cfg(feature = "serve")]
pub fn run(args: &Args, context: &mut Context) -> Result<Done, Error> {
    context.out.no_csv("serve")?;
    running::serve(args, context)
}

/// Says how to get what this program was built without.
#[cfg(not(feature = "serve"))]
pub fn run(args: &Args, _: &mut Context) -> Result<Done, Error> {
    use crate::cli::building::to_build_with;

    let Args { port: _, open: _ } = args;
    Err(Error::usage(
        "this tollbook was built without the feature `serve`",
        format!(
            "take pages as files: tollbook export --site pages; or build it in, {}",
            to_build_with("serve")
        ),
    ))
}
