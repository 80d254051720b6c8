//! `diff`: what changed in what was known between two times.

use crate::cli::flags::policy_names;
use crate::cli::global::Filters;
use crate::cli::{Context, Done, stores};
use crate::desk::answers::{Request, first_reference, policy};
use crate::desk::criteria::nothing_matches;
use crate::desk::error::Error;
use crate::model::date::{Moment, Timestamp};
use crate::model::problem::Fault;
use crate::model::question::Question;
use crate::report::answer::Explain;
use crate::report::difference::{DifferenceReport, Side};
use crate::store;
use crate::store::View;
use crate::store::series::SeriesKey;

/// What `diff` takes.
#[derive(clap::Args, Debug)]
#[command(
    long_about = "Tells what changed in what was known between two times: figures that were added, revised or withdrawn, and which answers moved, with the old sentence and the new. By what the public could know; with --recorded by what this desk had. A day means its end.\n\nExamples:\n  tollbook diff 2023-10-24 2023-10-25\n  tollbook diff 2023-10-24 2023-11-10 gaza killed --count-type total\n  tollbook diff 2023-10-25T18:00:00Z 2023-10-26 --recorded --json"
)]
pub struct Args {
    /// The earlier time: a day, or a time as in RFC 3339
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

/// The two questions, and how the clock and its times are told.
struct Times {
    then: Question,
    now: Question,
    told: (&'static str, String, String),
}

/// Runs the command.
pub fn run(args: &Args, context: &mut Context) -> Result<Done, Error> {
    let times = times(args, &context.global.question())?;
    let (first, second) = (stores::open(context)?, stores::open(context)?);
    let (earlier, reader) =
        (store::View::of(&first, times.then.recorded_by)?, store::View::of(&second, times.now.recorded_by)?);
    let criteria = args.filters.criteria(&context.global);
    let asked = Request { criteria: &criteria, policy: policy(&args.policy)?, explain: Explain::AnswerOnly };
    let mut sink = context.out.each()?;
    let mut matches = false;
    for key in store::series::matching(&reader, &criteria.filter)? {
        if let Some(report) = difference(&asked, (&earlier, &reader), &key, &times)? {
            matches = true;
            if let Some(report) = report {
                sink.add(&report)?;
            }
        }
    }
    let (_, from, to) = &times.told;
    let nothing = format!("Nothing that was asked about changed between {from} and {to}.");
    sink.end(if matches { &nothing } else { "" })?;
    match matches {
        true => Ok(Done::Well),
        false => Err(nothing_matches()),
    }
}

/// What changed in one series, where it did; `None` where it holds no figure that is asked for.
fn difference(
    asked: &Request<'_>,
    (earlier, later): (&View<'_>, &View<'_>),
    key: &SeriesKey,
    times: &Times,
) -> Result<Option<Option<DifferenceReport>>, Error> {
    let (was, is) = (store::material::of(earlier, key)?, store::material::of(later, key)?);
    if !asked.criteria.admit_any(earlier, &was)? && !asked.criteria.admit_any(later, &is)? {
        return Ok(None);
    }
    let (was, before) = asked.answer_to(&times.then, earlier.names(), was);
    let (is, after) = asked.answer_to(&times.now, later.names(), is);
    let before = Side { series: &was, answer: &before, question: &times.then };
    let after = Side { series: &is, answer: &after, question: &times.now };
    let reference = |id| first_reference(later, id);
    Ok(Some(DifferenceReport::new((before, after), times.told.clone(), &reference)))
}

/// The two questions: they differ in the clock that is moved, and keep the others.
fn times(args: &Args, asked: &Question) -> Result<Times, Error> {
    let (from, to) = (args.time1.as_str(), args.time2.as_str());
    let times = if args.recorded {
        let (then, now) = (read(Timestamp::read, from)?, read(Timestamp::read, to)?);
        refuse_both(asked.recorded_by.is_some(), "--recorded-by", "--recorded")?;
        let at = |time| Question { recorded_by: Some(time), ..*asked };
        (then > now, Times { then: at(then), now: at(now), told: told("recorded_by", from, to) })
    } else {
        let (then, now) = (read(Moment::read, from)?, read(Moment::read, to)?);
        refuse_both(asked.known_on.is_some(), "--known-on", "a diff of what was known")?;
        let at = |time| Question { known_on: Some(time), ..*asked };
        let reversed = !at(now).knows(then) && at(then).knows(now);
        (reversed, Times { then: at(then), now: at(now), told: told("known_on", from, to) })
    };
    match times {
        (true, _) => Err(Error::usage(
            format!("{from} is after {to}"),
            format!("give the earlier time first: tollbook diff {to} {from}"),
        )),
        (false, times) => Ok(times),
    }
}

fn told(clock: &'static str, from: &str, to: &str) -> (&'static str, String, String) {
    (clock, from.to_owned(), to.to_owned())
}

fn read<T, F: Fault>(read: fn(&str) -> Result<T, F>, text: &str) -> Result<T, Error> {
    read(text).map_err(|fault| Error::usage(fault.to_string(), fault.hint()))
}

fn refuse_both(given: bool, flag: &str, mode: &str) -> Result<(), Error> {
    match given {
        true => Err(Error::usage(
            format!("{flag} fixes the clock that {mode} moves"),
            format!("leave {flag} out: the two times are its two ends"),
        )),
        false => Ok(()),
    }
}
