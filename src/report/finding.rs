//! Something in the data that a person should look at: the shape of `audit --json`.

use serde::Serialize;

use crate::audit::Finding;
use crate::model::recorded::{Entry, FigureId};

use super::lists::{Cell, Holds, Table};

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FindingReport {
    /// Its stable name: `part_exceeds_whole`.
    pub finding: &'static str,
    /// error, warning or note.
    pub rank: &'static str,
    /// The figures that it is about; of names a figure with each.
    pub figures: Vec<FigureId>,
    /// Their names in their files, where they have any.
    pub refs: Vec<String>,
    /// What is odd, in one sentence.
    pub explanation: String,
    /// What to type.
    pub hint: String,
    /// Who settled it, when and why; left out where nobody did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accepted: Option<AcceptedReport>,
    /// How people name it: `total_fell:43,42`. Programs have `finding` and `figures`.
    #[serde(skip)]
    pub handle: String,
}

/// How a finding was settled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AcceptedReport {
    /// Why.
    pub why: String,
    /// Who.
    pub who: Option<String>,
    /// When it was recorded, UTC.
    pub at: Option<String>,
    /// The entry that did it, which `undo` takes back.
    pub entry: Option<i64>,
}

impl FindingReport {
    /// A finding with the names that its figures had in their files.
    pub fn new(finding: Finding, reference: &dyn Fn(FigureId) -> Option<String>) -> FindingReport {
        FindingReport {
            finding: finding.name,
            rank: finding.rank.word(),
            refs: finding.figures.iter().filter_map(|id| reference(*id)).collect(),
            handle: finding.handle(),
            figures: finding.figures,
            explanation: finding.explanation,
            hint: finding.hint,
            accepted: None,
        }
    }
}

impl AcceptedReport {
    /// The reason, and the entry that recorded it.
    pub fn new(why: &str, entry: Option<&Entry>) -> AcceptedReport {
        AcceptedReport {
            why: why.to_owned(),
            who: entry.map(|entry| entry.who.clone()),
            at: entry.map(|entry| entry.recorded_at.iso()),
            entry: entry.map(|entry| entry.id.0),
        }
    }
}

/// Findings as a table, a row each.
pub fn table(reports: &[FindingReport]) -> Table {
    let columns = [
        ("finding", Holds::Fixed),
        ("rank", Holds::Fixed),
        ("figures", Holds::Words),
        ("refs", Holds::Words),
        ("explanation", Holds::Words),
        ("hint", Holds::Words),
        ("accepted", Holds::Words),
        ("accepted_by", Holds::Words),
        ("accepted_at", Holds::Fixed),
    ];
    let mut table = Table::new(&columns);
    for report in reports {
        let ids: Vec<String> = report.figures.iter().map(ToString::to_string).collect();
        let accepted = report.accepted.as_ref();
        table.push([
            Cell::from(report.finding),
            report.rank.into(),
            ids.join(" ").into(),
            report.refs.join(" ").into(),
            report.explanation.clone().into(),
            report.hint.clone().into(),
            accepted.map(|accepted| accepted.why.clone()).into(),
            accepted.and_then(|accepted| accepted.who.clone()).into(),
            accepted.and_then(|accepted| accepted.at.clone()).into(),
        ]);
    }
    table
}
