//! How two figures relate: the shape of `compare --json`.

use serde::Serialize;

use crate::model::column::Field;
use crate::model::figure::Window;
use crate::model::recorded::{FigureId, Recorded};
use crate::model::uid::Uid;
use crate::reconcile::Relation;
use crate::reconcile::explain::explanation;

use super::Report;
use super::lists::{ColumnContent, Table, TableCell};
use super::page::Page;
use super::scope::ScopeReport;

/// The relation of two figures, in the stable shape of `compare --json`.
#[derive(Clone, Debug, Serialize)]
pub struct ComparisonReport {
    /// The figure to which something is done: the one known earlier, the target, the whole, the origin.
    pub earlier: ComparedReport,
    /// The figure that does it.
    pub later: ComparedReport,
    /// In one word.
    pub relation: &'static str,
    /// What the word leaves open: up, down, reverts, definition, method, order_unknown.
    pub detail: Option<&'static str>,
    /// What they differ in, where they are not comparable.
    pub dimensions: Vec<&'static str>,
    /// How many people lie between them, where they conflict.
    pub gap: Option<u64>,
    /// Why, as somebody gave it with a declared link.
    pub reason: Option<&'static str>,
    /// Who gave the reason.
    pub reason_by: Option<String>,
    /// Those of the two that the answer of their series puts aside as older.
    pub older: Vec<FigureId>,
    /// In one sentence, and one more for each that is put aside.
    pub explanation: String,
}

/// One of two figures that are compared: its words, who answers for it, its dates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ComparedReport {
    /// Its number in this store.
    pub id: FigureId,
    /// Its name in its file.
    #[serde(rename = "ref")]
    pub reference: Option<String>,
    /// Its name in every store.
    pub uid: String,
    /// What became of it: stands, void, corrected, retracted, disowned, gone.
    pub status: String,
    /// What is counted.
    pub scope: ScopeReport,
    /// Who answers for it; null: the publisher's own voice.
    pub authority: Option<String>,
    /// Who spoke.
    pub speaker: Option<String>,
    /// Who passed it on, in order.
    pub via: Vec<String>,
    /// Who printed it.
    pub publisher: String,
    /// How it was counted.
    pub method: Option<String>,
    /// Its words; null for a statement that has none.
    pub wording: Option<String>,
    /// The lowest count that the words allow.
    pub low: Option<u64>,
    /// The highest; null beside a low end: open above.
    pub high: Option<u64>,
    /// The first day that it covers, or the length of the window, where that is stated.
    pub period: Option<String>,
    /// The day for which it holds, where that is stated.
    pub as_of: Option<String>,
    /// When the authority said it.
    pub stated_on: Option<String>,
    /// When the source appeared.
    pub published_on: String,
    /// The words around the number.
    pub quote: Option<String>,
    /// Where the source is.
    pub url: Option<String>,
}

/// What a caller knows of a compared figure besides the figure.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// Its name in its file.
    pub reference: Option<String>,
    /// What became of it.
    pub status: String,
    /// Why the answer of its series puts it aside as older, where it does.
    pub older: Option<String>,
}

impl ComparisonReport {
    /// The report of the relation of two figures, given in any order, each with what is known beside it.
    pub fn new(relation: &Relation, a: (&Recorded, Beside), b: (&Recorded, Beside)) -> ComparisonReport {
        let mut explanation = explanation(relation, a.0, b.0);
        let (earlier, later) = if a.0.id == relation.earlier { (a, b) } else { (b, a) };
        let mut older = Vec::new();
        for (recorded, beside) in [&earlier, &later] {
            if let Some(why) = &beside.older {
                older.push(recorded.id);
                explanation.push_str(&format!(" The answer puts #{} aside as older: {why}.", recorded.id));
            }
        }
        ComparisonReport {
            earlier: ComparedReport::new(earlier.0, earlier.1),
            later: ComparedReport::new(later.0, later.1),
            relation: relation.kind.word(),
            detail: relation.detail.map(|detail| detail.word()),
            dimensions: relation.dimensions.iter().map(|dimension| dimension.word()).collect(),
            gap: relation.gap,
            reason: relation.reason.map(|reason| reason.word()),
            reason_by: relation.reason_by.clone(),
            older,
            explanation,
        }
    }

    /// The relation in a few words for a heading: `revises, down`, `not comparable: place, definition`.
    pub fn heading(&self) -> String {
        let relation = self.relation.replace('_', " ");
        let detail = self.detail.map(|detail| format!(", {}", detail.replace('_', " ")));
        match self.dimensions.as_slice() {
            [] => format!("{relation}{}", detail.unwrap_or_default()),
            several => format!("{relation}: {}", several.join(", ").replace('_', " ")),
        }
    }
}

