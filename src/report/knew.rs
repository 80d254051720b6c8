//! What was known of a series when: the shape of `timeline --knew`.

use serde::Serialize;

use crate::model::date::Day;
use crate::model::question::Question;
use crate::model::recorded::FigureId;
use crate::model::scope::Scope;
use crate::reconcile::{Answer, Chosen, Role, Withdrawal};
use crate::series::{Series, Voice};

use super::Report;
use super::answer::{AnswerReport, EndsReport, ReportedAnswer};
use super::decisions::Reasons;
use super::lists::ColumnContent::{Fixed, Numbers, Words};
use super::lists::{ColumnOf, Table, TableCell};
use super::page::Page;
use super::scope::{QuestionReport, ScopeReport};

/// What was known of a series, day by day of publication: on every day the answer of `reconcile` with that day as
/// `known_on`.
#[derive(Clone, Debug, Serialize)]
pub struct KnewReport {
    /// What is counted.
    pub scope: ScopeReport,
    /// What was asked.
    pub question: QuestionReport,
    /// What was known from each day on on which that changed, the earliest first.
    pub steps: Vec<KnewStep>,
}

/// What was known from a day on, until the next step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KnewStep {
    /// The day on which it became known.
    pub known_on: String,
    /// The number or range that was known; null where none stood.
    pub answer: Option<EndsReport>,
    /// The same as printed; null where none stood.
    pub figure: Option<String>,
    /// How far the sources agreed.
    pub verdict: String,
    /// Who answered for what.
    pub attribution: String,
    /// The day for which the figure that leads the answer holds; null where it states none.
    pub as_of: Option<String>,
    /// The newest figure of each authority: those that count first, then newest first.
    pub figures: Vec<KnownFigure>,
}

/// The newest figure of one authority, as it was known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KnownFigure {
    /// Whether it is news: it was not there at the step before, or something else became of it.
    pub is_new: bool,
    /// Its number in this store.
    pub id: FigureId,
    /// Who answers for it.
    pub authority: String,
    /// Whether an authority does, and not the publisher alone.
    #[serde(skip)]
    pub is_attributed: bool,
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
    /// The day for which it holds; where the source does not state it, the latest possible one.
    pub as_of: String,
    /// Whether the day is only the latest possible one.
    pub as_of_assumed: bool,
    /// Who printed it.
    pub publisher: String,
    /// When that appeared.
    pub published_on: String,
    /// What part it has in the answer: counts, older, other origin, retracted, disowned, unattributed.
    pub role: &'static str,
    /// Who rejects it, where another body does.
    pub disputed_by: Vec<String>,
}

/// A series as the public knew it on one day.
#[derive(Clone, Copy, Debug)]
pub struct KnownSide<'a> {
    /// Its figures.
    pub series: &'a Series,
    /// Its answer.
    pub answer: &'a Answer,
    /// What was asked, with that day.
    pub question: &'a Question,
}

impl KnewReport {
    /// What was known of a scope, before anything was.
    pub fn new(scope: &Scope, question: &Question) -> KnewReport {
        KnewReport {
            scope: ScopeReport::new(scope),
            question: QuestionReport::new(question),
            steps: Vec::new(),
        }
    }

    /// Takes what was known on a day, which lies after those before. Nothing is added where that was known already.
    pub fn take(&mut self, day: Day, side: KnownSide<'_>) {
        let mut step = KnewStep::new(day, side);
        match self.steps.last() {
            None if step.figures.is_empty() => {}
            Some(last) if last.says_the_same(&step) => {}
            last => {
                step.mark_new(last);
                self.steps.push(step);
            }
        }
    }
}

impl KnewStep {
    fn new(day: Day, KnownSide { series, answer, question }: KnownSide<'_>) -> KnewStep {
        let (findings, of_series) = (Vec::new(), None);
        let reported = ReportedAnswer {
            series,
            answer,
            question,
            total: None,
            findings,
            of_series,
            reasons: Reasons::LeftOut,
        };
        let report = AnswerReport::new(reported, &|_| None);
        let figures = answer.chosen.iter().filter_map(|chosen| KnownFigure::new(series, answer, chosen));
        KnewStep {
            known_on: day.to_date().iso(),
            answer: report.answer,
            figure: Some(report.shown.printed).filter(|printed| !printed.is_empty()),
            verdict: report.verdict,
            attribution: report.attribution,
            as_of: report.as_of,
            figures: figures.collect(),
        }
    }

