//! `tollbook` alone: the groups of verbs, the store that was found, and the next useful command.

use crate::cli::clocks::{Heeds, ask_for_answers};
use crate::cli::{Context, Done, stores, verbs};
use crate::desk::error::Error;

/// Prints where things stand.
pub fn run(context: &mut Context) -> Result<Done, Error> {
    Heeds::none(ask_for_answers).in_one_form().check(context)?;
    context.out.prepare(&[], &[])?;
    let found = stores::locate(context).ok();
    let next = match &found {
        Some(path) if path.exists() => format!("Store: {}\nNext:  tollbook reconcile", path.display()),
        _ => "No store was found here.\nNext:  tollbook import FILE.csv".to_owned(),
    };
    let out = context.out.stdout();
    writeln!(out, "tollbook keeps reported casualty figures with their words, sources and dates.\n")?;
    writeln!(out, "{}\n{next}\nHelp:  tollbook --help, tollbook import --help", verbs!())?;
    Ok(Done::Well)
}