impl ComparedReport {
    fn new(recorded: &Recorded, beside: Beside) -> ComparedReport {
        let figure = &recorded.figure;
        let (who, count) = (&figure.attribution, figure.count.as_ref());
        ComparedReport {
            id: recorded.id,
            reference: beside.reference,
            uid: Uid::of(figure).to_string(),
            status: beside.status,
            scope: ScopeReport::new(&figure.scope),
            authority: who.authority.as_ref().map(ToString::to_string),
            speaker: who.speaker.clone(),
            via: who.via.iter().flat_map(|via| via.steps()).map(str::to_owned).collect(),
            publisher: figure.source.publisher.to_string(),
            method: who.method.clone(),
            wording: figure.printed_words().map(|words| words.into_owned()),
            low: count.map(|count| count.count().low()),
            high: count.and_then(|count| count.count().high()),
            period: figure.window.and_then(|window| match window {
                Window::From(start) => Some(start.iso()),
                Window::Hours(_) => window.length(),
            }),
            as_of: figure.as_of.stated().map(|day| day.iso()),
            stated_on: figure.details.stated_on.map(|moment| moment.iso()),
            published_on: figure.published_on.iso(),
            quote: figure.details.text(Field::Quote).map(str::to_owned),
            url: Some(figure.source.url.clone()).filter(|url| !url.is_empty()),
        }
    }
}

impl Report for ComparisonReport {
    fn text(&self, page: &mut Page) {
        page.heading(self.heading());
        page.paragraph(&self.explanation);
        if self.earlier.scope == self.later.scope {
            page.labelled("series", self.earlier.scope.heading());
        }
        page.labelled("gap", self.gap.map(|gap| gap.to_string()).unwrap_or_default());
        page.labelled("reason", reason(self));
        page.blank();
        page.table(side_by_side(self));
    }
}

fn reason(report: &ComparisonReport) -> String {
    let Some(reason) = report.reason else { return String::new() };
    let by = report.reason_by.as_ref().map(|by| format!(", as {by} gave it")).unwrap_or_default();
    format!("{}{by}", reason.replace('_', " "))
}

/// A row a field that at least one of them has; of what is counted only what differs.
fn side_by_side(report: &ComparisonReport) -> Table {
    let mut table = Table::new(&[
        ("", ColumnContent::Fixed),
        ("earlier", ColumnContent::Words),
        ("later", ColumnContent::Words),
    ]);
    let (a, b) = (fields(&report.earlier), fields(&report.later));
    let counted = counted(&report.earlier).into_iter().zip(counted(&report.later));
    let differing = counted.filter(|(a, b)| a.1 != b.1);
    for ((field, first), (_, second)) in a.into_iter().zip(b).chain(differing) {
        if !(first.is_empty() && second.is_empty()) {
            table.push([TableCell::from(field), first.into(), second.into()]);
        }
    }
    table
}

fn fields(figure: &ComparedReport) -> [(&'static str, String); 13] {
    let given = |text: &Option<String>| text.clone().unwrap_or_default();
    let words = figure.wording.clone().unwrap_or_else(|| "no number".to_owned());
    let reference = figure.reference.as_ref().map(|name| format!(" ({name})")).unwrap_or_default();
    let status = if figure.status == "stands" { String::new() } else { figure.status.clone() };
    [
        ("figure", words),
        ("id", format!("#{}{reference}", figure.id)),
        ("status", status),
        ("authority", figure.authority.clone().unwrap_or_else(|| "none named".to_owned())),
        ("speaker", given(&figure.speaker)),
        ("via", figure.via.join(" > ")),
        ("publisher", figure.publisher.clone()),
        ("method", given(&figure.method)),
        ("period", given(&figure.period)),
        ("as of", figure.as_of.clone().unwrap_or_else(|| "not stated".to_owned())),
        ("stated on", given(&figure.stated_on)),
        ("published on", figure.published_on.clone()),
        ("quote", given(&figure.quote)),
    ]
}

fn counted(figure: &ComparedReport) -> [(&'static str, String); 7] {
    let scope = &figure.scope;
    let or_none = |text: &Option<String>| text.clone().unwrap_or_else(|| "not stated".to_owned());
    [
        ("event", scope.event.clone()),
        ("place", or_none(&scope.place)),
        ("measure", scope.measure.replace('_', " ")),
        ("unit", scope.unit.to_owned()),
        ("group", scope.group.clone()),
        ("count type", scope.count_type.to_owned()),
        ("definition", or_none(&scope.definition)),
    ]
}