    /// Whether a later step tells nothing else: a further publisher of a statement is no news.
    fn says_the_same(&self, later: &KnewStep) -> bool {
        let answer = |step: &KnewStep| {
            let KnewStep { answer, figure, verdict, attribution, as_of, .. } = step.clone();
            (answer, figure, verdict, attribution, as_of)
        };
        let same = |pair: (&KnownFigure, &KnownFigure)| pair.0.says_the_same(pair.1);
        answer(self) == answer(later)
            && self.figures.len() == later.figures.len()
            && self.figures.iter().zip(&later.figures).all(same)
    }

    /// Marks what the step before did not tell.
    fn mark_new(&mut self, before: Option<&KnewStep>) {
        let known = before.map(|step| step.figures.as_slice()).unwrap_or_default();
        for figure in &mut self.figures {
            figure.is_new = !known.iter().any(|other| other.says_the_same(figure));
        }
    }

    /// Who answered for what, and which reports were news at this step.
    fn who(&self) -> String {
        let news =
            self.figures.iter().filter(|figure| figure.is_new).map(|figure| figure.news(&self.known_on));
        let news: Vec<String> = news.collect();
        let news = match news.as_slice() {
            [] => "an earlier report no longer stands".to_owned(),
            news => format!("new: {}", news.join("; ")),
        };
        if self.attribution.is_empty() { news } else { format!("{} ({news})", self.attribution) }
    }
}

impl KnownFigure {
    fn new(series: &Series, answer: &Answer, chosen: &Chosen) -> Option<KnownFigure> {
        let figure = &series.figure(chosen.id)?.figure;
        let count = figure.count.as_ref()?;
        let disputes = answer.disputes.iter().filter(|dispute| dispute.chosen == chosen.id);
        let names = disputes.filter_map(|dispute| {
            let by = &series.figure(dispute.by)?.figure;
            Some(Voice::of(by, series.names()).name().to_string())
        });
        Some(KnownFigure {
            is_new: false,
            id: chosen.id,
            authority: chosen.voice.name().to_string(),
            is_attributed: chosen.voice.is_attributed(),
            wording: count.printed().into_owned(),
            value: count.point(),
            low: count.count().low(),
            high: count.count().high(),
            by_convention: (count.low_by_convention(), count.high_by_convention()),
            as_of: figure.as_of.date().iso(),
            as_of_assumed: figure.as_of.is_assumed(),
            publisher: figure.source.publisher.to_string(),
            published_on: figure.published_on.iso(),
            role: role(&chosen.role),
            disputed_by: names.collect(),
        })
    }

    /// Whether it was taken back.
    pub fn is_withdrawn(&self) -> bool {
        [Withdrawal::Retracted, Withdrawal::Disowned].iter().any(|how| how.word() == self.role)
    }

    /// Whether another figure tells the same of the same authority, by whomever it was printed.
    fn says_the_same(&self, other: &KnownFigure) -> bool {
        let said = |one: &KnownFigure| {
            let KnownFigure { authority, wording, as_of, as_of_assumed, role, disputed_by, .. } = one.clone();
            // The latest possible day of what states none is that of its publication.
            (authority, wording, (!as_of_assumed).then_some(as_of), role, disputed_by)
        };
        said(self) == said(other)
    }

    /// `#44, UN OCHA`: the report; with its words where it does not count, and with its day where it was published before.
    fn news(&self, known_on: &str) -> String {
        let said = match self.role {
            COUNTS => String::new(),
            role => format!("{role} {}, {}, ", self.wording, self.authority),
        };
        let published = match self.published_on.starts_with(known_on) {
            true => String::new(),
            false => format!(" of {}", self.published_on),
        };
        let disputed = match self.disputed_by.as_slice() {
            [] => String::new(),
            names => format!(", disputed by {}", names.join(", ")),
        };
        format!("{said}#{}, {}{published}{disputed}", self.id, self.publisher)
    }
}

/// The word for a figure that counts.
const COUNTS: &str = "counts";

fn role(role: &Role) -> &'static str {
    match role {
        Role::Kept => COUNTS,
        Role::Older | Role::FirstCount => "older",
        Role::OtherOrigin => "other origin",
        Role::Withdrawn(how) => how.how.word(),
        Role::Unattributed => "unattributed",
    }
}

