//! `diff`: what changed in what was known between two times.

use crate::cli::clocks::Heeds;
use crate::cli::flags::policy_names;
use crate::cli::global::Filters;
use crate::cli::{Context, Done, stores};
use crate::desk::Error;
use crate::desk::diff::{DiffClock, DiffOptions, diff};
use crate::desk::nearest::nothing_matches_in;
use crate::model::date::written_out;
use crate::report::difference::unchanged;

/// Tells what changed in what was known between two times: figures that were added, revised or withdrawn, and which answers moved, with the old sentence and the new. By what the public could know; with --recorded by what this desk had. A day means its end.
///
/// Examples:
///   tollbook diff 2023-10-24 2023-10-25
///   tollbook diff 2023-10-24 2023-11-10 gaza killed --count-type total
///   tollbook diff yesterday today --recorded --json
///   tollbook diff 2023-10-25T18:00:00Z 2023-10-26
#[derive(clap::Args, Debug)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// The earlier time: a day (2023-10-24, yesterday, 3d), or a time as in RFC 3339
    #[arg(value_name = "TIME1")]
    time1: String,
    /// The later time
    #[arg(value_name = "TIME2")]
    time2: String,
    /// Move the clock of this desk instead: what it had recorded
    #[arg(long)]
    recorded: bool,
    /// How figures become an answer
    #[arg(long, value_name = "POLICY", default_value = "range", value_parser = policy_names())]
    policy: String,
    #[command(flatten)]
    filters: Filters,
}

/// The clocks that it heeds.
pub fn heeds(_: &Args, _: &Context) -> Heeds {
    Heeds::all()
}

/// Runs the command.
pub fn run(args: &Args, context: &mut Context) -> Result<Done, Error> {
    let clock = if args.recorded { DiffClock::Recorded } else { DiffClock::Known };
    let [from, to] = [&args.time1, &args.time2].map(|time| written_out(time, context.today).into_owned());
    let (first, second) = (stores::open(context)?, stores::open(context)?);
    let criteria = args.filters.criteria(context, &first)?;
    if args.recorded {
        context.tell_zone()?;
    }
    let options =
        DiffOptions::between([&from, &to], (clock, context.defaults.zone()), criteria.clone(), &args.policy)?;
    context.tell_settling()?;
    let mut reports = context.out.each();
    let matched = diff([&first, &second], &options, &mut |report| Ok(reports.add(report)?))?;
    let nothing = unchanged(&from, &to);
    reports.end(if matched > 0 { &nothing } else { "" })?;
    if matched > 0 { Ok(Done::Well) } else { Err(nothing_matches_in(&second, &criteria)?) }
}
