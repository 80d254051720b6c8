//! `log`: what this desk did, newest first; with a figure, that figure's life; how counts were revised.

use crate::cli::clocks::{Clock, Heeds};
use crate::cli::flags::at_least_one;
use crate::cli::global::Filters;
use crate::cli::{Context, Done, stores};
use crate::desk::log::{life_of, log, revisions};
use crate::desk::nearest::nothing_matches_in;
use crate::desk::{Error, Store};
use crate::report::{entry, life};

/// Tells what this desk did, newest first, on a screen the newest 50; with a figure (its id, its ref, or uid: and the start of its uid) that figure's life; with --revisions how the counts of each authority changed: versions, first and last value, spread, days until it stayed within 20 % of the last. Filters go with --revisions.
///
/// Examples:
///   tollbook log
///   tollbook log --limit 500
///   tollbook log 12
///   tollbook log --recorded-by 2023-10-31 --json
///   tollbook log --revisions gaza killed --count-type total
#[derive(clap::Args, Debug)]
#[command(
    verbatim_doc_comment,
    override_usage = "tollbook log [--limit NUMBER]\n       tollbook log ID\n       tollbook log --revisions [FILTERS] [WORDS]..."
)]
pub struct Args {
    /// How the counts of each authority changed, a line each
    #[arg(long)]
    revisions: bool,
    /// How many entries are printed, the newest first; as text 50 without it, in other formats all
    #[arg(long, value_name = "NUMBER", value_parser = at_least_one, conflicts_with = "revisions")]
    limit: Option<usize>,
    #[command(flatten)]
    filters: Filters,
}

/// How many entries a screen shows without `--limit`.
const ON_SCREEN: usize = 50;

/// The clocks that it heeds.
pub fn heeds(args: &Args, _: &Context) -> Heeds {
    match args.revisions {
        true => Heeds::all(),
        false => Heeds::only(&[Clock::RecordedBy], |clock, asked| {
            format!(
                "leave it out, or ask how counts were revised: tollbook log --revisions {} {asked}",
                clock.flag()
            )
        }),
    }
}

/// Runs the command.
pub fn run(args: &Args, context: &mut Context) -> Result<Done, Error> {
    let store = stores::open(context)?;
    let filters = &args.filters;
    if args.revisions {
        let criteria = filters.criteria(context, &store)?;
        let mut reports = context.out.each();
        let revised = revisions(&store, &criteria, &mut |report| Ok(reports.add(report)?))?;
        reports.end("")?;
        return if revised > 0 { Ok(Done::Well) } else { Err(nothing_matches_in(&store, &criteria)?) };
    }
    let only_words = filters.are_only_words();
    match filters.words.as_slice() {
        [name] if args.limit.is_some() => {
            let hint = format!("leave it out: tollbook log {name}");
            Err(Error::usage("the life of a figure is printed whole: it takes no --limit", hint))
        }
        [name] if only_words => {
            context.out.table(&life::table(&life_of(&store, context.question.recorded_by, name)?))?;
            Ok(Done::Well)
        }
        [] if only_words => entries(&store, args.limit, context),
        _ => Err(Error::usage(
            "log tells what the desk did, or the life of one figure: it takes no filter",
            "type tollbook log ID, or tollbook log --revisions with filters",
        )),
    }
}

/// Prints the newest entries, and below a text how many older ones there are.
fn entries(store: &Store, limit: Option<usize>, context: &mut Context) -> Result<Done, Error> {
    let by_default = Some(ON_SCREEN).filter(|_| context.out.is_text());
    let report = log(store, context.question.recorded_by, limit.or(by_default))?;
    let table = if context.out.is_csv() { entry::rows } else { entry::table };
    context.out.list(&report.entries, table)?;
    context.out.below(&report.older())?;
    Ok(Done::Well)
}
