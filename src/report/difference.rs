//! What changed in what was known of one series between two times: the shape of `diff --json`.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::model::date::Moment;
use crate::model::question::Question;
use crate::model::recorded::FigureId;
use crate::reconcile::changes::changes;
use crate::reconcile::windows::trace_of_windows;
use crate::reconcile::{Answer, Fate, Outside, Traced, Verdict};
use crate::series::Series;

use super::Report;
use super::answer::EndsReport;
use super::lists::ColumnContent::{Fixed, Numbers, Words};
use super::lists::{ColumnOf, TableCell};
use super::page::Page;
use super::scope::ScopeReport;
use super::trace::TraceReport;
use crate::phrase::number::several;
use crate::prose::sentences::sentence;

/// What changed in one series.
#[derive(Clone, Debug, Serialize)]
pub struct DifferenceReport {
    /// What is counted.
    pub scope: ScopeReport,
    /// Which clock was moved: `known_on`, what the public could know; `recorded_by`, what this desk had.
    pub clock: &'static str,
    /// The earlier time.
    pub from: String,
    /// The later time.
    pub to: String,
    /// Figures that were not known before.
    pub added: Vec<TraceReport>,
    /// Figures known before whose authority changed its count, or counts another way, since.
    pub revised: Vec<TraceReport>,
    /// Figures that were retracted, disowned, corrected, voided or undone since, or vanished from their feed.
    pub withdrawn: Vec<TraceReport>,
    /// Figures that had been withdrawn and stand again.
    pub restored: Vec<TraceReport>,
    /// Whether the answer is another one.
    pub moved: bool,
    /// The answer at the earlier time.
    pub before: SideReport,
    /// The answer at the later time.
    pub after: SideReport,
}

/// The answer of a series at one of the two times.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SideReport {
    /// The number or range; null where there is none.
    pub answer: Option<EndsReport>,
    /// How far the sources agree.
    pub verdict: String,
    /// What can be pasted into copy.
    pub sentence: String,
}

/// A series as it was known at one time.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// Its figures.
    pub series: &'a Series,
    /// Its answer.
    pub answer: &'a Answer,
    /// What was asked.
    pub question: &'a Question,
}

impl Side<'_> {
    /// The fates of its figures, each in its own window.
    fn trace(&self) -> Vec<Traced> {
        trace_of_windows(self.series, self.answer, self.question)
    }
}

/// Said where nothing changed between two times.
pub fn unchanged(from: &str, to: &str) -> String {
    format!("Nothing that was asked about changed between {from} and {to}.")
}

/// Said below that, where this desk recorded something of it between the two times.
pub fn recorded_all_the_same(from: &str, to: &str) -> String {
    format!("This desk recorded some of it in that time: see with tollbook diff {from} {to} --recorded")
}

/// How many answers moved and how many did not, below several of them.
pub fn closing(moved: u64, unmoved: u64) -> Page {
    let mut page = Page::default();
    if moved + unmoved > 1 {
        page.blank();
        let others = match unmoved {
            0 => String::new(),
            _ => format!("; {} did not, though figures came or went", several(unmoved, "other")),
        };
        page.paragraph(format!("{} moved{others}", several(moved, "answer")));
    }
    page
}

