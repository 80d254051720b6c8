//! Something in the data that a person should look at: the shape of `audit --json`.

use serde::Serialize;

use crate::audit::Finding;
use crate::model::recorded::FigureId;

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FindingReport {
    /// Its stable name: `part_exceeds_whole`.
    pub finding: &'static str,
    /// error, warning or note.
    pub rank: &'static str,
    /// The figures that it is about.
    pub figures: Vec<FigureId>,
    /// Their names in their files, where they have any.
    pub refs: Vec<String>,
    /// What is odd, in one sentence.
    pub explanation: String,
    /// What to type.
    pub hint: String,
}

impl FindingReport {
    /// A finding with the names that its figures had in their files.
    pub fn new(finding: &Finding, reference: &dyn Fn(FigureId) -> Option<String>) -> FindingReport {
        FindingReport {
            finding: finding.name,
            rank: finding.rank.word(),
            figures: finding.figures.clone(),
            refs: finding.figures.iter().filter_map(|id| reference(*id)).collect(),
            explanation: finding.explanation.clone(),
            hint: finding.hint.clone(),
        }
    }
}
