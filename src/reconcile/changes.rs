//! The changes of a count that its authority made, each with the day on which it was first said (`docs/rules.md`, "The day
//! of a change"). Sentences, timelines, differences and findings all take it from here.

use std::cmp::Ordering;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::date::{Moment, PartialDate};
use crate::model::question::Question;
use crate::model::recorded::{Act, ActKind, FigureId, Recorded};
use crate::model::words::{LinkKind, Reason};
use crate::phrase::when::{between, on};
use crate::series::step::compare_wordings;
use crate::series::{Member, Series};

use super::answer::{Answer, Fate, Traced};

/// A change of an authority's count, from what it said to what it said instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// The last figure of the count that was given up.
    pub before: FigureId,
    /// The figure that took its place, as the trace names it.
    pub by: FigureId,
    /// The report by which the new count was said first.
    pub first: FigureId,
    /// The newest figure of the new count, which stands for all that say it again.
    pub last: FigureId,
    /// When the new count was first said.
    pub said: FirstSaid,
    /// Where it led, by printed values; `Equal` where they stayed as they were.
    pub way: Ordering,
}

/// When a count was first said, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FirstSaid {
    /// On this day.
    On(PartialDate),
    /// After the one snapshot of a feed and not after the next.
    Between(Moment, Moment),
}

impl FirstSaid {
    /// The last day that it can have been.
    pub fn last_day(self) -> PartialDate {
        match self {
            FirstSaid::On(day) => day,
            FirstSaid::Between(_, until) => until.date,
        }
    }

    /// In words: `on 24 October 2023`, `between 17 and 18 July 2020`.
    pub fn words(self) -> String {
        match self {
            FirstSaid::On(day) => on(day),
            FirstSaid::Between(since, until) => between(since, until),
        }
    }

    /// As a machine reads it: a day, or two times with a slash between them.
    pub fn iso(self) -> String {
        match self {
            FirstSaid::On(day) => day.iso(),
            FirstSaid::Between(since, until) => format!("{}/{}", since.iso(), until.iso()),
        }
    }
}

/// The changes in the tracks of a series, in the order of the figures that were given up. `trace`: the fates of its members.
pub fn changes(series: &Series, trace: &[Traced]) -> Vec<Change> {
    let revised = |traced: &Traced| match traced.fate {
        Fate::RevisedBy(by) => Some((traced.id, by)),
        _ => None,
    };
    let revised: Vec<(FigureId, FigureId)> = trace.iter().filter_map(revised).collect();
    if revised.is_empty() {
        return Vec::new();
    }
    let runs = ReportRuns::of(series, trace, revised.iter().map(|(_, by)| *by));
    let change = |(before, by): &(FigureId, FigureId)| {
        let run = runs.of.get(runs.stands_for.get(by)?)?;
        run.change(series, series.member_with(*before)?, *by)
    };
    revised.iter().filter_map(change).collect()
}

/// Why a count was changed and who says so, as one of its reports gives it: the newest figure, else the one known last.
pub fn reason_of<'s>(
    change: &Change,
    series: &'s Series,
    answer: &Answer,
    question: &Question,
) -> (Option<Reason>, Option<&'s str>) {
    let is_of_run = |other: FigureId| {
        let restates = Traced { id: other, fate: Fate::Restates(change.last) };
        other == change.last || other == change.by || answer.trace.contains(&restates)
    };
    let acts = series.acts_on(change.before).iter();
    let given = acts.filter(|act| act.what == ActKind::Linked(LinkKind::Revises) && act.reason.is_some());
    let known: Vec<&Act> =
        given.filter(|act| act.other.is_some_and(is_of_run) && series.counts(act, question)).collect();
    let own = known.iter().rev().find(|act| act.other == Some(change.last));
    own.or(known.last()).map_or((None, None), |act| (act.reason, act.reason_by.as_deref()))
}

