//! An answer as `reconcile` gives it: the shape of `reconcile --json`, and beside it what only a person reads.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::audit::{ADOPTED, DESKS_DIFFER, Finding, Rank, SOURCE_SWITCH};
use crate::model::figure::Figure;
use crate::model::name::Name;
use crate::model::names::NameKind;
use crate::model::question::Question;
use crate::model::recorded::{FigureId, Recorded};
use crate::phrase::names::Speech;
use crate::phrase::unnamed::is_unnamed;
use crate::prose::quoting::quoting;
use crate::prose::sentences::told;
use crate::reconcile::{Answer, AnswersWith, Chosen, Fate, NoNumber, Role, Verdict};
use crate::series::{Series, Voice};

use super::decisions::{DecisionsReport, Reasons};
pub use super::ends::EndsReport;
use super::finding::FindingReport;
use super::held::{embargo_of, marked};
use super::lists::ColumnContent::{Fixed, Numbers, Words};
use super::lists::{ColumnOf, Table, TableCell};
use super::page::Page;
use super::printed::{printed, words_of};
use super::scope::{QuestionReport, ScopeReport};
use super::sister::SisterReport;
use super::statement::StatementReport;
use super::trace::{self, TraceReport};
use super::{Report, course};

/// The answer of one series, in the stable shape of `reconcile --json`.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerReport {
    /// What is counted.
    pub scope: ScopeReport,
    /// What was asked.
    pub question: QuestionReport,
    /// The policy by which it was answered.
    pub policy: &'static str,
    /// The number or range; null where the policy yields none.
    pub answer: Option<EndsReport>,
    /// How far the sources agree.
    pub verdict: String,
    /// How many topmost bodies answer.
    pub roots: usize,
    /// How many of them allow the same.
    pub allow: usize,
    /// The day for which the figure that leads the answer holds; null where it states none.
    pub as_of: Option<String>,
    /// When the newest report of the answer appeared.
    pub published_on: Option<String>,
    /// Who carries the figures of the answer, in the order of the alphabet.
    pub publishers: Vec<String>,
    /// Whether the toll of the event can grow by itself: `incident` or `ongoing`.
    pub event_kind: &'static str,
    /// How many days its first counts last, where a default of this desk decides.
    pub settling_default: Option<u32>,
    /// Who answers for what.
    pub attribution: String,
    /// What can be pasted into copy.
    pub sentence: String,
    /// What opens this answer again, years later: `tollbook show` knows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fingerprint: Option<String>,
    /// What the sentence is made of.
    pub statement: StatementReport,
    /// Until when a figure of the answer is not to be printed, where what is under embargo was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub under_embargo_until: Option<String>,
    /// The codes of what is odd in the figures on which the answer rests.
    pub findings: Vec<&'static str>,
    /// The answers of series that differ in the measure or the definition only.
    pub beside: Vec<SisterReport>,
    /// What the desk decided that has to do with it.
    #[serde(skip_serializing_if = "DecisionsReport::are_none")]
    pub decisions: DecisionsReport,
    /// Every figure of the series once, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trace: Option<Vec<TraceReport>>,
    /// Findings about the whole series, where the trace was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finding_details: Option<Vec<FindingReport>>,
    /// What people are shown beside the sentence.
    #[serde(skip)]
    pub shown: AnswerSummary,
}

/// Whether an answer comes with its trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Explain {
    /// The answer alone.
    AnswerOnly,
    /// Every figure that was considered, with its fate, and what is odd in the series.
    WithTrace,
}

/// An answer, and what its report takes besides.
#[derive(Clone, Debug)]
pub struct ReportedAnswer<'a> {
    /// The series.
    pub series: &'a Series,
    /// Its answer.
    pub answer: &'a Answer,
    /// What was asked.
    pub question: &'a Question,
    /// What the authority of the one period count that answers gave for the last day of its window.
    pub total: Option<&'a Recorded>,
    /// The findings about the figures on which the answer rests, worst first.
    pub findings: Vec<Finding>,
    /// All findings about the series, where every figure is to be listed with its fate; `None`: the answer alone.
    pub of_series: Option<Vec<Finding>>,
    /// Whether the reasons of the desk are told.
    pub reasons: Reasons,
}

