//! The figures of a trace, each with its fate and the reason for it.

use serde::Serialize;

use crate::model::recorded::FigureId;
use crate::reconcile::explain::because;
use crate::reconcile::{Answer, Traced};
use crate::series::Series;

use super::lists::{ColumnContent, Table, TableCell};

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
    /// Its words; null for a statement without a number.
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
            wording: count.map(|count| count.printed().into_owned()),
            low: count.map(|count| count.count().low()),
            high: count.and_then(|count| count.count().high()),
            as_of: figure.as_of.stated().map(|day| day.iso()),
            published_on: figure.published_on.iso(),
            fate: traced.fate.word(),
            because: because(answer, series, traced),
        })
    }
}

/// Every figure with its fate.
pub fn table(trace: &[TraceReport]) -> Table {
    let mut table = Table::new(&[
        ("id", ColumnContent::Numbers),
        ("figure", ColumnContent::Words),
        ("authority (publisher)", ColumnContent::Words),
        ("as of", ColumnContent::Fixed),
        ("fate", ColumnContent::Words),
    ]);
    for figure in trace {
        let who = match &figure.authority {
            Some(authority) if *authority != figure.publisher => {
                format!("{authority} ({})", figure.publisher)
            }
            Some(authority) => authority.clone(),
            None => format!("({})", figure.publisher),
        };
        let cells: [TableCell; 5] = [
            TableCell::Text(figure.id.to_string()),
            figure.wording.clone().into(),
            who.into(),
            figure.as_of.clone().into(),
            format!("{}: {}", figure.fate, figure.because).into(),
        ];
        table.push(cells);
    }
    table
}
