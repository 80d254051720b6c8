//! `timeline --knew`: of every series that is asked for, what was known when.

use std::collections::{BTreeMap, BTreeSet};

use super::answers::{Request, series_of, told_to};
use super::criteria::Criteria;
use super::error::Error;
use super::nearest::nothing_matches_of;
use crate::export::audience::Audience;
use crate::model::date::{Day, Moment};
use crate::model::question::Question;
use crate::reconcile::policies;
use crate::report::answer::Explain;
use crate::report::knew::{KnewReport, KnownSide};
use crate::report::pictured::PictureReport;
use crate::store::material::Material;
use crate::store::{self, Store, View, event_days_known};

/// Hands what was known of each series to `take`, with its picture, as an audience may have it, in the order of the names. On every day it is what `reconcile` answers
/// with that day as `known_on`.
///
/// # Errors
/// A clock that names a time of the day, nothing that matches, what the store says, or `take`.
pub fn knew(
    store: &Store,
    criteria: &Criteria,
    audience: Audience,
    take: &mut dyn FnMut(KnewReport, PictureReport) -> Result<(), Error>,
) -> Result<(), Error> {
    let criteria = &criteria.cut();
    let question = &criteria.question;
    refuse_times(question)?;
    let view = View::of(store, question.recorded_by)?;
    let request = Request { criteria, policy: policies::DEFAULT, explain: Explain::AnswerOnly, audience };
    let mut any = false;
    for key in store::series::matching(&view, &criteria.filter)? {
        let material = store::material::of(&view, &key)?;
        if criteria.admit_any(&view, &material)? {
            let (mut report, mut picture) = knew_of(request, &view, material)?;
            report.question = report.question.chosen_by(&criteria.filter);
            picture.question = report.question.clone();
            if !report.steps.is_empty() {
                any = true;
                take(report, picture)?;
            }
        }
    }
    if any { Ok(()) } else { Err(nothing_matches_of(&criteria.filter, &view)) }
}

/// What was known of one series: its answer on each day on which the public came to know something.
fn knew_of(
    request: Request<'_>,
    view: &View<'_>,
    material: Material,
) -> Result<(KnewReport, PictureReport), Error> {
    let question = &request.criteria.question;
    let event_days = match material.rests_on_event_days() {
        true => event_days_known::by_day(view, &material.scope.event, question)?,
        false => BTreeMap::new(),
    };
    let days = days(&material, question, event_days.keys().copied());
    let mut series = series_of(view.names(), told_to(request.audience, material));
    let mut report = KnewReport::new(&series.scope, question);
    for day in days {
        if let Some((_, of_event)) = event_days.range(..=day).next_back() {
            series = series.with_event_days(*of_event);
        }
        let then = Question { known_on: Some(Moment::on(day.to_date())), ..*question };
        let answer = (request.policy.apply)(&series, &then);
        report.take(day, KnownSide { series: &series, answer: &answer, question: &then });
    }
    let answer = (request.policy.apply)(&series, question);
    let picture = PictureReport::known(&series, &answer, question, &report);
    Ok((report, picture))
}

/// The days on which the public came to know a figure, or what became of one, or of when the event began.
fn days(material: &Material, question: &Question, of_event: impl Iterator<Item = Day>) -> BTreeSet<Day> {
    let published = material.figures.iter().map(|recorded| recorded.figure.published_on);
    let happened = material.acts.iter().map(|act| act.known_at);
    let known = published.chain(happened).filter(|moment| question.knows(*moment));
    known.map(|moment| moment.date.last_day()).chain(of_event).collect()
}

/// Refuses a time of the day: what was known goes by days.
fn refuse_times(question: &Question) -> Result<(), Error> {
    match question.known_on {
        Some(known_on) if known_on.time.is_some() => Err(Error::usage(
            format!("--knew goes by days, and {} is a time of one", known_on.iso()),
            format!("name the last day: --known-on {}", known_on.date.iso()),
        )),
        _ => Ok(()),
    }
}