/// The statements that took the place of others: all figures that say one thing, by the one that stands for them.
struct ReportRuns<'s> {
    stands_for: FxHashMap<FigureId, FigureId>,
    of: FxHashMap<FigureId, ReportRun<'s>>,
}

/// The figures that say one thing, in track order.
struct ReportRun<'s> {
    last: FigureId,
    members: Vec<&'s Member>,
}

impl<'s> ReportRuns<'s> {
    fn of(series: &'s Series, trace: &[Traced], changing: impl Iterator<Item = FigureId>) -> ReportRuns<'s> {
        let changing: FxHashSet<FigureId> = changing.collect();
        let said_by = |traced: &Traced| match traced.fate {
            Fate::Restates(other) => other,
            _ => traced.id,
        };
        let named = trace.iter().filter(|traced| changing.contains(&traced.id));
        let stands_for: FxHashMap<_, _> = named.map(|traced| (traced.id, said_by(traced))).collect();
        let mut of: FxHashMap<FigureId, ReportRun<'s>> =
            stands_for.values().map(|last| (*last, ReportRun { last: *last, members: Vec::new() })).collect();
        for (member, traced) in series.members().iter().zip(trace) {
            if let Some(run) = of.get_mut(&said_by(traced)) {
                run.members.push(member);
            }
        }
        ReportRuns { stands_for, of }
    }
}

impl ReportRun<'_> {
    fn change(&self, series: &Series, before: &Member, by: FigureId) -> Option<Change> {
        // Of several reports of one day: by their publishers, never by the order of rows.
        let all = self.members.iter().map(|member| (first_said(series, before, member), *member));
        let (said, first) = all.min_by_key(|(said, member)| {
            (said.last_day().first_day(), &member.recorded.figure.source.publisher)
        })?;
        let counts = first.recorded.figure.count.as_ref().zip(before.recorded.figure.count.as_ref());
        let way = counts.map_or(Ordering::Equal, |(now, then)| compare_wordings(now, then));
        Some(Change { before: before.id(), by, first: first.id(), last: self.last, said, way })
    }
}

/// When a figure was first said in the place of another: on the day that it states, else by its publication. In a table
/// that holds both, on the day for which it stands there; where a feed put it over the other, between two snapshots.
fn first_said(series: &Series, before: &Member, member: &Member) -> FirstSaid {
    let (figure, published) = (&member.recorded.figure, member.recorded.figure.published_on);
    if let Some(stated) = figure.details.stated_on {
        return FirstSaid::On(stated.date);
    }
    let own_day = figure.as_of.stated().filter(|_| {
        before.recorded.figure.as_of.stated().is_some_and(|then| then.first_day() < member.as_of.first_day())
    });
    match (own_day, snapshots_between(series, before, member)) {
        (Some(day), snapshots) if snapshots.is_some() || are_of_one_edition(before, member) => {
            FirstSaid::On(day)
        }
        (_, Some((Some(since), until))) if published == until => FirstSaid::Between(since, until),
        _ => FirstSaid::On(published.date),
    }
}

/// Whether two figures stand in one edition of one document: what one publisher printed at one time.
fn are_of_one_edition(a: &Member, b: &Member) -> bool {
    let (a, b) = (&a.recorded.figure, &b.recorded.figure);
    a.published_on == b.published_on && a.source.publisher == b.source.publisher
}

