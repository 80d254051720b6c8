//! One figure on one screen: everything that is known of it.

use serde::Serialize;

use crate::model::column::{CellKind, Field};
use crate::model::date::PartialDate;
use crate::model::figure::{AsOf, DetailText, Window};
use crate::model::recorded::{FigureId, Recorded};
use crate::model::redacted::shown;
use crate::model::uid::Uid;
use crate::model::wording::Wording;
use crate::model::words::Basis;
use crate::phrase::figure::words;
use crate::phrase::number::grouped;
use crate::reconcile::{Relation, RelationKind};

use super::Report;
use super::held::HeldReport;
use super::in_text::InTextReport;
use super::life::LifeReport;
use super::page::Page;
use super::scope::ScopeReport;

/// Everything of one figure: what `show ID` gives.
#[derive(Clone, Debug, Serialize)]
pub struct FigureReport {
    /// Its number in this store.
    pub id: FigureId,
    /// Its names in its files.
    pub refs: Vec<String>,
    /// Its name in every store, in full.
    pub uid: String,
    /// What became of it: stands, void, corrected, retracted, disowned, gone, undone.
    pub status: String,
    /// By whom it is held, and why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held: Option<HeldReport>,
    /// Until when it is not to be printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub under_embargo_until: Option<String>,
    /// Its words; null for a statement that has none.
    pub wording: Option<String>,
    /// What the words allow.
    pub interval: Option<IntervalReport>,
    /// What is counted.
    pub scope: ScopeReport,
    /// Who answers for it, through whom it came.
    pub chain: ChainReport,
    /// Its dates, each with what it means.
    pub dates: Vec<DateReport>,
    /// Quote, caveat and all else that is rarely given, by the words of the house CSV.
    pub details: Vec<(&'static str, String)>,
    /// Where it stands in the article that was kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_text: Option<InTextReport>,
    /// The document.
    pub source: Vec<(&'static str, String)>,
    /// What other figures are to it: declared links, then what follows from the figures of its series.
    pub relations: Vec<RelationReport>,
    /// How many more say it again, or stand beside it.
    pub more_relations: usize,
    /// What this desk did with it, oldest first.
    pub life: Vec<LifeReport>,
    /// The file that it came from.
    pub file: Option<String>,
    /// The physical line in that file.
    pub line: Option<u64>,
}

/// The interval of a figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct IntervalReport {
    /// What the words claim: `more_than`.
    pub kind: &'static str,
    /// The printed value; null for a range and for vague words.
    pub value: Option<u64>,
    /// The lowest count, inclusive.
    pub low: u64,
    /// The highest count, inclusive; null: open above.
    pub high: Option<u64>,
    /// Ends that serve comparison only: `low`, `high`.
    pub by_convention: Vec<&'static str>,
}

/// Authority, relays, publisher.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChainReport {
    /// Who answers for it; null: the publisher's own voice.
    pub authority: Option<String>,
    /// How that is known.
    pub basis: &'static str,
    /// Who spoke.
    pub speaker: Option<String>,
    /// Who passed it on, in order.
    pub via: Vec<String>,
    /// Who printed it.
    pub publisher: String,
    /// How it was counted.
    pub method: Option<String>,
}

/// One date of a figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DateReport {
    /// Its word in the house CSV.
    pub field: &'static str,
    /// The date, as far as it is known.
    pub date: String,
    /// What it says, in plain words.
    pub meaning: &'static str,
}

/// What another figure is to this one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RelationReport {
    /// In words that run from this figure to the other: `revises`, `is revised by`, `is part of`.
    pub word: String,
    /// What the word leaves open: up, down, reverts, definition, method, order_unknown.
    pub detail: Option<&'static str>,
    /// How many people lie between the two, where they conflict.
    pub gap: Option<u64>,
    /// The other.
    pub id: FigureId,
    /// The other in one line; see [`one_line`].
    pub other: String,
    /// Why, as somebody gave it.
    pub reason: Option<String>,
}

impl RelationReport {
    /// What the relation of a figure to another says of the figure `of`; `None` where the two are not comparable.
    pub fn new(relation: &Relation, of: FigureId, other: &Recorded) -> Option<RelationReport> {
        let reason = relation.reason.map(|reason| reason.word().replace('_', " "));
        let reason = match (reason, &relation.reason_by) {
            (Some(reason), Some(by)) => Some(format!("{reason}, as {by} gave it")),
            (reason, _) => reason,
        };
        Some(RelationReport {
            word: word(relation.kind, relation.later == of)?.to_owned(),
            detail: relation.detail.map(|detail| detail.word()),
            gap: relation.gap,
            id: other.id,
            other: one_line(other),
            reason,
        })
    }
}

impl RelationReport {
    /// It in one line.
    pub fn line(&self) -> String {
        format!("{} {}{}", self.word, self.other, more(self))
    }

    /// The figure in the place of a void one.
    pub fn replaced_by(other: &Recorded) -> RelationReport {
        RelationReport::in_words("is void: in its place stands", other)
    }

    /// The void figure in whose place this one is.
    pub fn replaces(other: &Recorded) -> RelationReport {
        RelationReport::in_words("stands in the place of", other)
    }

