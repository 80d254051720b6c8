//! `timeline`: a series over time, one column an authority.

use crate::cli::clocks::Heeds;
use crate::cli::emit::Output;
use crate::cli::global::Filters;
use crate::cli::{Context, Done, stores};
use crate::desk::timeline::timeline;
use crate::desk::{Criteria, Error, Store};

/// Shows a series over time: one column an authority, a row a day, the step from each figure to the next; bounds keep their words, revisions and withdrawals are marked, mere repetitions left out. With --csv a table for a charting tool: of one series a column an authority, of several a row a figure.
///
/// Examples:
///   tollbook timeline gaza killed --count-type total --group people
///   tollbook timeline --event "Deraa strike"
///   tollbook timeline gaza injured --csv
#[derive(clap::Args, Debug)]
#[command(verbatim_doc_comment)]
pub struct Args {
    #[command(flatten)]
    filters: Filters,
}

/// The clocks that it heeds.
pub fn heeds(_: &Args, _: &Context) -> Heeds {
    Heeds::all()
}

/// Runs the command.
pub fn run(args: &Args, context: &mut Context) -> Result<Done, Error> {
    let store = stores::open(context)?;
    context.tell_settling()?;
    let criteria = args.filters.criteria(context, &store)?;
    if context.out.is_csv() {
        csv(&store, &criteria, &mut context.out)?;
    } else {
        let mut reports = context.out.each();
        timeline(&store, &criteria, &mut |report| Ok(reports.add(&report)?))?;
        reports.end("")?;
    }
    Ok(Done::Well)
}

/// One series as a wide table; several as a long one, with a row a figure.
fn csv(store: &Store, criteria: &Criteria, out: &mut Output) -> Result<(), Error> {
    let (mut alone, mut several, mut any) = (None, out.each(), false);
    timeline(store, criteria, &mut |report| {
        if !std::mem::replace(&mut any, true) {
            alone = Some(report);
            return Ok(());
        }
        if let Some(first) = alone.take() {
            several.add(&first)?;
        }
        Ok(several.add(&report)?)
    })?;
    match alone {
        Some(one) => {
            drop(several);
            out.table(&one.wide())?;
        }
        None => several.end("")?,
    }
    Ok(())
}