/// What a person is shown beside the sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnswerSummary {
    /// The printed number, or the printed numbers at the two ends; never an end made by convention. Empty: no number.
    pub printed: String,
    /// Why there is no number, and what to type; empty beside a number.
    pub no_number: String,
    /// The days for which the figures hold, where stated.
    pub as_of: String,
    /// How many separate bodies answer, and how many of them agree; empty for one.
    pub support: String,
    /// Whether the toll of the event can grow by itself, and by which word; empty where that decides nothing.
    pub event: String,
    /// How many publishers carry the one statement that answers; 0 where several answer.
    pub relayed_by: usize,
    /// Figures that quote what was withdrawn: `3 figures quote a withdrawn statement: #2, #4, #5`; empty for none.
    pub quoting: String,
    /// Whether nothing says which figure of one authority is the newer.
    pub order_unknown: bool,
    /// One line an authority, where the policy answers with them: newest figure, day, value before, versions.
    pub lines: Option<Vec<LineReport>>,
    /// What cannot be in a figure on which the answer rests, each with its code; what desks read differently there.
    pub check: Vec<String>,
    /// That a publisher went over from another authority to the one that answers.
    pub switches: Vec<String>,
    /// That an authority of it gives another count by now, in a sister of the series.
    pub adopted: Vec<String>,
    /// Whether a person should look at it: the sources differ, their order is unknown, or something cannot be.
    pub needs_a_look: bool,
}

/// The newest figure of one authority.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineReport {
    /// Who.
    pub authority: String,
    /// The newest figure, as printed.
    pub newest: String,
    /// Its day, where stated.
    pub as_of: Option<String>,
    /// The figure before, as printed.
    pub previous: Option<String>,
    /// How many versions of its count it gave.
    pub versions: usize,
    /// What part it has in the answer, where it does not simply count.
    pub role: &'static str,
}

impl AnswerReport {
    /// The report of an answer. `reference` gives the name that a figure had in its file.
    pub fn new(reported: ReportedAnswer<'_>, reference: &dyn Fn(FigureId) -> Option<String>) -> AnswerReport {
        let ReportedAnswer { series, answer, question, total, findings, of_series, reasons } = reported;
        let traced = |traced| TraceReport::new(series, answer, traced, reference);
        let (sentence, template) = told(series, answer, question, total);
        let under_embargo_until = embargo_of(series, answer);
        let sentence = marked(sentence, under_embargo_until.as_deref());
        AnswerReport {
            scope: ScopeReport::new(&series.scope),
            question: QuestionReport::new(question),
            policy: answer.policy,
            answer: answer.span.as_ref().map(EndsReport::new),
            verdict: answer.verdict_in_words(),
            roots: answer.roots,
            allow: answer.allow,
            as_of: answer
                .leading()
                .and_then(|chosen| series.figure(chosen.id)?.figure.as_of.stated())
                .map(|day| day.iso()),
            published_on: published_on(series, answer),
            publishers: publishers(series, answer),
            event_kind: series.names().event_kind(&series.scope.event).kind.word(),
            settling_default: course::settling_by_default(series),
            attribution: attribution(series, answer),
            sentence,
            fingerprint: None,
            statement: StatementReport::new(series, answer, question, template),
            under_embargo_until,
            findings: codes(&findings),
            trace: of_series.is_some().then(|| answer.trace.iter().filter_map(traced).collect()),
            finding_details: of_series.map(|findings| {
                findings
                    .into_iter()
                    .map(|finding| FindingReport::new(finding, &series.scope, reference))
                    .collect()
            }),
            beside: Vec::new(),
            decisions: DecisionsReport::new(series, answer, question, reasons),
            shown: AnswerSummary::new(series, answer, question).with(&findings),
        }
    }