    fn in_words(word: &str, other: &Recorded) -> RelationReport {
        RelationReport {
            word: word.to_owned(),
            detail: None,
            gap: None,
            id: other.id,
            other: one_line(other),
            reason: None,
        }
    }
}

/// A relation in words that run from one of its figures to the other; `does_it`: from the later one.
fn word(kind: RelationKind, does_it: bool) -> Option<&'static str> {
    let (active, passive) = match kind {
        RelationKind::Repeats => ("repeats", "is repeated by"),
        RelationKind::Updates => ("updates", "is updated by"),
        RelationKind::Revises => ("revises", "is revised by"),
        RelationKind::Redefines => ("redefines", "is redefined by"),
        RelationKind::Rebases => ("rebases", "is rebased by"),
        RelationKind::Corrects => ("corrects", "is corrected by"),
        RelationKind::Retracts => ("retracts", "is retracted by"),
        RelationKind::Disowns => ("disowns", "is disowned by"),
        RelationKind::Reinstates => ("reinstates", "is reinstated by"),
        RelationKind::PartOf => ("is part of", "includes"),
        RelationKind::DerivedFrom => ("is derived from", "is used for a derived figure by"),
        RelationKind::Disputes => ("disputes", "is disputed by"),
        RelationKind::Conflicts => ("conflicts with", "conflicts with"),
        RelationKind::Compatible => ("is compatible with", "is compatible with"),
        RelationKind::NotComparable => return None,
    };
    Some(if does_it { active } else { passive })
}

/// What the caller knows of a figure besides the figure.
#[derive(Clone, Debug, Default)]
pub struct Around {
    /// Its names in its files.
    pub refs: Vec<String>,
    /// What became of it.
    pub status: String,
    /// What other figures are to it.
    pub relations: Vec<RelationReport>,
    /// How many more say it again, or stand beside it.
    pub more_relations: usize,
    /// What this desk did with it, oldest first.
    pub life: Vec<LifeReport>,
    /// The file that it came from.
    pub file: Option<String>,
    /// Where it stands in the article that was kept.
    pub in_text: Option<InTextReport>,
}

impl FigureReport {
    /// Everything of a figure.
    pub fn new(recorded: &Recorded, around: Around) -> FigureReport {
        let figure = &recorded.figure;
        FigureReport {
            id: recorded.id,
            refs: around.refs,
            uid: Uid::of(figure).to_string(),
            status: around.status,
            held: None,
            under_embargo_until: None,
            wording: figure.printed_words().map(|words| words.into_owned()),
            interval: figure.count.as_ref().map(IntervalReport::new),
            scope: ScopeReport::new(&figure.scope),
            chain: ChainReport::new(recorded),
            dates: dates(recorded),
            details: details(recorded),
            in_text: around.in_text,
            source: source(recorded),
            relations: around.relations,
            more_relations: around.more_relations,
            life: around.life,
            file: around.file,
            line: Some(recorded.line).filter(|line| *line > 0),
        }
    }
}

/// A figure in one line: `#12: more than 5,700, Gaza Health Ministry, as of 24 October 2023 (Reuters)`.
pub fn one_line(recorded: &Recorded) -> String {
    let figure = &recorded.figure;
    let who = figure.authority().map(|name| format!(", {name}")).unwrap_or_default();
    let day = match figure.as_of {
        AsOf::Stated(day) => format!(", as of {}", day.long()),
        AsOf::Assumed(_) => format!(", published {}", figure.published_on.long()),
    };
    format!("#{}: {}{who}{day} ({})", recorded.id, words(recorded), figure.source.publisher)
}

impl IntervalReport {
    fn new(wording: &Wording) -> IntervalReport {
        IntervalReport {
            kind: wording.kind().word(),
            value: wording.value(),
            low: wording.count().low(),
            high: wording.count().high(),
            by_convention: by_convention(wording.low_by_convention(), wording.high_by_convention()),
        }
    }
}

/// The names of the ends that a convention gives.
pub fn by_convention(low: bool, high: bool) -> Vec<&'static str> {
    [low.then_some("low"), high.then_some("high")].into_iter().flatten().collect()
}

impl ChainReport {
    fn new(recorded: &Recorded) -> ChainReport {
        let figure = &recorded.figure;
        let who = &figure.attribution;
        ChainReport {
            authority: who.authority.as_ref().map(ToString::to_string),
            basis: figure.details.basis().word(),
            speaker: who.speaker.clone(),
            via: who.via.iter().flat_map(|via| via.steps()).map(str::to_owned).collect(),
            publisher: figure.source.publisher.to_string(),
            method: who.method.clone(),
        }
    }

    /// The chain in one line, authority first.
    pub fn line(&self) -> String {
        let mut steps = vec![match (&self.authority, self.basis) {
            (None, _) => "no authority named".to_owned(),
            (Some(name), basis) if basis == Basis::Inferred.word() => format!("{name} (traced by this desk)"),
            (Some(name), basis) if basis == Basis::Context.word() => format!("{name} (from the context)"),
            (Some(name), _) => name.clone(),
        }];
        steps.extend(self.via.iter().cloned());
        steps.push(self.publisher.clone());
        steps.join(" -> ")
    }
}

