//! A series over time: one column an authority, one row a day, what changed from figure to figure.

pub mod wide;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use crate::model::figure::Figure;
use crate::model::question::Question;
use crate::model::recorded::FigureId;
use crate::phrase::number::grouped;
use crate::reconcile::changes::{Change, changes};
use crate::reconcile::windows::trace_of_windows;
use crate::reconcile::{Answer, Fate, RelationKind, Traced};
use crate::series::step::origins_differ;
use crate::series::{Member, Series, Voice};

use super::Report;
use super::lists::ColumnContent::{self, Fixed, Numbers, Words};
use super::lists::{ColumnOf, Table, TableCell, TableColumn, cells, names};
use super::page::Page;
use super::scope::{QuestionReport, ScopeReport};

/// The figures of a series that say something new, by day and authority.
#[derive(Clone, Debug, Serialize)]
pub struct TimelineReport {
    /// What is counted.
    pub scope: ScopeReport,
    /// What was asked.
    pub question: QuestionReport,
    /// Who answers, one column each, in the order of their first figures.
    pub authorities: Vec<String>,
    /// What they said, by day; on one day in the order of the track.
    pub points: Vec<Point>,
}

/// One figure of a timeline.
#[derive(Clone, Debug, Serialize)]
pub struct Point {
    /// The day for which it holds; where the source does not state it, the latest possible one.
    pub as_of: String,
    /// Whether the day is only the latest possible one.
    pub as_of_assumed: bool,
    /// The number of its authority among [`TimelineReport::authorities`].
    #[serde(skip)]
    pub column: usize,
    /// Who answers for it.
    pub authority: String,
    /// Its number in this store.
    pub id: FigureId,
    /// As printed.
    pub wording: String,
    /// The printed number, where the words are exact or an estimate's point.
    pub value: Option<u64>,
    /// The fewest people that the words allow.
    pub low: u64,
    /// The most; null: open above.
    pub high: Option<u64>,
    /// Whether the low end is this house's reading of the words, and whether the high end is: nobody printed it.
    #[serde(skip)]
    pub by_convention: (bool, bool),
    /// The printed number minus the one that the authority printed before; null where either is hedged, or they count from
    /// different days.
    pub step: Option<i64>,
    /// What is to be known of it beside the number: revised, withdrawn, redefined, other origin, unattributed.
    pub mark: Option<&'static str>,
    /// When the authority first said what it revised by this figure: a day, or two times between which it did; null without
    /// a revision.
    pub revised_on: Option<String>,
    /// Who printed it.
    pub publisher: String,
    /// The change that its authority made of its count by it; null where it is told as a revision by the answer alone.
    #[serde(skip)]
    pub change: Option<Change>,
}

impl TimelineReport {
    /// The timeline of an answered series. Figures that only repeat others are left out; so is what was not asked about.
    pub fn new(series: &Series, answer: &Answer, question: &Question) -> TimelineReport {
        TimelineReport::traced(series, answer, question, &trace_of_windows(series, answer, question))
    }

    /// The same, where the fates of all figures window by window are known already.
    pub fn traced(series: &Series, answer: &Answer, question: &Question, trace: &[Traced]) -> TimelineReport {
        let revised = Revised::of(series, answer, trace);
        let mut columns: Vec<usize> = Vec::new();
        let mut column_of: FxHashMap<usize, usize> = FxHashMap::default();
        let mut last: Vec<Option<(Option<u64>, &Figure)>> = Vec::new();
        let mut points = Vec::new();
        for (member, traced) in series.members().iter().zip(trace) {
            if !is_said(traced.fate) && !revised.begin.contains(&traced.id) {
                continue;
            }
            let column = *column_of.entry(member.track).or_insert_with(|| {
                columns.push(member.track);
                last.push(None);
                columns.len() - 1
            });
            let Some(mut point) = point(member, series.voice(member), column) else { continue };
            point.mark = mark(traced.fate).or_else(|| revised.mark(traced.id));
            point.change = revised.by.get(&traced.id).copied();
            point.revised_on = point.change.map(|change| change.said.iso());
            let before = last[column].replace((point.value, &member.recorded.figure));
            let before = before.filter(|(_, figure)| !origins_differ(figure, &member.recorded.figure));
            point.step = step(before.and_then(|(value, _)| value), point.value);
            points.push(point);
        }
        TimelineReport {
            scope: ScopeReport::new(&series.scope),
            question: QuestionReport::new(question),
            authorities: columns
                .iter()
                .map(|track| series.tracks()[*track].voice.name().to_string())
                .collect(),
            points,
        }
    }