    /// What is said of the ends of the answer, as a cell; blank where there is no number.
    fn end<T: Into<TableCell>>(&self, cell: fn(&EndsReport) -> Option<T>) -> TableCell {
        self.answer.as_ref().and_then(cell).into()
    }
}

impl AnswerSummary {
    fn new(series: &Series, answer: &Answer, question: &Question) -> AnswerSummary {
        let answering = answer.answering();
        let figures: Vec<&Recorded> =
            answering.iter().filter_map(|chosen| series.figure(chosen.id)).collect();
        AnswerSummary {
            printed: answer.span.map(|span| printed(series, answer, &span)).unwrap_or_default(),
            no_number: answer.no_number.map(|why| no_number(why, answer)).unwrap_or_default(),
            as_of: days(series, answer, &figures),
            support: support(answer),
            event: course::of(series),
            relayed_by: if let [one] = answering.as_slice() { one.relayed_by } else { 0 },
            quoting: quoting(series, answer, question),
            order_unknown: answer.order_unknown,
            lines: (answer.answers_with == AnswersWith::Lines)
                .then(|| answer.chosen.iter().filter_map(|chosen| line(series, chosen)).collect()),
            check: Vec::new(),
            switches: Vec::new(),
            adopted: Vec::new(),
            needs_a_look: answer.needs_a_look(),
        }
    }

    /// The same, with what cannot be in the figures on which the answer rests.
    fn with(mut self, findings: &[Finding]) -> AnswerSummary {
        let errors = findings.iter().filter(|finding| finding.rank == Rank::Error);
        self.check = errors.map(|error| format!("{}: {}", error.name, error.explanation)).collect();
        self.needs_a_look |= !self.check.is_empty();
        self.check.extend(explanations(findings, DESKS_DIFFER));
        self.switches = explanations(findings, SOURCE_SWITCH);
        self.adopted = explanations(findings, ADOPTED);
        self
    }
}

/// What the findings of one name say.
fn explanations(findings: &[Finding], name: &str) -> Vec<String> {
    findings.iter().filter(|one| one.name == name).map(|one| one.explanation.clone()).collect()
}

/// The codes of findings, each once.
fn codes(findings: &[Finding]) -> Vec<&'static str> {
    let mut codes: Vec<&'static str> = findings.iter().map(|finding| finding.name).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// By topmost bodies. Only where their printed values restate each other do they agree.
fn support(answer: &Answer) -> String {
    match (answer.verdict, answer.allow, answer.roots) {
        (_, _, 0 | 1) => String::new(),
        (Verdict::SourcesAgree, m, n) => format!("{m} of {n} agree"),
        (Verdict::MostlyAgree, m, n) => format!("{m} of {n} separate bodies"),
        (_, _, n) => format!("{n} separate bodies"),
    }
}

/// When the newest report of the answer appeared.
fn published_on(series: &Series, answer: &Answer) -> Option<String> {
    let figures = answer.answering().into_iter().filter_map(|chosen| series.figure(chosen.id));
    figures
        .map(|recorded| recorded.figure.published_on)
        .max_by_key(|day| day.order_key())
        .map(|day| day.iso())
}

/// Who carries the figures of the answer: the publishers of these and of those that only say them again.
fn publishers(series: &Series, answer: &Answer) -> Vec<String> {
    let answering: Vec<FigureId> = answer.answering().iter().map(|chosen| chosen.id).collect();
    let says_again = |fate: Fate| matches!(fate, Fate::Restates(id) if answering.contains(&id));
    let carrying =
        answer.trace.iter().filter(|traced| answering.contains(&traced.id) || says_again(traced.fate));
    let printed = carrying.filter_map(|traced| Some(&series.figure(traced.id)?.figure.source.publisher));
    let printed: BTreeSet<&Name> = printed.collect();
    let canonical = |name| series.names().canonical(NameKind::Publisher, name).to_string();
    let publishers: BTreeSet<String> = printed.into_iter().map(canonical).collect();
    publishers.into_iter().collect()
}