impl DifferenceReport {
    /// What changed between two sides of one series; `None` where nothing did. `reference` gives the name that a figure
    /// had in its file.
    pub fn new(
        (before, after): (Side<'_>, Side<'_>),
        (clock, from, to): (&'static str, String, String),
        reference: &dyn Fn(FigureId) -> Option<String>,
    ) -> Option<DifferenceReport> {
        let mut report = DifferenceReport {
            scope: ScopeReport::new(&after.series.scope),
            clock,
            from,
            to,
            added: Vec::new(),
            revised: Vec::new(),
            withdrawn: Vec::new(),
            restored: Vec::new(),
            moved: false,
            before: SideReport::new(before),
            after: SideReport::new(after),
        };
        report.sort_out(before, after, reference);
        let is_nothing = |side: Side<'_>| side.answer.verdict == Verdict::NoFigure;
        report.moved = report.before != report.after && !(is_nothing(before) && is_nothing(after));
        let lists = [&report.added, &report.revised, &report.withdrawn, &report.restored];
        let changed = report.moved || lists.iter().any(|list| !list.is_empty());
        changed.then_some(report)
    }

    fn sort_out(
        &mut self,
        before: Side<'_>,
        after: Side<'_>,
        reference: &dyn Fn(FigureId) -> Option<String>,
    ) {
        let (then, now) = (before.trace(), after.trace());
        let was: BTreeMap<FigureId, Fate> = then.iter().map(|traced| (traced.id, traced.fate)).collect();
        let was_known = |id: FigureId| was.get(&id).copied().filter(|fate| is_known(*fate));
        let changes = changes(after.series, &now);
        for traced in &now {
            let Some(list) = self.list_for(was_known(traced.id), traced.fate) else { continue };
            list.extend(TraceReport::new(after.series, after.answer, traced, reference));
        }
        // Of a window that was counted already, the new figure stands with the one whose place it took.
        let of_known = changes.iter().filter(|change| was_known(change.before).is_some());
        let of_known = of_known.filter(|_| after.series.has_windows());
        let replacing: BTreeSet<FigureId> =
            of_known.flat_map(|change| [change.by, change.first, change.last]).collect();
        self.added.retain(|figure| !replacing.contains(&figure.id));
        let said: BTreeMap<FigureId, String> =
            changes.iter().map(|change| (change.before, change.said.words())).collect();
        for figure in &mut self.revised {
            let day = said.get(&figure.id).map(|day| format!(", {day}")).unwrap_or_default();
            figure.because.push_str(&day);
        }
        let is_there = |id: FigureId| now.iter().any(|traced| traced.id == id);
        let undone = |traced: &&Traced| is_known(traced.fate) && !is_there(traced.id);
        for traced in then.iter().filter(undone) {
            let report = TraceReport::new(before.series, before.answer, traced, reference);
            let because = "the entry that recorded it was taken back".to_owned();
            self.withdrawn.extend(report.map(|report| TraceReport { fate: "undone", because, ..report }));
        }
    }

    /// Where a figure belongs by its fate then (`None`: it was not known) and now.
    fn list_for(&mut self, then: Option<Fate>, now: Fate) -> Option<&mut Vec<TraceReport>> {
        match (then, now) {
            (_, Fate::Statement | Fate::OutsideTheQuestion(Outside::NotYetKnown | Outside::LaterDay)) => None,
            (Some(then), now) if is_withdrawn(then) && is_withdrawn(now) => None,
            (None, Fate::Void) => None,
            (_, now) if is_withdrawn(now) => Some(&mut self.withdrawn),
            (None, _) => Some(&mut self.added),
            (Some(then), _) if is_withdrawn(then) => Some(&mut self.restored),
            (Some(then), now) if is_changed(now) && !is_changed(then) => Some(&mut self.revised),
            _ => None,
        }
    }
}

impl SideReport {
    fn new(side: Side<'_>) -> SideReport {
        SideReport {
            answer: side.answer.span.as_ref().map(EndsReport::new),
            verdict: side.answer.verdict_in_words(),
            sentence: sentence(side.series, side.answer, side.question, None),
        }
    }
}

/// Whether a figure with this fate was known at all.
fn is_known(fate: Fate) -> bool {
    !matches!(fate, Fate::Void | Fate::Statement | Fate::OutsideTheQuestion(Outside::NotYetKnown))
}

fn is_withdrawn(fate: Fate) -> bool {
    matches!(fate, Fate::Void | Fate::Gone | Fate::Corrected(_) | Fate::Retracted(_) | Fate::Disowned(_))
}

fn is_changed(fate: Fate) -> bool {
    matches!(fate, Fate::RevisedBy(_) | Fate::RedefinedBy(_))
}

/// How many figures of one kind are listed.
const LISTED: usize = 8;

/// The letters of a day; what is longer has a time.
const DAY: usize = 10;

/// Two times as labels, which have room for a day or a time: of one day the times, else the days.
fn time_labels(times: [&str; 2]) -> [String; 2] {
    let moments = times.map(|time| Moment::read(time).ok());
    match moments {
        [Some(then), Some(now)] if then.date != now.date => [then, now].map(|moment| moment.date.iso()),
        [Some(then), Some(now)] if then.time != now.time => [then, now]
            .map(|moment| moment.time.map_or_else(|| "end of the day".to_owned(), |time| time.to_string())),
        _ => times.map(str::to_owned),
    }
}

impl Report for DifferenceReport {
    fn columns() -> Vec<&'static str> {
        ScopeReport::columns_and(&change_columns())
    }

