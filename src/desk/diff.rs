//! `diff`: what changed in what was known between two times.

use super::answers::{Request, first_reference, policy};
use super::criteria::Criteria;
use super::error::Error;
use crate::export::audience::Audience;
use crate::model::date::{DeskTime, Moment, Zone};
use crate::model::problem::Fault;
use crate::model::question::Question;
use crate::report::answer::Explain;
use crate::report::difference::{DifferenceReport, Side};
use crate::store::series::SeriesKey;
use crate::store::{self, Store, View};

/// What is asked.
#[derive(Clone, Debug)]
pub struct DiffOptions {
    criteria: Criteria,
    policy: String,
    clock: DiffClock,
    /// The two times as typed.
    times: [String; 2],
    /// The two questions: they differ in the clock that is moved, and keep the others.
    questions: [Question; 2],
}

/// The clock that a diff moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiffClock {
    /// What the public could know.
    Known,
    /// What this desk had recorded.
    Recorded,
}

/// How many series were looked at, and what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SeriesCompared {
    /// Those that held figures which are asked for.
    pub matched: u64,
    /// Those whose answer moved.
    pub moved: u64,
    /// Those whose answer did not, though figures came or went.
    pub unmoved: u64,
}

/// Hands what changed in each series to `take`, those first whose answer moved, each in the order of the names. The store
/// comes twice, since each view of it is of one time. Only the names of series are kept: those whose answer did not move
/// are compared again when their turn comes.
///
/// # Errors
/// A policy that does not exist, what the store says, or `take`.
pub fn diff(
    [first, second]: [&Store; 2],
    options: &DiffOptions,
    take: &mut dyn FnMut(&DifferenceReport) -> Result<(), Error>,
) -> Result<SeriesCompared, Error> {
    let [then, now] = options.questions;
    let (earlier, later) = (View::of(first, then.recorded_by)?, View::of(second, now.recorded_by)?);
    let criteria = &options.criteria;
    let request = Request {
        criteria,
        policy: policy(&options.policy)?,
        explain: Explain::AnswerOnly,
        audience: Audience::Internal,
    };
    let series_diff = SeriesDiff { request, options, views: [&earlier, &later] };
    let (mut compared, mut unmoved) = (SeriesCompared::default(), Vec::new());
    for key in store::series::matching(&later, &criteria.filter)? {
        match series_diff.difference(&key, &mut compared.matched)? {
            Some(report) if report.moved => {
                compared.moved += 1;
                take(&report)?;
            }
            Some(_) => unmoved.push(key),
            None => {}
        }
    }
    compared.unmoved = unmoved.len() as u64;
    for key in unmoved {
        if let Some(report) = series_diff.difference(&key, &mut 0)? {
            take(&report)?;
        }
    }
    Ok(compared)
}

/// What it takes to compare the two times of a series: the earlier, then the later.
struct SeriesDiff<'a> {
    request: Request<'a>,
    options: &'a DiffOptions,
    views: [&'a View<'a>; 2],
}

impl SeriesDiff<'_> {
    /// What changed in one series, where it did. It is counted where it holds a figure that is asked for.
    fn difference(&self, key: &SeriesKey, matched: &mut u64) -> Result<Option<DifferenceReport>, Error> {
        let ([earlier, later], [then, now]) = (self.views, &self.options.questions);
        let (was, is) = (store::material::of(earlier, key)?, store::material::of(later, key)?);
        let criteria = self.request.criteria;
        if !criteria.admit_any(earlier, &was)? && !criteria.admit_any(later, &is)? {
            return Ok(None);
        }
        *matched += 1;
        let (was, is) = (was.knowing_event_days(earlier, then)?, is.knowing_event_days(later, now)?);
        let (was, before) = self.request.answer_to(then, earlier.names(), was);
        let (is, after) = self.request.answer_to(now, later.names(), is);
        let before = Side { series: &was, answer: &before, question: then };
        let after = Side { series: &is, answer: &after, question: now };
        let [from, to] = self.options.times.clone();
        let times = (self.options.clock.field(), from, to);
        Ok(DifferenceReport::new((before, after), times, &|id| first_reference(later, id)))
    }
}

impl DiffOptions {
    /// Between two times as typed, the earlier first: a day, which means its end (of the desk's clock in `zone`), or a time as in RFC 3339. `criteria`
    /// do not fix the clock that is moved.
    ///
    /// # Errors
    /// Times that are none, or the later first; a clock that is fixed.
    pub fn between(
        times: [&str; 2],
        (clock, zone): (DiffClock, Zone),
        criteria: Criteria,
        policy: &str,
    ) -> Result<DiffOptions, Error> {
        let criteria = criteria.cut();
        let ([from, to], asked) = (times, criteria.question);
        let (reversed, questions) = match clock {
            DiffClock::Recorded => {
                let times =
                    [read(DeskTime::read, from)?, read(DeskTime::read, to)?].map(|time| zone.point(time));
                refuse_both(asked.recorded_by.is_some(), "--recorded-by", "--recorded")?;
                (times[0] > times[1], times.map(|time| Question { recorded_by: Some(time), ..asked }))
            }
            DiffClock::Known => {
                let [then, now] = [read(Moment::read, from)?, read(Moment::read, to)?];
                refuse_both(asked.known_on.is_some(), "--known-on", "a diff of what was known")?;
                let at = [then, now].map(|time| Question { known_on: Some(time), ..asked });
                (!at[1].knows(then) && at[0].knows(now), at)
            }
        };
        match reversed {
            true => Err(Error::usage(
                format!("{from} is after {to}"),
                format!("give the earlier time first: tollbook diff {to} {from}"),
            )),
            false => {
                let (policy, times) = (policy.to_owned(), times.map(str::to_owned));
                Ok(DiffOptions { criteria, policy, clock, times, questions })
            }
        }
    }
}

impl DiffClock {
    /// Its name in a report.
    fn field(self) -> &'static str {
        match self {
            DiffClock::Known => "known_on",
            DiffClock::Recorded => "recorded_by",
        }
    }
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
