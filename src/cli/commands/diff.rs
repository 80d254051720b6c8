//! `diff`: what changed in what was known between two times.

use crate::cli::clocks::Heeds;
use crate::cli::flags::policy_names;
use crate::cli::global::Filters;
use crate::cli::{Context, Done, stores};
use crate::desk::criteria::Criteria;
use crate::desk::diff::{DiffClock, DiffOptions, SeriesCompared, diff};
use crate::desk::nearest::nothing_matches_in;
use crate::desk::printed::alarm::alarm;
use crate::desk::{Error, Store};
use crate::model::date::{Asked, DateFault, Moment, written_out};
use crate::report::difference::{closing, recorded_all_the_same, unchanged};
use crate::report::worklist::WithAlarm;

/// Tells what changed in what was known between two times: first the answers that moved, with the old sentence and the new, each with the figures that were added, revised or withdrawn; then series whose answer did not move. By what the public could know; with --recorded by what this desk had. A day means its end; with one time, until now.
///
/// Examples:
///   tollbook diff 2023-10-24 2023-10-25
///   tollbook diff yesterday
///   tollbook diff 2023-10-24 2023-11-10 gaza killed --count-type total
///   tollbook diff 3d --recorded --json
///   tollbook diff 2023-10-25T18:00:00Z 2023-10-26
#[derive(clap::Args, Debug)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// The earlier time: a day (2023-10-24, yesterday, 3d), or a time as in RFC 3339
    #[arg(value_name = "TIME1")]
    time1: String,
    /// The later time; today without it
    #[arg(value_name = "TIME2")]
    time2: Option<String>,
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

/// What is compared: the two times, and the filters with a word that stands where the later time could.
struct Compared {
    times: [String; 2],
    filters: Filters,
}

impl Args {
    fn asked(&self) -> Compared {
        let (mut filters, until) = (self.filters.clone(), "today".to_owned());
        let times = match &self.time2 {
            Some(time) if is_time(time) => [self.time1.clone(), time.clone()],
            Some(word) => {
                filters.words.insert(0, word.clone());
                [self.time1.clone(), until]
            }
            None => [self.time1.clone(), until],
        };
        Compared { times, filters }
    }
}

/// Whether a word is meant for a time: it reads as one, names a day of the week, or begins with a digit.
fn is_time(word: &str) -> bool {
    let read = Asked::read(word, Moment::read);
    word.starts_with(|c: char| c.is_ascii_digit()) || !matches!(read, Err(DateFault::Unreadable { .. }))
}

/// Runs the command.
pub fn run(args: &Args, context: &mut Context) -> Result<Done, Error> {
    let Compared { times, filters } = args.asked();
    let clock = if args.recorded { DiffClock::Recorded } else { DiffClock::Known };
    let [from, to] = times.each_ref().map(|time| written_out(time, context.today).into_owned());
    let typed = [Some(&args.time1), args.time2.as_ref()].into_iter().flatten().zip([&from, &to]);
    let counted_back = typed.filter(|(typed, day)| times.contains(typed) && typed != day);
    let counted_back = counted_back.map(|(typed, day)| context.in_zone(format!("{typed} is {day}")));
    context.tell(&counted_back.collect::<Vec<_>>())?;
    if from == to {
        return Err(nothing_between(&from));
    }
    let (first, second) = (stores::open(context)?, stores::open(context)?);
    let criteria = filters.criteria(context, &first)?;
    if args.recorded {
        context.tell_zone()?;
    }
    let options =
        DiffOptions::between([&from, &to], (clock, context.defaults.zone()), criteria.clone(), &args.policy)?;
    context.tell_settling()?;
    let printed = if context.global.quiet { None } else { alarm(&second)? };
    let store = stores::flag(&context.global);
    let mut reports = context.out.each();
    let compared = diff([&first, &second], &options, &mut |report| {
        Ok(reports.add(&WithAlarm { report: report.clone(), printed, store: None })?)
    })?;
    match compared {
        SeriesCompared { matched: 0, .. } => {
            reports.end("")?;
            return Err(nothing_matches_in(&second, &criteria)?);
        }
        SeriesCompared { moved: 0, unmoved: 0, .. } => {
            reports.end(&unchanged(&from, &to))?;
            if !args.recorded
                && has_recorded([&first, &second], [&from, &to], (&criteria, &args.policy), context)?
            {
                context.out.below(&recorded_all_the_same(&from, &to))?;
            }
        }
        SeriesCompared { moved, unmoved, .. } => reports.end_with(&closing(moved, unmoved))?,
    }
    context.out.below(&printed.and_then(|printed| printed.alarm(&store)).unwrap_or_default())?;
    Ok(Done::Well)
}

/// Whether what this desk had changed between two times, though what was known did not.
fn has_recorded(
    stores: [&Store; 2],
    times: [&str; 2],
    (criteria, policy): (&Criteria, &str),
    context: &Context,
) -> Result<bool, Error> {
    let clock = (DiffClock::Recorded, context.defaults.zone());
    if context.question.recorded_by.is_some() {
        return Ok(false);
    }
    let options = DiffOptions::between(times, clock, criteria.clone(), policy)?;
    let compared = diff(stores, &options, &mut |_| Ok(()))?;
    Ok(compared.moved + compared.unmoved > 0)
}

/// Refuses a time that is compared with itself.
fn nothing_between(time: &str) -> Error {
    Error::usage(
        format!("nothing lies between {time} and itself: a day means its end"),
        "give the time before: tollbook diff yesterday, or tollbook diff 2d yesterday",
    )
}