/// The day of the figures that hold the ends; where they differ, each number with its own day, or none stated.
fn days(series: &Series, answer: &Answer, answering: &[&Recorded]) -> String {
    let ends = answer.span.map(|span| [span.low_by, span.high_by]);
    let holders: Vec<&Recorded> = match ends {
        Some(ends) => ends.iter().filter_map(|id| series.figure(*id)).collect(),
        None => answering.to_vec(),
    };
    let day = |recorded: &&Recorded| recorded.figure.as_of.stated().map(|day| day.long());
    let Some(first) = holders.first() else { return String::new() };
    if holders.iter().all(|other| day(other) == day(first)) {
        return day(first).unwrap_or_default();
    }
    let mut dated = Vec::new();
    for recorded in holders {
        let words = words_of(&recorded.figure).unwrap_or_default();
        let one = format!("{words}: {}", day(&recorded).unwrap_or_else(|| "not stated".to_owned()));
        if !dated.contains(&one) {
            dated.push(one);
        }
    }
    dated.join("; ")
}

fn no_number(why: NoNumber, answer: &Answer) -> String {
    match why {
        NoNumber::NothingStands => String::new(),
        NoNumber::NoneRanked => {
            let first = answer.kept().map(|chosen| chosen.voice.name().to_string()).next();
            let name = first.unwrap_or_else(|| "NAME".to_owned());
            format!("no authority is ranked; `tollbook amend authority {name:?} --rank 1` ranks one")
        }
        other => other.word().to_owned(),
    }
}

fn line(series: &Series, chosen: &Chosen) -> Option<LineReport> {
    let figure = &series.figure(chosen.id)?.figure;
    let previous = chosen.previous.as_ref().and_then(|(id, _)| words_of(&series.figure(*id)?.figure));
    Some(LineReport {
        authority: label(&chosen.voice, figure, &Speech::new(series.names())),
        newest: words_of(figure).unwrap_or_default(),
        as_of: figure.as_of.stated().map(|day| day.long()),
        previous,
        versions: chosen.versions,
        role: match &chosen.role {
            Role::Kept => "",
            Role::Older | Role::FirstCount => "older",
            Role::OtherOrigin => "other origin",
            Role::Withdrawn(how) => how.how.word(),
            Role::Unattributed => "unattributed",
        },
    })
}

/// Who answers: one name, or each with its number, the lowest first.
fn attribution(series: &Series, answer: &Answer) -> String {
    let speech = Speech::new(series.names());
    let named = answer.answering().into_iter().filter_map(|chosen| {
        let recorded = series.figure(chosen.id)?;
        let figure = &recorded.figure;
        let count = figure.count.as_ref()?;
        let ends = (count.count().low(), count.count().high().unwrap_or(u64::MAX));
        Some((ends, label(&chosen.voice, figure, &speech), count.printed().into_owned()))
    });
    let mut named: Vec<_> = named.collect();
    named.sort();
    match named.as_slice() {
        [(.., name, _)] => name.clone(),
        several => {
            several.iter().map(|(.., name, words)| format!("{name}: {words}")).collect::<Vec<_>>().join("; ")
        }
    }
}

/// An authority by its canonical name; with the relay where it is somebody unnamed, and with what the desk did where it
/// traced the figure.
fn label(voice: &Voice, figure: &Figure, speech: &Speech<'_>) -> String {
    let name = voice.name();
    if !voice.is_attributed() {
        return match &figure.attribution.via {
            Some(via) => format!("{name} (citing {via})"),
            None => format!("{name} (names no source)"),
        };
    }
    let name = speech.label(NameKind::Authority, name);
    match (&figure.attribution.via, figure.details.basis()) {
        (_, crate::model::words::Basis::Inferred) => format!("{name} (traced by this desk)"),
        (via, _) if is_unnamed(&speech.authority(voice.name())) => match via {
            Some(via) => format!("{name} via {via}"),
            None => format!("{name} via {}", figure.source.publisher),
        },
        _ => name,
    }
}