    /// The points by day, each authority in its column.
    fn by_day(&self) -> Vec<DayRow<'_>> {
        by_day(self.points.iter().map(|point| (point.column, point)), self.authorities.len())
    }
}

/// A day, and what was said for it, column by column.
type DayRow<'p> = (&'p str, Vec<Option<&'p Point>>);

/// Points by day, which is their order: for each day as many rows as a column has points on it.
fn by_day<'p>(points: impl Iterator<Item = (usize, &'p Point)>, columns: usize) -> Vec<DayRow<'p>> {
    let mut rows: Vec<DayRow<'p>> = Vec::new();
    // The first row of the day, and of each column the row after its last point.
    let (mut begins, mut next) = (0, vec![0; columns]);
    for (column, point) in points {
        if rows.last().is_some_and(|(day, _)| *day != point.as_of) {
            begins = rows.len();
        }
        let slot = begins.max(next[column]);
        if slot == rows.len() {
            rows.push((&point.as_of, vec![None; columns]));
        }
        rows[slot].1[column] = Some(point);
        next[column] = slot + 1;
    }
    rows
}

fn point(member: &Member, voice: &Voice, column: usize) -> Option<Point> {
    let figure = &member.recorded.figure;
    let count = figure.count.as_ref()?;
    Some(Point {
        as_of: member.as_of.iso(),
        as_of_assumed: figure.as_of.is_assumed(),
        column,
        authority: voice.name().to_string(),
        id: member.id(),
        wording: count.printed().into_owned(),
        value: count.point(),
        low: count.count().low(),
        high: count.count().high(),
        by_convention: (count.low_by_convention(), count.high_by_convention()),
        step: None,
        mark: None,
        revised_on: None,
        publisher: figure.source.publisher.to_string(),
        change: None,
    })
}

/// Whether a figure says something of its own within the question. Other windows of a period count do.
fn is_said(fate: Fate) -> bool {
    use crate::reconcile::Outside;
    !matches!(
        fate,
        Fate::Restates(_)
            | Fate::Statement
            | Fate::Void
            | Fate::Gone
            | Fate::Corrected(_)
            | Fate::OutsideTheQuestion(Outside::LaterDay | Outside::NotYetKnown)
    )
}

fn mark(fate: Fate) -> Option<&'static str> {
    Some(match fate {
        Fate::Retracted(_) => "retracted",
        Fate::Disowned(_) => "disowned",
        Fate::RedefinedBy(_) => "redefined later",
        Fate::OtherOrigin => "other origin",
        Fate::Unattributed => "unattributed",
        _ => return None,
    })
}

/// Which points of a timeline begin what was said, and which of them changed their authority's count.
struct Revised {
    /// The first figures of statements that were made again for later days. Where one is the newest too, it is not among them.
    begin: FxHashSet<FigureId>,
    /// The figures that changed a count, with the change.
    by: FxHashMap<FigureId, Change>,
    /// Those that the answer calls a revision by itself.
    others: FxHashSet<FigureId>,
}

impl Revised {
    fn of(series: &Series, answer: &Answer, trace: &[Traced]) -> Revised {
        let begins = begins(series, trace);
        let changes = changes(series, trace);
        let by = changes.iter().map(|change| {
            let point = begins.get(&change.last).copied().unwrap_or(change.last);
            (point, *change)
        });
        let by: FxHashMap<FigureId, Change> = by.collect();
        let told: FxHashSet<FigureId> = changes.iter().map(|change| change.last).collect();
        let revising = answer.chosen.iter().filter(|chosen| {
            let previous = chosen.previous.as_ref();
            previous.is_some_and(|(_, relation)| relation.kind == RelationKind::Revises)
                && !told.contains(&chosen.id)
        });
        Revised {
            others: revising.map(|chosen| chosen.id).collect(),
            begin: begins.into_values().collect(),
            by,
        }
    }

    fn mark(&self, id: FigureId) -> Option<&'static str> {
        (self.by.contains_key(&id) || self.others.contains(&id)).then_some("revised")
    }
}