    fn text(&self, page: &mut Page) {
        page.heading(self.scope.heading());
        if [&self.from, &self.to].iter().any(|time| time.len() > DAY) {
            page.labelled("between", format!("{} and {}", self.from, self.to));
        }
        if self.moved {
            let [then, now] = time_labels([&self.from, &self.to]);
            page.labelled(then, &self.before.sentence);
            page.labelled(now, &self.after.sentence);
        } else {
            page.labelled("answer", "did not move");
        }
        if self.before.verdict != self.after.verdict {
            let verdicts = format!("{}, now {}", self.before.verdict, self.after.verdict);
            page.labelled("verdict", &verdicts);
        }
        let (again, new): (Vec<&TraceReport>, Vec<&TraceReport>) =
            self.added.iter().partition(|figure| figure.fate == "restates");
        figures(page, "added", new.into_iter().map(one_line));
        figures(page, "repeated", again.into_iter().map(one_line));
        for (label, list) in
            [("revised", &self.revised), ("withdrawn", &self.withdrawn), ("restored", &self.restored)]
        {
            figures(page, label, list.iter().map(with_reason));
        }
    }

    fn rows(&self) -> Vec<Vec<TableCell>> {
        let lists = [
            ("added", &self.added),
            ("revised", &self.revised),
            ("withdrawn", &self.withdrawn),
            ("restored", &self.restored),
        ];
        let row = |change, figure| {
            self.scope.cells_and(&change_columns(), &ChangeRow { report: self, change, figure })
        };
        let figures =
            lists.iter().flat_map(|(change, list)| list.iter().map(move |one| row(change, Some(one))));
        self.moved.then(|| row("answer", None)).into_iter().chain(figures).collect()
    }
}

/// One row of a difference: how a figure changed, or without one how the answer did.
struct ChangeRow<'r> {
    report: &'r DifferenceReport,
    change: &'static str,
    figure: Option<&'r TraceReport>,
}

impl ChangeRow<'_> {
    /// What is said of the figure, as a cell.
    fn of_figure<T: Into<TableCell>>(&self, cell: fn(&TraceReport) -> T) -> TableCell {
        self.figure.map(cell).into()
    }

    /// The sentence of an answer, in the row of the answer.
    fn sentence(&self, side: &SideReport) -> TableCell {
        let is_answer = self.figure.is_none();
        is_answer.then_some(side.sentence.as_str()).into()
    }
}

fn change_columns<'r>() -> [ColumnOf<ChangeRow<'r>>; 13] {
    [
        ("clock", Fixed, |row| row.report.clock.into()),
        ("from", Fixed, |row| row.report.from.as_str().into()),
        ("to", Fixed, |row| row.report.to.as_str().into()),
        ("change", Fixed, |row| row.change.into()),
        ("id", Numbers, |row| row.of_figure(|figure| figure.id)),
        ("ref", Words, |row| row.of_figure(|figure| figure.reference.clone())),
        ("authority", Words, |row| row.of_figure(|figure| figure.authority.clone())),
        ("publisher", Words, |row| row.of_figure(|figure| figure.publisher.clone())),
        ("figure", Words, |row| row.of_figure(|figure| figure.wording.clone())),
        ("as_of", Fixed, |row| row.of_figure(|figure| figure.as_of.clone())),
        ("published_on", Fixed, |row| row.of_figure(|figure| figure.published_on.clone())),
        ("old", Words, |row| row.sentence(&row.report.before)),
        ("new", Words, |row| match row.figure {
            Some(figure) => figure.fate_and_reason().into(),
            None => row.sentence(&row.report.after),
        }),
    ]
}

fn figures(page: &mut Page, label: &'static str, mut lines: impl ExactSizeIterator<Item = String>) {
    let more = lines.len().saturating_sub(LISTED);
    for (place, line) in lines.by_ref().take(LISTED).enumerate() {
        page.labelled(if place == 0 { label } else { "" }, line);
    }
    if more > 0 {
        page.labelled("", format!("and {more} more: --json and --csv list all"));
    }
}