impl Report for AnswerReport {
    fn columns() -> Vec<&'static str> {
        ScopeReport::columns_and(COLUMNS)
    }

    fn rows(&self) -> Vec<Vec<TableCell>> {
        vec![self.scope.cells_and(COLUMNS, self)]
    }

    fn text(&self, page: &mut Page) {
        let shown = &self.shown;
        page.paragraph(&self.sentence);
        page.fingerprint(self.fingerprint.as_deref());
        page.labelled("series", self.scope.heading());
        let figure = if shown.printed.is_empty() { &shown.no_number } else { &shown.printed };
        page.labelled("figure", figure);
        page.labelled("verdict", verdict(self));
        page.labelled("attribution", &self.attribution);
        page.labelled("as of", as_of(self));
        page.labelled("event", &shown.event);
        page.labelled("withdrawn", &shown.quoting);
        page.each("check", &shown.check);
        page.each("switch", &shown.switches);
        page.each("adopted", &shown.adopted);
        page.labelled("beside", beside(self));
        self.decisions.text(page);
        page.labelled("policy", format!("{}{}", self.policy, self.question.limits()));
        page.labelled("chosen", self.question.choice());
        if let Some(lines) = &shown.lines {
            page.blank();
            page.table(Table::of(LINES, lines));
        }
        if let Some(trace) = &self.trace {
            page.blank();
            page.table(trace::table(trace));
        }
    }
}

/// How far the sources agree, and how many publishers carry it.
pub fn verdict(report: &AnswerReport) -> String {
    let shown = &report.shown;
    let support = if shown.support.is_empty() { String::new() } else { format!(" ({})", shown.support) };
    let relays = match shown.relayed_by {
        0 | 1 => String::new(),
        n => format!(", relayed by {n} publishers"),
    };
    format!("{}{support}{relays}", report.verdict)
}

/// The sisters of an answer, in one line.
fn beside(report: &AnswerReport) -> String {
    report.beside.iter().map(|sister| sister.brief.as_str()).collect::<Vec<_>>().join("; ")
}

/// The days for which the figures hold, in words.
pub fn as_of(report: &AnswerReport) -> &str {
    match report.shown.as_of.as_str() {
        "" if report.attribution.is_empty() => "",
        "" => "not stated",
        days => days,
    }
}

/// One line an authority.
const COLUMNS: &[ColumnOf<AnswerReport>] = &[
    ("question_as_of", Fixed, |report| report.question.as_of.as_deref().into()),
    ("known_on", Fixed, |report| report.question.known_on.as_deref().into()),
    ("recorded_by", Fixed, |report| report.question.recorded_by.as_deref().into()),
    ("policy", Fixed, |report| report.policy.into()),
    ("low", Numbers, |report| report.end(|ends| Some(ends.low))),
    ("best", Numbers, |report| report.end(|ends| ends.best)),
    ("high", Numbers, |report| report.end(|ends| ends.high)),
    ("open_above", Fixed, |report| report.end(|ends| Some(if ends.open_above { "true" } else { "false" }))),
    ("by_convention", Fixed, |report| report.end(|ends| Some(ends.by_convention.join(" ")))),
    ("verdict", Words, |report| report.verdict.as_str().into()),
    ("roots", Numbers, |report| TableCell::Number(report.roots as u64)),
    ("allow", Numbers, |report| TableCell::Number(report.allow as u64)),
    ("as_of", Fixed, |report| report.as_of.as_deref().into()),
    ("published_on", Fixed, |report| report.published_on.as_deref().into()),
    ("publishers", Words, |report| report.publishers.join("; ").into()),
    ("event_kind", Fixed, |report| report.event_kind.into()),
    ("attribution", Words, |report| report.attribution.as_str().into()),
    ("sentence", Words, |report| report.sentence.as_str().into()),
];

const LINES: &[ColumnOf<LineReport>] = &[
    ("authority", Words, |line| line.authority.as_str().into()),
    ("newest", Words, |line| line.newest.as_str().into()),
    ("as of", Words, |line| line.as_of.as_deref().into()),
    ("before", Words, |line| line.previous.as_deref().into()),
    ("versions", Numbers, |line| TableCell::Number(line.versions as u64)),
    ("", Words, |line| line.role.into()),
];