/// By the figure that stands for a statement, the first that said exactly the same for an earlier stated day: a run of equal
/// values has a point on its first day and one on its last.
fn begins(series: &Series, trace: &[Traced]) -> FxHashMap<FigureId, FigureId> {
    let mut begins = FxHashMap::default();
    for (member, traced) in series.members().iter().zip(trace) {
        let Fate::Restates(other) = traced.fate else { continue };
        let Some(last) = series.member_with(other) else { continue };
        let count = |member: &Member| member.recorded.figure.count.as_ref().map(|count| count.count());
        let is_earlier = member.as_of.first_day() < last.as_of.first_day();
        let is_dated = member.recorded.figure.as_of.stated().is_some();
        if is_earlier && is_dated && count(member) == count(last) {
            begins.entry(other).or_insert(traced.id);
        }
    }
    begins
}

fn step(before: Option<u64>, now: Option<u64>) -> Option<i64> {
    let (before, now) = before.zip(now)?;
    i64::try_from(now).ok()?.checked_sub(i64::try_from(before).ok()?)
}

/// One row a point: the table of several series.
const LONG: &[ColumnOf<(ScopeReport, Point)>] = &[
    ("event", Words, |(scope, _)| scope.event.as_str().into()),
    ("place", Words, |(scope, _)| scope.place.as_deref().into()),
    ("measure", Fixed, |(scope, _)| scope.measure.into()),
    ("group", Words, |(scope, _)| scope.group.as_str().into()),
    ("count_type", Fixed, |(scope, _)| scope.count_type.into()),
    ("definition", Words, |(scope, _)| scope.definition.as_deref().into()),
    ("as_of", Fixed, |(_, point)| point.as_of.as_str().into()),
    ("authority", Words, |(_, point)| point.authority.as_str().into()),
    ("value", Numbers, |(_, point)| point.value.into()),
    ("low", Numbers, |(_, point)| point.low.into()),
    ("high", Numbers, |(_, point)| point.high.into()),
    ("figure", Words, |(_, point)| point.wording.as_str().into()),
    ("status", Fixed, |(_, point)| point.mark.unwrap_or("stands").into()),
    ("as_of_assumed", Fixed, |(_, point)| point.as_of_assumed.into()),
    ("publisher", Words, |(_, point)| point.publisher.as_str().into()),
    ("id", Numbers, |(_, point)| point.id.into()),
    ("unit", Fixed, |(scope, _)| scope.unit.into()),
];

/// How many authorities stand side by side; more are listed in further tables below.
const BESIDE: usize = 3;

impl Report for TimelineReport {
    fn columns() -> Vec<&'static str> {
        names(LONG)
    }

    fn rows(&self) -> Vec<Vec<TableCell>> {
        self.points.iter().map(|point| cells(LONG, &(self.scope.clone(), point.clone()))).collect()
    }

    fn text(&self, page: &mut Page) {
        page.heading(self.scope.heading());
        let (choice, limits) = (self.question.choice(), self.question.limits());
        if !choice.is_empty() {
            page.remark(format!("chosen {choice}"));
        }
        if let Some(limits) = limits.strip_prefix(", ") {
            page.remark(limits);
        }
        let rows = self.by_day();
        let all: Vec<usize> = (0..self.authorities.len()).collect();
        for (turn, columns) in all.chunks(BESIDE).enumerate() {
            if turn > 0 {
                page.blank();
            }
            page.table(beside(self, &rows, columns));
        }
        if self.points.iter().any(|point| point.as_of_assumed) {
            page.remark("~ the source states no day: at the latest this one");
        }
    }
}

