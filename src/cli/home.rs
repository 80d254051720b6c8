//! `tollbook` alone: the groups of verbs, the store that was found, what the desk has settled, and the next useful command.

use crate::cli::clocks::{Heeds, ask_for_answers};
use crate::cli::{Context, Done, stores, verbs};
use crate::desk::error::Error;
use crate::report::home::{DefaultReport, HomeReport};

/// Prints where things stand.
pub fn run(context: &mut Context) -> Result<Done, Error> {
    Heeds::none(ask_for_answers).check(context)?;
    context.out.no_csv("tollbook alone")?;
    context.out.prepare(&[], &[])?;
    context.tell_clocks()?;
    let found = stores::locate(context).ok().filter(|path| path.exists());
    let next = if found.is_some() { "tollbook reconcile" } else { "tollbook import FILE.csv" };
    let report = HomeReport {
        store: found.map(|path| path.display().to_string()),
        defaults: in_force(context),
        next,
        verbs: verbs!(),
    };
    context.out.one(&report)?;
    Ok(Done::Well)
}

/// What the desk has settled, with what says so: flags and the environment before files.
fn in_force(context: &Context) -> Vec<DefaultReport> {
    let mut told = context.defaults.report();
    if let (Some(who), Some(settled)) = (&context.global.who, told.iter_mut().find(|told| told.key == "who"))
    {
        let by = if context.global.who_is_typed { "--who" } else { "$TOLLBOOK_WHO" };
        *settled = DefaultReport { key: "who", value: who.clone(), by: by.to_owned() };
    }
    told
}
