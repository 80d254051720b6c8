//! `timeline`: a series over time, one column an authority.

use crate::cli::clocks::Heeds;
use crate::cli::global::Filters;
use crate::cli::{Context, Done, stores};
use crate::desk::Error;
use crate::desk::timeline::{table, timeline};

/// Shows a series over time: one column an authority, a row a day, the step from each figure to the next; bounds keep their words, revisions and withdrawals are marked, mere repetitions left out. With --csv a wide table for a charting tool.
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
    let criteria = args.filters.criteria(context);
    if context.out.is_csv() {
        let mut reports = Vec::new();
        timeline(&store, &criteria, &mut |report| {
            reports.push(report);
            Ok(())
        })?;
        context.out.table(&table(&reports)?)?;
    } else {
        let mut reports = context.out.each();
        timeline(&store, &criteria, &mut |report| Ok(reports.add(&report)?))?;
        reports.end("")?;
    }
    Ok(Done::Well)
}