/// `#14 (ref): 7,028, Gaza Health Ministry, as of 2023-10-26 (UN OCHA)`.
fn one_line(figure: &TraceReport) -> String {
    let reference = figure.reference.as_ref().map(|name| format!(" ({name})")).unwrap_or_default();
    let words = figure.wording.as_deref().unwrap_or("no number");
    let who = figure.authority.as_ref().map(|name| format!(", {name}")).unwrap_or_default();
    let day = match &figure.as_of {
        Some(day) => format!(", as of {day}"),
        None => format!(", published {}", figure.published_on),
    };
    format!("#{}{reference}: {words}{who}{day} ({})", figure.id, figure.publisher)
}

fn with_reason(figure: &TraceReport) -> String {
    format!("{}: {}", one_line(figure), figure.because)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::date::Moment;
    use crate::prose::testing::{Ledger, OCTOBER, answer};

    fn question(day: &str) -> Question {
        Question { known_on: Moment::read(day).ok(), ..Question::default() }
    }

    fn between(file: &str, name: &str, from: &str, to: &str) -> Option<DifferenceReport> {
        let series = Ledger::read(&[file]).series_of(name);
        let (then, now) = (question(from), question(to));
        let (before, after) = (answer(&series, "range", &then), answer(&series, "range", &now));
        let before = Side { series: &series, answer: &before, question: &then };
        let after = Side { series: &series, answer: &after, question: &now };
        DifferenceReport::new((before, after), ("known_on", from.into(), to.into()), &|_| None)
    }

    fn ids(list: &[TraceReport]) -> Vec<i64> {
        list.iter().map(|figure| figure.id.0).collect()
    }

    #[test]
    fn what_came_and_what_it_changed() {
        let changed = between(OCTOBER, "oct-israel-1110", "2023-10-25", "2023-11-10").expect("a change");
        assert!(changed.moved && changed.withdrawn.is_empty() && changed.restored.is_empty());
        assert_eq!((ids(&changed.added), ids(&changed.revised)), (vec![29, 30], vec![28]));
        assert!(
            changed.before.sentence.contains("at least 1,400")
                || changed.before.sentence.contains("At least 1,400")
        );
        assert!(changed.rows().iter().all(|row| row.len() == DifferenceReport::columns().len()));
        assert!(between(OCTOBER, "oct-israel-1110", "2023-11-11", "2023-12-01").is_none());
    }

    #[test]
    fn a_time_of_day_that_is_asked_for_is_named() {
        let noon = "2018-11-16T12:00:00Z";
        assert_eq!(time_labels([noon, "2018-11-16T20:00:00Z"]), ["12:00Z", "20:00Z"]);
        assert_eq!(time_labels([noon, "2018-11-16"]), ["12:00Z", "end of the day"]);
        assert_eq!(time_labels([noon, "2018-11-17T09:00Z"]), ["2018-11-16", "2018-11-17"]);
        assert_eq!(time_labels(["2018-11-16", "2018-11-17"]), ["2018-11-16", "2018-11-17"]);
    }

    #[test]
    fn what_went_and_what_came_back() {
        let file = "ref,event,measure,count_type,figure,as_of,published_on,authority,publisher,relation,target\n\
            a,Flood,killed,total,13,2030-05-01,2030-05-01,Navy,Daily,,\n\
            b,Flood,killed,total,,,2030-05-03,Navy,Daily,retracts,a\n\
            c,Flood,killed,total,,,2030-05-05,Navy,Daily,reinstates,a\n";
        let gone = between(file, "a", "2030-05-01", "2030-05-03").expect("a change");
        assert_eq!((ids(&gone.withdrawn), ids(&gone.added), gone.moved), (vec![1], vec![], true));
        let back = between(file, "a", "2030-05-03", "2030-05-05").expect("a change");
        assert_eq!((ids(&back.restored), ids(&back.withdrawn), back.moved), (vec![1], vec![], true));
        assert!(between(file, "a", "2030-05-01", "2030-05-05").is_none(), "it is as it was");
    }
}