/// For two figures of one feed, the time of the snapshot that brought the later, and of the one before it.
fn snapshots_between(series: &Series, before: &Member, member: &Member) -> Option<(Option<Moment>, Moment)> {
    let taken = |recorded: &Recorded| series.feeds().of(recorded.id);
    let (then, now) = taken(&before.recorded).zip(taken(&member.recorded))?;
    (then.feed == now.feed).then_some((now.before, now.at))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::feeds::{Feeds, TakenSnapshot};
    use crate::reconcile::policies::PER_AUTHORITY;
    use crate::series::testing::{Row, Story};

    fn office(figure: &str, day: &str) -> Row {
        Row::new(figure).by("Health Office").on(day).in_("Bulletin")
    }

    /// `before>first..last day` for every change.
    fn told(series: &Series) -> Vec<String> {
        let answer = (PER_AUTHORITY.apply)(series, &Question::default());
        let words = |change: &Change| {
            format!("{}>{}..{} {}", change.before, change.first, change.last, change.said.iso())
        };
        changes(series, &answer.trace).iter().map(words).collect()
    }

    fn of(rows: &[Row]) -> Vec<String> {
        told(&Story::of(rows).series())
    }

    #[test]
    fn a_run_of_equal_values_is_dated_on_its_first_day() {
        let days = ["2021-03-02", "2021-03-03", "2021-03-05"];
        let run = days.map(|day| office("3", day));
        let [a, b, c] = run;
        assert_eq!(of(&[office("5", "2021-03-01"), a, b, c]), ["1>2..4 2021-03-02"]);
        assert!(of(&[office("5", "2021-03-01"), office("5", "2021-03-02")]).is_empty());
    }

    #[test]
    fn a_change_is_dated_when_it_was_said_and_not_for_when_it_holds() {
        let before = || office("64", "2017-12-09");
        let later = || office("50", "2017-12-20").published("2018-08-28");
        assert_eq!(of(&[before(), later()]), ["1>2..2 2018-08-28"]);
        assert_eq!(of(&[before(), later().stated("2018-08-27")]), ["1>2..2 2018-08-27"]);
        let relayed_first = later().published("2018-08-26").in_("Wire");
        assert_eq!(of(&[before(), later(), relayed_first]), ["1>3..2 2018-08-26"]);
    }

    #[test]
    fn in_a_table_it_is_the_first_day_for_which_the_new_value_stands() {
        let row = |figure, day| office(figure, day).published("2021-04-01");
        let rows = [row("5", "2021-03-01"), row("3", "2021-03-02"), row("3", "2021-03-03")];
        assert_eq!(of(&rows), ["1>2..3 2021-03-02"]);
        let mended = [row("5", "2021-03-01"), office("3", "2021-03-01").published("2021-04-02")];
        assert_eq!(of(&mended), ["1>2..2 2021-04-02"], "of one day in two editions");
    }

    #[test]
    fn a_feed_that_was_overwritten_leaves_two_snapshots() {
        let snapshot = |at: &str, before: Option<&str>, figure| TakenSnapshot {
            feed: 1,
            at: Moment::read(at).expect("a moment"),
            before: before.map(|before| Moment::read(before).expect("a moment")),
            figures: (figure - 1, figure),
        };
        let feeds = || {
            let taken = vec![
                snapshot("2022-05-03", None, 1),
                snapshot("2022-05-04", Some("2022-05-03"), 2),
                snapshot("2022-05-09", Some("2022-05-04"), 3),
            ];
            Arc::new(Feeds::new(taken))
        };
        let of_feed = |rows: &[Row]| told(&Story::of(rows).series().with_feeds(feeds()));
        let undated = |figure, published| Row::new(figure).by("Police").published(published).in_("Police");
        let rows = [undated("35", "2022-05-03"), undated("33", "2022-05-04"), undated("30", "2022-05-09")];
        assert_eq!(of_feed(&rows), ["1>2..2 2022-05-03/2022-05-04", "2>3..3 2022-05-04/2022-05-09"]);
        let same_day = |figure, published| office(figure, "2022-05-01").published(published);
        let rows = [same_day("35", "2022-05-03"), same_day("33", "2022-05-04")];
        assert_eq!(of_feed(&rows), ["1>2..2 2022-05-03/2022-05-04"]);
        let next_day = office("33", "2022-05-02").published("2022-05-04");
        assert_eq!(of_feed(&[same_day("35", "2022-05-03"), next_day]), ["1>2..2 2022-05-02"]);
    }
}
