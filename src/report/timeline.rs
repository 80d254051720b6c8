//! A series over time: one column an authority, one row a day, what changed from figure to figure.

use rustc_hash::FxHashSet;
use serde::Serialize;

use crate::model::question::Question;
use crate::model::recorded::FigureId;
use crate::phrase::number::grouped;
use crate::reconcile::{Answer, Fate, RelationKind};
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
    /// The printed number minus the one that the authority printed before; null where either is hedged.
    pub step: Option<i64>,
    /// What is to be known of it beside the number: revised, withdrawn, redefined, other origin, unattributed.
    pub mark: Option<&'static str>,
    /// Who printed it.
    pub publisher: String,
}

impl TimelineReport {
    /// The timeline of an answered series. Figures that only repeat others are left out; so is what was not asked about.
    pub fn new(series: &Series, answer: &Answer, question: &Question) -> TimelineReport {
        let revising = revising(answer);
        let mut columns: Vec<usize> = Vec::new();
        let mut last: Vec<Option<u64>> = Vec::new();
        let mut points = Vec::new();
        for (member, traced) in series.members().iter().zip(&answer.trace) {
            if !is_said(traced.fate) {
                continue;
            }
            let column = columns.iter().position(|track| *track == member.track).unwrap_or_else(|| {
                columns.push(member.track);
                last.push(None);
                columns.len() - 1
            });
            let Some(mut point) = point(member, series.voice(member), column) else { continue };
            point.mark = mark(traced.fate).or_else(|| revising.contains(&traced.id).then_some("revised"));
            point.step = step(last[column], point.value);
            last[column] = point.value;
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

    /// The points by day: for each day as many rows as an authority has figures on it.
    pub fn by_day(&self) -> Vec<(&str, Vec<Option<&Point>>)> {
        let mut rows: Vec<(&str, Vec<Option<&Point>>)> = Vec::new();
        for point in &self.points {
            let free = rows.iter_mut().rev().take_while(|(day, _)| *day == point.as_of);
            let slot = free.filter(|(_, cells)| cells[point.column].is_none()).last();
            match slot {
                Some((_, cells)) => cells[point.column] = Some(point),
                None => {
                    let mut cells = vec![None; self.authorities.len()];
                    cells[point.column] = Some(point);
                    rows.push((&point.as_of, cells));
                }
            }
        }
        rows
    }

    /// A wide table for a charting tool: the day, a number an authority (blank where the words are hedged: no number is made
    /// of a bound), then the words an authority.
    pub fn wide(&self) -> Table {
        let column = |name: String, holds| TableColumn { name: name.into(), holds };
        let mut columns = vec![column("as_of".into(), ColumnContent::Fixed)];
        columns.extend(self.authorities.iter().map(|name| column(name.clone(), ColumnContent::Numbers)));
        columns.extend(
            self.authorities.iter().map(|name| column(format!("{name}, as printed"), ColumnContent::Words)),
        );
        let mut table = Table { columns, rows: Vec::new() };
        for (day, cells) in self.by_day() {
            let numbers = cells.iter().map(|point| TableCell::from(point.and_then(|point| point.value)));
            let words = cells.iter().map(|point| TableCell::from(point.map(|point| point.wording.clone())));
            table.push([TableCell::from(day)].into_iter().chain(numbers).chain(words));
        }
        table
    }
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
        step: None,
        mark: None,
        publisher: figure.source.publisher.to_string(),
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

/// The figures that changed their authority's count: others were revised by them, or the answer says so.
fn revising(answer: &Answer) -> FxHashSet<FigureId> {
    let declared = answer.chosen.iter().filter(|chosen| {
        chosen.previous.as_ref().is_some_and(|(_, relation)| relation.kind == RelationKind::Revises)
    });
    let by = answer.trace.iter().filter_map(|traced| match traced.fate {
        Fate::RevisedBy(by) => Some(by),
        _ => None,
    });
    by.chain(declared.map(|chosen| chosen.id)).collect()
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
];

/// How long a bar may be, in letters.
const BAR: u64 = 24;

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
        let choice = self.question.choice();
        if !choice.is_empty() {
            page.remark(format!("chosen {choice}"));
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

fn beside(report: &TimelineReport, rows: &[(&str, Vec<Option<&Point>>)], columns: &[usize]) -> Table {
    let one = match columns {
        [one] if report.authorities.len() == 1 => Some(*one),
        _ => None,
    };
    let mut head = vec![TableColumn { name: "as of".into(), holds: ColumnContent::Fixed }];
    let named = |at: &usize| TableColumn {
        name: report.authorities[*at].clone().into(),
        holds: ColumnContent::Words,
    };
    head.extend(columns.iter().map(named));
    head.extend(one.map(|_| TableColumn { name: "".into(), holds: ColumnContent::Fixed }));
    let most = report.points.iter().map(size).max().unwrap_or(0).max(1);
    let mut table = Table { columns: head, rows: Vec::new() };
    for (day, cells) in rows.iter().filter(|(_, cells)| columns.iter().any(|at| cells[*at].is_some())) {
        let assumed = columns.iter().filter_map(|at| cells[*at]).any(|point| point.as_of_assumed);
        let day = if assumed { format!("{day} ~") } else { (*day).to_owned() };
        let points =
            columns.iter().map(|at| cells[*at].map_or(TableCell::Blank, |point| printed(point).into()));
        let bar = one.and_then(|at| cells[at]).map(|point| TableCell::from(bar(size(point), most)));
        table.push([TableCell::from(day)].into_iter().chain(points).chain(bar));
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
    format!("{}{step}{mark}", point.wording)
}

/// What a bar shows: the printed number, else the fewest people that the words allow.
fn size(point: &Point) -> u64 {
    point.value.unwrap_or(point.low)
}

fn bar(size: u64, most: u64) -> String {
    let length = (u128::from(size) * u128::from(BAR)).div_ceil(u128::from(most)) as usize;
    "#".repeat(length)
}
