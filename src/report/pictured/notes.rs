//! What is said beside the marks of a picture, in few words.

use crate::model::figure::Figure;
use crate::model::question::Question;
use crate::model::recorded::FigureId;
use crate::model::scope::Scope;
use crate::model::words::{CountType, Reason};
use crate::reconcile::changes::{Change, reason_of};
use crate::reconcile::{Answer, Fate, Traced};
use crate::series::{Member, Series, Voice};

use super::{PicturedChange, PicturedRule};

/// What the number counts up, and what the days are.
pub fn subtitle(scope: &Scope) -> String {
    let counts = match scope.count_type {
        CountType::Total => "Toll so far, by the last day that each number covers",
        CountType::Current => "How many at that time, by the day for which each number holds",
        CountType::Period => "In each period, by the days that each number covers",
        CountType::Increment => "Added since the statement before, by the day for which each number holds",
        CountType::Projection => "To come by then, by the day that each number speaks of",
    };
    match crate::phrase::setting::definition(scope) {
        Some(definition) => format!("{counts}; {definition}"),
        None => counts.to_owned(),
    }
}

/// How a figure was taken back, with the reason where one was given: `withdrawn (double count, says Wire)`.
pub fn withdrawal(series: &Series, traced: Traced, by: Option<FigureId>) -> String {
    let what = match traced.fate {
        Fate::Disowned(_) => "withdrawn: its authority denies it",
        _ => "withdrawn",
    };
    let acts = series.acts_on(traced.id).iter().rev();
    let act = acts.filter(|act| act.what.withdraws()).find(|act| act.other == by);
    let reason = act.and_then(|act| reason_words(act.reason, act.reason_by.as_deref()));
    reason.map_or_else(|| what.to_owned(), |reason| format!("{what} ({reason})"))
}

/// A change in words.
pub fn change(change: &Change, series: &Series, answer: &Answer, question: &Question) -> PicturedChange {
    let (reason, reason_by) = reason_of(change, series, answer, question);
    let before = series.figure(change.before).and_then(|before| before.figure.words());
    PicturedChange {
        from: before.map(|words| words.into_owned()).unwrap_or_default(),
        when: change.said.words(),
        reason: reason_words(reason, reason_by),
    }
}

/// What changed in how or from when people are counted between a figure and the one before it; `None` where nothing did.
pub fn rule(series: &Series, before: Traced, now: &Member) -> Option<String> {
    let then = &series.figure(before.id)?.figure;
    let now = &now.recorded.figure;
    match before.fate {
        Fate::RedefinedBy(_) => Some(method(then, now)),
        Fate::OtherOrigin => Some(origin(now)),
        _ => None,
    }
}

fn method(then: &Figure, now: &Figure) -> String {
    let of = |figure: &Figure| figure.attribution.method.as_ref().map(|method| method.replace('_', " "));
    match (of(then), of(now)) {
        (Some(then), Some(now)) if then != now => format!("counted by {now}, no longer by {then}"),
        (_, Some(now)) => format!("counted by {now} from here on"),
        _ => "counted another way from here on".to_owned(),
    }
}

fn origin(now: &Figure) -> String {
    match now.window_first_day() {
        Some(day) => format!("counts from {}", day.to_date().long()),
        None => "counts from another day".to_owned(),
    }
}

/// Where a voice left the series for another definition.
pub fn left(series: &Series, answer: &Answer, voice: &Voice) -> Option<PicturedRule> {
    let redefined = answer.redefined.iter().find(|redefined| redefined.voice == *voice)?;
    let figure = &series.figure(redefined.by)?.figure;
    let definition = redefined.scope.definition.as_deref().map(|words| words.replace('_', " "));
    let words = match definition {
        Some(definition) => format!("counts by another definition from here on: {definition}"),
        None => "counts by another definition from here on".to_owned(),
    };
    Some(PicturedRule { day: figure.as_of.date().last_day().number(), words })
}

/// A reason and who gave it; `None` where nobody gave one.
fn reason_words(reason: Option<Reason>, by: Option<&str>) -> Option<String> {
    let reason = reason.filter(|reason| *reason != Reason::NoneGiven)?.word().replace('_', " ");
    Some(by.map_or_else(|| reason.clone(), |by| format!("{reason}, says {by}")))
}
