//! Something in the data that a person should look at: the shape of `audit --json`.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::audit::Finding;
use crate::model::recorded::{Entry, FigureId};

use super::lists::Cell;

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

/// The columns of findings, one row each.
pub const COLUMNS: [&str; 9] =
    ["finding", "rank", "figures", "refs", "explanation", "hint", "accepted", "accepted_by", "accepted_at"];

impl FindingReport {
    /// Its row under [`COLUMNS`].
    pub fn rows(&self) -> Vec<Vec<Cell>> {
        let ids: Vec<String> = self.figures.iter().map(ToString::to_string).collect();
        let accepted = self.accepted.as_ref();
        vec![vec![
            self.finding.into(),
            self.rank.into(),
            ids.join(" ").into(),
            self.refs.join(" ").into(),
            self.explanation.clone().into(),
            self.hint.clone().into(),
            accepted.map(|accepted| accepted.why.clone()).into(),
            accepted.and_then(|accepted| accepted.who.clone()).into(),
            accepted.and_then(|accepted| accepted.at.clone()).into(),
        ]]
    }
}

/// How many findings were told, by rank.
#[derive(Clone, Debug, Default)]
pub struct Told {
    of_rank: BTreeMap<&'static str, usize>,
    /// The first that nobody settled, as people name it.
    pub first_open: Option<String>,
}

impl Told {
    /// Counts one more.
    pub fn count(&mut self, report: &FindingReport) {
        *self.of_rank.entry(report.rank).or_default() += 1;
        if self.first_open.is_none() && report.accepted.is_none() {
            self.first_open = Some(report.handle.clone());
        }
    }

    /// How many there were.
    pub fn all(&self) -> usize {
        self.of_rank.values().sum()
    }

    /// How many had a rank: error, warning, note.
    pub fn of_rank(&self, rank: &str) -> usize {
        self.of_rank.get(rank).copied().unwrap_or_default()
    }
}
