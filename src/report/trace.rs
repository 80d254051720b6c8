//! The figures of a trace, each with its fate and the reason for it.

use serde::Serialize;

use crate::model::figure::Figure;
use crate::model::recorded::FigureId;
use crate::reconcile::Outside;
use crate::reconcile::explain::because;
use crate::reconcile::{Answer, Fate, Traced};
use crate::series::Series;

use super::lists::ColumnContent::{Fixed, Numbers, Words};
use super::lists::{ColumnOf, Table};

/// One figure of a trace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TraceReport {
    /// Its number in this store.
    pub id: FigureId,
    /// Its name in its file.
    #[serde(rename = "ref")]
    pub reference: Option<String>,
    /// Who answers for it; null: the publisher's own voice.
    pub authority: Option<String>,
    /// Who printed it.
    pub publisher: String,
    /// Its words; null for a statement that has none.
    pub wording: Option<String>,
    /// The lowest count that the words allow.
    pub low: Option<u64>,
    /// The highest; null beside a low end: open above.
    pub high: Option<u64>,
    /// The day for which it holds, where that is stated.
    pub as_of: Option<String>,
    /// When it was published.
    pub published_on: String,
    /// What became of it.
    pub fate: &'static str,
    /// Why, in one clause.
    pub because: String,
}

impl TraceReport {
    /// The report of a figure of a trace; `None` where the series does not know it.
    pub fn new(
        series: &Series,
        answer: &Answer,
        traced: &Traced,
        reference: &dyn Fn(FigureId) -> Option<String>,
    ) -> Option<TraceReport> {
        let figure = &series.figure(traced.id)?.figure;
        let count = figure.count.as_ref();
        Some(TraceReport {
            id: traced.id,
            reference: reference(traced.id),
            authority: figure.authority().map(ToString::to_string),
            publisher: figure.source.publisher.to_string(),
            wording: figure.words().map(|words| words.into_owned()),
            low: count.map(|count| count.count().low()),
            high: count.and_then(|count| count.count().high()),
            as_of: figure.as_of.stated().map(|day| day.iso()),
            published_on: figure.published_on.iso(),
            fate: traced.fate.word(),
            because: marked(because(answer, series, traced), figure),
        })
    }

    /// Whether it was not asked about: perhaps nobody could know it yet.
    pub fn is_outside(&self) -> bool {
        self.fate == Fate::OutsideTheQuestion(Outside::NotYetKnown).word()
    }

    /// What became of it, and why.
    pub fn fate_and_reason(&self) -> String {
        format!("{}: {}", self.fate, self.because)
    }
}

/// What is said of a figure, with the mark that it is not to be printed yet.
fn marked(because: String, figure: &Figure) -> String {
    match figure.details.embargo_until {
        Some(until) => format!("{because}; under embargo until {}", until.iso()),
        None => because,
    }
}

/// Every figure with its fate.
pub fn table(trace: &[TraceReport]) -> Table {
    Table::of(COLUMNS, trace)
}

const COLUMNS: &[ColumnOf<TraceReport>] = &[
    ("id", Numbers, |figure| figure.id.into()),
    ("figure", Words, |figure| figure.wording.as_deref().into()),
    ("authority (publisher)", Words, |figure| who(figure).into()),
    ("as of", Fixed, |figure| figure.as_of.as_deref().into()),
    ("fate", Words, |figure| figure.fate_and_reason().into()),
];

fn who(figure: &TraceReport) -> String {
    match &figure.authority {
        Some(authority) if *authority != figure.publisher => format!("{authority} ({})", figure.publisher),
        Some(authority) => authority.clone(),
        None => format!("({})", figure.publisher),
    }
}