/// One row of the table: a figure that was known from a step on; without one, that none was.
struct KnewRow<'r> {
    step: &'r KnewStep,
    figure: Option<&'r KnownFigure>,
}

impl KnewRow<'_> {
    /// What is said of the figure, as a cell.
    fn of_figure(&self, cell: fn(&KnownFigure) -> TableCell) -> TableCell {
        self.figure.map_or(TableCell::Blank, cell)
    }

    /// What is said of the ends of the answer, as a cell.
    fn end<T: Into<TableCell>>(&self, cell: fn(&EndsReport) -> Option<T>) -> TableCell {
        self.step.answer.as_ref().and_then(cell).into()
    }
}

fn columns<'r>() -> [ColumnOf<KnewRow<'r>>; 19] {
    [
        ("known_on", Fixed, |row| row.step.known_on.as_str().into()),
        ("authority", Words, |row| row.of_figure(|figure| figure.authority.as_str().into())),
        ("value", Numbers, |row| row.of_figure(|figure| figure.value.into())),
        ("low", Numbers, |row| row.of_figure(|figure| figure.low.into())),
        ("high", Numbers, |row| row.of_figure(|figure| figure.high.into())),
        ("figure", Words, |row| row.of_figure(|figure| figure.wording.as_str().into())),
        ("status", Fixed, |row| row.of_figure(|figure| figure.role.into())),
        ("disputed_by", Words, |row| row.of_figure(|figure| figure.disputed_by.join("; ").into())),
        ("as_of", Fixed, |row| row.of_figure(|figure| figure.as_of.as_str().into())),
        ("as_of_assumed", Fixed, |row| row.of_figure(|figure| figure.as_of_assumed.into())),
        ("publisher", Words, |row| row.of_figure(|figure| figure.publisher.as_str().into())),
        ("published_on", Fixed, |row| row.of_figure(|figure| figure.published_on.as_str().into())),
        ("id", Numbers, |row| row.of_figure(|figure| figure.id.into())),
        ("is_new", Fixed, |row| row.of_figure(|figure| figure.is_new.into())),
        ("answer_low", Numbers, |row| row.end(|ends| Some(ends.low))),
        ("answer_high", Numbers, |row| row.end(|ends| ends.high)),
        ("answer", Words, |row| row.step.figure.as_deref().into()),
        ("verdict", Words, |row| row.step.verdict.as_str().into()),
        ("attribution", Words, |row| row.step.attribution.as_str().into()),
    ]
}

/// What a screen shows of each step.
const ON_SCREEN: &[ColumnOf<KnewStep>] = &[
    ("known on", Fixed, |step| step.known_on.as_str().into()),
    ("figure", Words, |step| step.figure.as_deref().unwrap_or("none stands").into()),
    ("as of", Fixed, |step| step.as_of.as_deref().into()),
    ("verdict", Words, |step| step.verdict.as_str().into()),
    ("who says so", Words, |step| step.who().into()),
];

impl Report for KnewReport {
    fn columns() -> Vec<&'static str> {
        ScopeReport::columns_and(&columns())
    }

    fn rows(&self) -> Vec<Vec<TableCell>> {
        let row = |step, figure| self.scope.cells_and(&columns(), &KnewRow { step, figure });
        let rows = self.steps.iter().flat_map(|step| {
            let none = step.figures.is_empty().then(|| row(step, None));
            step.figures.iter().map(move |figure| row(step, Some(figure))).chain(none)
        });
        rows.collect()
    }

    fn text(&self, page: &mut Page) {
        page.heading(self.scope.heading());
        let day = match &self.question.as_of {
            Some(day) => format!("what was known when, for {day}"),
            None => "what was known when, of the newest day".to_owned(),
        };
        page.remark(format!("{day}{}", self.other_limits()));
        let choice = self.question.choice();
        if !choice.is_empty() {
            page.remark(format!("chosen {choice}"));
        }
        page.table(Table::of(ON_SCREEN, &self.steps));
    }
}

impl KnewReport {
    /// What else the question sets, in words.
    fn other_limits(&self) -> String {
        QuestionReport { as_of: None, ..self.question.clone() }.limits()
    }
}