fn beside(report: &TimelineReport, rows: &[DayRow<'_>], columns: &[usize]) -> Table {
    let mut head = vec![TableColumn { name: "as of".into(), holds: ColumnContent::Fixed }];
    let named = |at: &usize| TableColumn {
        name: report.authorities[*at].clone().into(),
        holds: ColumnContent::Words,
    };
    head.extend(columns.iter().map(named));
    let mut table = Table { columns: head, rows: Vec::new() };
    for (day, cells) in rows.iter().filter(|(_, cells)| columns.iter().any(|at| cells[*at].is_some())) {
        let assumed = columns.iter().filter_map(|at| cells[*at]).any(|point| point.as_of_assumed);
        let day = if assumed { format!("{day} ~") } else { (*day).to_owned() };
        let points =
            columns.iter().map(|at| cells[*at].map_or(TableCell::Blank, |point| printed(point).into()));
        table.push([TableCell::from(day)].into_iter().chain(points));
    }
    table
}

/// The words, the step from the figure before, and what is to be known beside them.
fn printed(point: &Point) -> String {
    let step = match point.step {
        Some(step) if step != 0 => {
            format!(" ({}{})", if step > 0 { "+" } else { "-" }, grouped(step.unsigned_abs()))
        }
        _ => String::new(),
    };
    let mark = point.mark.map(|mark| format!(", {mark}")).unwrap_or_default();
    let day = point.revised_on.as_ref().filter(|day| **day != point.as_of);
    let day = day.map(|day| format!(" {}", day.replace('/', " to "))).unwrap_or_default();
    format!("{}{step}{mark}{day}", point.wording)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::audit::audit;
    use crate::prose::sentences::sentence;
    use crate::reconcile::policies::PER_AUTHORITY;
    use crate::series::testing::{Row, Story, any_question, any_story};

    #[test]
    fn a_run_has_a_point_on_its_first_day_and_one_on_its_last_and_all_agree_on_the_day() {
        let office = |figure: &str, day: &str| Row::new(figure).by("Health Office").on(day);
        let days = ["2021-03-02", "2021-03-03", "2021-03-05"];
        let rows: Vec<Row> =
            [office("5", "2021-03-01")].into_iter().chain(days.map(|day| office("3", day))).collect();
        let (series, question) = (Story::of(&rows).series(), Question::default());
        let answer = (PER_AUTHORITY.apply)(&series, &question);
        let timeline = TimelineReport::new(&series, &answer, &question);
        let points: Vec<_> =
            timeline.points.iter().map(|point| (point.as_of.as_str(), point.mark, point.step)).collect();
        let (first, last) = (("2021-03-02", Some("revised"), Some(-2)), ("2021-03-05", None, Some(0)));
        assert_eq!(points, [("2021-03-01", None, None), first, last]);
        assert_eq!(timeline.points[1].revised_on.as_deref(), Some("2021-03-02"));
        let said = sentence(&series, &answer, &question, None);
        assert!(
            said.contains("on 2 March 2021 lowered") && said.contains("still gave 3 as of 5 March"),
            "{said}"
        );
        assert!(
            audit(&series, None).iter().any(|one| one.explanation.contains("on 2 March 2021")),
            "it fell"
        );
    }

    #[test]
    fn no_step_leads_from_one_origin_to_another() {
        let from = |figure: &str, start: &str, day: &str| {
            Row::new(figure).by("Health Office").on(day).set(crate::model::draft::Field::PeriodStart, start)
        };
        let rows = [
            from("58", "2021-01-05", "2021-02-03"),
            from("71", "2021-01-05", "2021-02-14"),
            from("6", "2021-02-20", "2021-02-24"),
            from("15", "2021-02-20", "2021-03-04"),
        ];
        let (series, question) = (Story::of(&rows).series(), Question::default());
        let timeline = TimelineReport::new(&series, &(PER_AUTHORITY.apply)(&series, &question), &question);
        let steps: Vec<_> = timeline.points.iter().map(|point| point.step).collect();
        assert_eq!(steps, [None, Some(13), None, Some(9)]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

        /// Every change has one point, with the day on which the change was first said; nothing else is marked.
        #[test]
        fn every_change_is_one_point(story in any_story(), question in any_question()) {
            let series = story.series();
            let answer = (PER_AUTHORITY.apply)(&series, &question);
            let timeline = TimelineReport::new(&series, &answer, &question);
            let changes = changes(&series, &trace_of_windows(&series, &answer, &question));
            let newest: FxHashMap<FigureId, String> =
                changes.iter().map(|change| (change.last, change.said.iso())).collect();
            let mut told: Vec<&String> =
                timeline.points.iter().filter_map(|point| point.revised_on.as_ref()).collect();
            let mut said: Vec<&String> = newest.values().collect();
            told.sort();
            said.sort();
            prop_assert_eq!(told, said);
        }
    }
}
