//! Something in the data that a person should look at: the shape of `audit --json`.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::audit::Finding;
use crate::model::recorded::{Entry, FigureId};
use crate::phrase::number::several;

use super::Report;
use super::lists::ColumnContent::{Fixed, Words};
use super::lists::{ColumnOf, TableCell, cells, names};
use super::page::Page;

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

/// How many findings were printed, by rank.
#[derive(Clone, Debug, Default)]
pub struct FindingTally {
    of_rank: BTreeMap<&'static str, u64>,
    /// The first that nobody settled, as people name it.
    pub first_open: Option<String>,
}

impl FindingTally {
    /// Counts one more.
    pub fn count(&mut self, report: &FindingReport) {
        *self.of_rank.entry(report.rank).or_default() += 1;
        if self.first_open.is_none() && report.accepted.is_none() {
            self.first_open = Some(report.handle.clone());
        }
    }

    /// How many there were.
    pub fn all(&self) -> u64 {
        self.of_rank.values().sum()
    }

    /// How many had a rank: error, warning, note.
    pub fn of_rank(&self, rank: &str) -> u64 {
        self.of_rank.get(rank).copied().unwrap_or_default()
    }

    /// What stands in the place of settled findings where there is none.
    pub fn nothing_settled() -> Page {
        let mut page = Page::default();
        page.paragraph("Nothing was settled.");
        page
    }

    /// What stands below findings: how many there are, among so many figures that were asked for.
    pub fn closing(&self, figures: u64) -> Page {
        let mut page = Page::default();
        if self.all() > 0 {
            page.blank();
        }
        page.paragraph(self.in_words(figures));
        if let Some(first) = &self.first_open {
            let command = format!("tollbook amend finding {first} --accept -m WHY");
            page.paragraph(format!("What is explained is settled, such as the first: {command}"));
        }
        page
    }

    /// `2 findings among 49 figures: 1 error, 1 warning`.
    fn in_words(&self, figures: u64) -> String {
        let among = several(figures, "figure");
        if self.all() == 0 {
            return format!("Nothing was found among {among}.");
        }
        let of_rank = ["error", "warning", "note"].into_iter().map(|rank| (rank, self.of_rank(rank)));
        let ranks: Vec<String> = of_rank.filter(|(_, n)| *n > 0).map(|(rank, n)| several(n, rank)).collect();
        format!("{} among {among}: {}", several(self.all(), "finding"), ranks.join(", "))
    }
}

impl Report for FindingReport {
    fn columns() -> Vec<&'static str> {
        names(COLUMNS)
    }

    fn text(&self, page: &mut Page) {
        page.heading(format!("{} {}", self.rank, self.handle));
        page.labelled("found", &self.explanation);
        page.labelled("type", &self.hint);
        if let Some(accepted) = &self.accepted {
            let by = accepted.who.as_ref().map(|who| format!(", {who}")).unwrap_or_default();
            let at = accepted.at.as_ref().map(|at| format!(", {at}")).unwrap_or_default();
            page.labelled("accepted", format!("{}{by}{at}", accepted.why));
            page.take_back(accepted.entry);
        }
    }

    fn rows(&self) -> Vec<Vec<TableCell>> {
        vec![cells(COLUMNS, self)]
    }
}

const COLUMNS: &[ColumnOf<FindingReport>] = &[
    ("finding", Fixed, |report| report.finding.into()),
    ("rank", Fixed, |report| report.rank.into()),
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
