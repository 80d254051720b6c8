//! Which changes of the figures that answer are told: the last one of each, and every fall that is not made up.

use std::cmp::Ordering;

use crate::model::date::Day;
use crate::model::event_days::stale_after_days;
use crate::model::question::Question;
use crate::model::recorded::FigureId;
use crate::model::words::CountType;
use crate::phrase::names::Speech;
use crate::reconcile::changes::{Change, changes, reason_of};
use crate::reconcile::{Answer, Chosen, Detail};
use crate::series::Series;
use crate::series::restate::{Days, restates};
use crate::series::step::{compare_wordings, method_changed};

use super::revised::{self, ChangeVerb, ToldChange};

/// The changes in the series of an answer, as its sentences need them.
pub struct Changes<'a> {
    series: &'a Series,
    answer: &'a Answer,
    question: &'a Question,
    all: Vec<Change>,
}

/// The sentence of a fall.
pub struct FallSentence {
    /// The newest figure of the lower count.
    pub to: FigureId,
    /// What is said of it.
    pub text: String,
}

impl<'a> Changes<'a> {
    /// The changes that the trace of an answer shows.
    pub fn of(series: &'a Series, answer: &'a Answer, question: &'a Question) -> Changes<'a> {
        Changes { series, answer, question, all: changes(series, &answer.trace) }
    }

    /// The sentence of the change by which a figure came to be, while it is news beside the figure's own day.
    pub fn revised(&self, chosen: &Chosen, speech: &Speech<'_>) -> Option<String> {
        let own_day = self.day_of(chosen);
        let told =
            self.told(self.change_to(chosen).filter(|change| self.is_news(change, own_day))?, chosen)?;
        revised::sentence(&told, speech)
    }

    /// The falls of the figures at the ends of the answer, and of those that repeat them, as far as they are news on the
    /// newest day and not made up since; without the one that the first sentence tells. `first`: whose sentence that is.
    pub fn falls(
        &self,
        answering: &[&Chosen],
        first: Option<&Chosen>,
        speech: &Speech<'_>,
    ) -> Vec<FallSentence> {
        let Some(newest) = self.newest_day() else { return Vec::new() };
        let news =
            self.all.iter().filter(|change| change.way == Ordering::Less && self.is_news(change, newest));
        let falls: Vec<&Change> = news.collect();
        if falls.is_empty() {
            return Vec::new();
        }
        let first = first.filter(|first| self.revised(first, speech).is_some()).map(|first| first.id);
        let mut sentences = Vec::new();
        for chosen in answering.iter().filter(|chosen| self.holds_an_end(chosen)) {
            let is_untold = |change: &&Change| change.last != chosen.id || first != Some(chosen.id);
            let own =
                falls.iter().copied().filter(|change| self.is_fall_to(change, chosen)).filter(is_untold);
            sentences.extend(own.filter_map(|change| {
                let text = revised::sentence_beside(&self.told(change, chosen)?, speech)?;
                Some(FallSentence { to: change.last, text })
            }));
        }
        sentences
    }

    /// Whether a fall lies behind a chosen figure, which is still below what was given up.
    fn is_fall_to(&self, change: &Change, chosen: &Chosen) -> bool {
        let Some(before) = self.series.member_with(change.before) else { return false };
        let own = &self.series.members()[chosen.member];
        let counts = before.recorded.figure.count.as_ref().zip(own.recorded.figure.count.as_ref());
        before.track == own.track
            && !method_changed(&before.recorded.figure, &own.recorded.figure)
            && counts.is_some_and(|(before, own)| compare_wordings(before, own) == Ordering::Greater)
    }

    /// The newest day for which a figure that counts holds.
    fn newest_day(&self) -> Option<Day> {
        self.answer.kept().map(|chosen| self.day_of(chosen)).max()
    }

    /// The day for which a figure holds; of a projection, whose day is to come, that of its report.
    fn day_of(&self, chosen: &Chosen) -> Day {
        let member = &self.series.members()[chosen.member];
        match self.series.scope.count_type {
            CountType::Projection => member.recorded.figure.published_on.date.first_day(),
            _ => member.as_of.first_day(),
        }
    }

    /// Whether a change was said no longer before a day than a figure counts beside newer ones.
    fn is_news(&self, change: &Change, day: Day) -> bool {
        let days = day.days_since(change.said.last_day().last_day());
        i64::from(days) <= i64::from(stale_after_days(&self.series.scope.event, self.series.names()))
    }

    /// Whether a chosen figure holds an end of the answer, or repeats one that does.
    fn holds_an_end(&self, chosen: &Chosen) -> bool {
        let Some(span) = self.answer.span else { return true };
        let count = |id: FigureId| self.series.figure(id).and_then(|recorded| recorded.figure.count.as_ref());
        [span.low_by, span.high_by].into_iter().any(|end| {
            let are_one = |(a, b)| restates(a, b, Days::Same) || restates(b, a, Days::Same);
            chosen.id == end || count(chosen.id).zip(count(end)).is_some_and(are_one)
        })
    }

    /// The change that led to a chosen figure from the one before it.
    fn change_to(&self, chosen: &Chosen) -> Option<&Change> {
        let (before, _) = chosen.previous.as_ref()?;
        self.all.iter().find(|change| change.last == chosen.id && change.before == *before)
    }

    fn told(&self, change: &Change, chosen: &Chosen) -> Option<ToldChange<'a>> {
        let figure = |id: FigureId| self.series.figure(id);
        let is_last = change.last == chosen.id;
        let detail = chosen.previous.as_ref().filter(|_| is_last).and_then(|(_, relation)| relation.detail);
        let (before, first, last) = (figure(change.before)?, figure(change.first)?, figure(change.last)?);
        let how = match (detail, change.way) {
            _ if method_changed(&before.figure, &last.figure) => ChangeVerb::Replaced,
            (Some(Detail::Reverts), _) => ChangeVerb::Returned,
            (_, Ordering::Less) if !is_last => ChangeVerb::HadLowered,
            (_, way) => ChangeVerb::by(way),
        };
        Some(ToldChange {
            change: *change,
            before,
            first,
            last,
            how,
            reason: reason_of(change, self.series, self.answer, self.question),
        })
    }
}