fn dates(recorded: &Recorded) -> Vec<DateReport> {
    let figure = &recorded.figure;
    let date = |field, date: PartialDate, meaning| DateReport { field, date: date.iso(), meaning };
    let mut dates = Vec::new();
    match figure.window {
        Some(Window::From(start)) => dates.push(date("period_start", start, "the first day it covers")),
        Some(window) => dates.push(DateReport {
            field: "period_length",
            date: window.length().unwrap_or_default(),
            meaning: "the time up to as_of that it covers",
        }),
        None => {}
    }
    dates.push(match figure.as_of {
        AsOf::Stated(day) => date("as_of", day, "the last day it covers, as stated"),
        AsOf::Assumed(day) => date("as_of", day, "assumed: not stated, at the latest this day"),
    });
    let rest = [
        ("stated_on", figure.details.stated_on, "the authority said it"),
        ("published_on", Some(figure.published_on), "the source appeared"),
        ("retrieved_at", figure.details.retrieved_at, "this desk fetched the source"),
    ];
    dates.extend(
        rest.into_iter()
            .filter_map(|(field, moment, meaning)| Some(DateReport { field, date: moment?.iso(), meaning })),
    );
    dates
}

/// Words and texts, but for how the authority is known, which the chain says.
fn details(recorded: &Recorded) -> Vec<(&'static str, String)> {
    let texts = recorded.figure.details.texts().filter(|(field, _)| *field != Field::AuthorityBasis);
    let shown = |(field, text): (Field, &DetailText)| match field.column().kind {
        CellKind::Word(_) => (field.name(), text.replace('_', " ")),
        _ => (field.name(), text.to_string()),
    };
    texts.map(shown).collect()
}

fn source(recorded: &Recorded) -> Vec<(&'static str, String)> {
    let source = &recorded.figure.source;
    let fields = Field::SOURCE.iter().filter(|field| **field != Field::Publisher);
    let cells = fields.map(|field| (field.name(), source.cell(*field).to_owned()));
    cells.filter(|(_, text)| !text.is_empty()).collect()
}

impl Report for FigureReport {
    fn text(&self, page: &mut Page) {
        let words = self.wording.as_deref().unwrap_or("no number");
        let refs = self.refs.iter().map(|name| format!(" ({name})")).collect::<String>();
        page.title(format!("#{}", self.id), refs, words);
        page.labelled("status", &self.status);
        page.given("held", self.held.as_ref().map(|held| format!("{}; in no answer", held.in_words())));
        page.given(
            "embargo",
            self.under_embargo_until.as_ref().map(|until| format!("until {until}: not to be printed before")),
        );
        page.labelled("series", self.scope.heading());
        page.given("interval", self.interval.as_ref().map(interval));
        page.labelled("chain", self.chain.line());
        page.given("speaker", self.chain.speaker.as_deref().map(shown));
        page.given("method", self.chain.method.as_deref());
        for date in &self.dates {
            page.labelled(date.field, format!("{} ({})", date.date, date.meaning));
        }
        for (field, text) in self.details.iter().chain(&self.source) {
            page.labelled(*field, shown(text));
        }
        page.given("in the text", self.in_text.as_ref().map(InTextReport::line));
        let relations = self.relations.iter();
        page.each("relation", relations.map(RelationReport::line));
        let more = format!("and {} more that say it again or stand beside it", self.more_relations);
        page.given("relation", (self.more_relations > 0).then_some(more));
        let life = self.life.iter();
        page.each(
            "life",
            life.map(|LifeReport { at, who, entry, what }| format!("{at} by {who}, entry {entry}: {what}")),
        );
        let line = self.line.map(|line| format!(":{line}")).unwrap_or_default();
        page.given("file", self.file.as_ref().map(|file| format!("{file}{line}")));
        page.labelled("uid", self.uid.get(..Uid::SHOWN).unwrap_or(&self.uid));
    }
}

/// Detail, gap and reason of a relation in brackets: ` (down; identification, as AFP gave it)`.
fn more(relation: &RelationReport) -> String {
    let detail = relation.detail.map(|detail| detail.replace('_', " "));
    let gap = relation.gap.map(|gap| format!("{gap} apart"));
    let details: Vec<String> = [detail, gap, relation.reason.clone()].into_iter().flatten().collect();
    if details.is_empty() { String::new() } else { format!(" ({})", details.join("; ")) }
}

/// What the words claim, and the ends with which the figure is compared; ends made by convention say so.
fn interval(interval: &IntervalReport) -> String {
    let kind = interval.kind.replace('_', " ");
    let low = grouped(interval.low);
    let compared = match interval.high {
        Some(high) if high == interval.low => return kind,
        Some(high) => format!("{low} to {}", grouped(high)),
        None => format!("{low} or more"),
    };
    let ends = match interval.by_convention.as_slice() {
        [] => String::new(),
        [end] => format!(" (the {end} end by convention)"),
        _ => " (both ends by convention)".to_owned(),
    };
    format!("{kind}: compared as {compared}{ends}")
}
