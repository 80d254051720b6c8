//! Something in the data that a person should look at: the shape of `audit --json`.

use serde::Serialize;

use crate::audit::Finding;
use crate::model::recorded::{Entry, FigureId};
use crate::model::scope::Scope;

use super::Report;
use super::lists::ColumnContent::{Fixed, Words};
use super::lists::{ColumnOf, TableCell};
use super::page::Page;
use super::scope::ScopeReport;

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FindingReport {
    /// Its stable name: `part_exceeds_whole`.
    pub finding: &'static str,
    /// error, warning or note.
    pub rank: &'static str,
    /// What its first figure counts.
    pub scope: ScopeReport,
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
    /// How it is told to people.
    #[serde(skip)]
    pub told: Told,
}

/// How much of a finding people are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// All of it.
    InFull,
    /// What it does not have in common with the one before it, which has its code and its rank.
    AsOneMore,
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
    /// A finding with what its first figure counts, and with the names that its figures had in their files.
    pub fn new(
        finding: Finding,
        scope: &Scope,
        reference: &dyn Fn(FigureId) -> Option<String>,
    ) -> FindingReport {
        FindingReport {
            finding: finding.name,
            rank: finding.rank.word(),
            scope: ScopeReport::new(scope),
            refs: finding.figures.iter().filter_map(|id| reference(*id)).collect(),
            handle: finding.handle(),
            figures: finding.figures,
            explanation: finding.explanation,
            hint: finding.hint,
            accepted: None,
            told: Told::InFull,
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

impl Report for FindingReport {
    fn columns() -> Vec<&'static str> {
        ScopeReport::columns_after(ABOUT, SAID)
    }

    fn text(&self, page: &mut Page) {
        match self.told {
            Told::InFull => {
                page.heading(format!("{} {}", self.rank, self.handle));
                page.labelled("series", self.scope.heading());
                page.labelled("found", &self.explanation);
                page.labelled("type", &self.hint);
            }
            Told::AsOneMore => {
                page.labelled("also", format!("{} in {}", self.handle, self.scope.heading()));
                page.labelled("found", &self.explanation);
            }
        }
        if let Some(accepted) = &self.accepted {
            let by = accepted.who.as_ref().map(|who| format!(", {who}")).unwrap_or_default();
            let at = accepted.at.as_ref().map(|at| format!(", {at}")).unwrap_or_default();
            page.labelled("accepted", format!("{}{by}{at}", accepted.why));
            page.take_back(accepted.entry);
        }
    }

    fn rows(&self) -> Vec<Vec<TableCell>> {
        vec![self.scope.cells_after(ABOUT, SAID, self)]
    }
}

/// The columns before those of the scope.
const ABOUT: &[ColumnOf<FindingReport>] =
    &[("finding", Fixed, |report| report.finding.into()), ("rank", Fixed, |report| report.rank.into())];

/// The columns behind them.
const SAID: &[ColumnOf<FindingReport>] = &[
    ("figures", Words, |report| {
        report.figures.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ").into()
    }),
    ("refs", Words, |report| report.refs.join(" ").into()),
    ("explanation", Words, |report| report.explanation.as_str().into()),
    ("hint", Words, |report| report.hint.as_str().into()),
    ("accepted", Words, |report| report.accepted.as_ref().map(|accepted| accepted.why.as_str()).into()),
    ("accepted_by", Words, |report| {
        report.accepted.as_ref().and_then(|accepted| accepted.who.as_deref()).into()
    }),
    ("accepted_at", Fixed, |report| {
        report.accepted.as_ref().and_then(|accepted| accepted.at.as_deref()).into()
    }),
];
