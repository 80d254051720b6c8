//! A table that was no CSV: read as one, its problems placed where they are in its own file.

use std::sync::Arc;

use super::{Dialect, Layout};
use crate::intake::book::reference;
use crate::intake::csv::LineTally;
use crate::intake::decision::{Decision, Seen};
use crate::intake::fault::FileFault;
use crate::intake::item::{Item, Rejected};
use crate::intake::leeway::Passed;
use crate::intake::profile::Profile;
use crate::intake::rows_out::{cell_at, written};
use crate::intake::stopped::Stopped;
use crate::model::figure::Figure;
use crate::model::place::Placed;
use crate::model::recorded::CellTally;

/// Where the rows of a table stand in their own file.
#[derive(Clone, Debug)]
pub enum Places {
    /// Line by line the rows of a sheet, of which this column, from 0, is the first.
    Sheet(usize),
    /// The line of each record of a JSON document, below one line of keys.
    Records(Arc<[u64]>),
}

impl Places {
    /// The line of the file, by that of the CSV.
    fn line(&self, line: u64) -> u64 {
        match self {
            Places::Sheet(_) => line,
            Places::Records(lines) => {
                let at = usize::try_from(line.saturating_sub(2)).ok();
                at.and_then(|at| lines.get(at)).copied().unwrap_or(line)
            }
        }
    }

    /// What the reader of the table says of a problem, at the cell of the sheet or the key of the record. Its line is
    /// that of the file already.
    fn place(&self, mut placed: Placed, cells: &[String], names: &[String]) -> Placed {
        let at = placed.column.and_then(|column| cell_at(cells, column));
        match (self, at) {
            (Places::Sheet(first), Some(at)) => {
                let cell = reference(placed.line.saturating_sub(1), first + at);
                placed.problem.what = format!("{}, in the cell {cell}", placed.problem.what);
            }
            (Places::Records(_), Some(at)) => {
                if let (Some(name), Some(value)) = (names.get(at), cells.get(at)) {
                    placed.text = Placed::cut(&format!("{name}: {}", written(value)));
                    placed.column = Some(name.chars().count() + 3);
                }
            }
            (_, None) => {}
        }
        placed
    }

    /// The same of a decision: by which cell it was made.
    pub fn decision(&self, mut decision: Decision) -> Decision {
        if let Some(by) = &mut decision.by {
            by.line = self.line(by.line);
        }
        decision
    }

    /// The same of what keeps the file from being read.
    pub fn fault(&self, fault: FileFault) -> FileFault {
        let seen = |seen: Seen| Seen { line: self.line(seen.line), ..seen };
        match fault {
            FileFault::Undecided { kind, column, doubt } => {
                FileFault::Undecided { kind, column, doubt: seen(doubt) }
            }
            FileFault::Contradicting { kind, column, cells } => {
                FileFault::Contradicting { kind, column, cells: Box::new((*cells).map(seen)) }
            }
            other => other,
        }
    }
}

/// A table that was written as a CSV, being read.
pub struct Within<'r> {
    inner: Box<dyn Dialect + 'r>,
    places: Places,
    decisions: Vec<Decision>,
    first: Vec<(u64, Figure)>,
}

impl<'r> Within<'r> {
    /// Reads by `inner`, and tells places by `places`. What was decided to reach the table comes before the rest.
    pub fn new(inner: Box<dyn Dialect + 'r>, places: Places, mut decisions: Vec<Decision>) -> Within<'r> {
        decisions.extend(inner.decisions().iter().cloned().map(|decision| places.decision(decision)));
        Within { inner, places, decisions, first: Vec::new() }
    }

    fn placed(&self, item: Item) -> Item {
        match item {
            Item::Row(mut row) => {
                row.line = self.places.line(row.line);
                let beside = row.beside.iter_mut().flat_map(|beside| &mut beside.rows);
                beside.for_each(|row| row.line = self.places.line(row.line));
                Item::Row(row)
            }
            Item::Skipped(mut skipped) => {
                skipped.line = self.places.line(skipped.line);
                Item::Skipped(skipped)
            }
            Item::Rejected(mut rejected) => {
                rejected.line = self.places.line(rejected.line);
                for placed in &mut rejected.problems {
                    placed.line = self.places.line(placed.line);
                }
                Item::Rejected(self.placed_reject(rejected))
            }
            other @ (Item::Said(_) | Item::LeftOut(_)) => other,
        }
    }

    fn placed_reject(&self, Rejected { line, cells, problems }: Rejected) -> Rejected {
        let names = self.inner.layout().mapping().names();
        let place = |placed| self.places.place(placed, &cells, names);
        let problems = problems.into_iter().map(place).collect();
        Rejected { line, cells, problems }
    }
}

impl Dialect for Within<'_> {
    fn read(&mut self) -> Result<Option<Item>, Stopped> {
        let item = self.inner.read()?;
        if item.is_none() {
            let first = self.inner.first().iter();
            self.first = first.map(|(line, figure)| (self.places.line(*line), figure.clone())).collect();
        }
        Ok(item.map(|item| self.placed(item)))
    }

    fn again(&mut self, line: u64, cells: &[String]) -> Item {
        // The line is one of the file already.
        match self.inner.again(line, cells) {
            Item::Rejected(rejected) => Item::Rejected(self.placed_reject(rejected)),
            item => item,
        }
    }

    fn layout(&self) -> &Layout {
        self.inner.layout()
    }

    fn tally(&self) -> LineTally {
        self.inner.tally()
    }

    fn headers(&self) -> u64 {
        self.inner.headers()
    }

    fn decisions(&self) -> &[Decision] {
        &self.decisions
    }

    fn profile(&self) -> Option<&Profile> {
        self.inner.profile()
    }

    fn first(&self) -> &[(u64, Figure)] {
        &self.first
    }

    fn cells(&self) -> Option<CellTally> {
        self.inner.cells()
    }

    fn people(&self) -> Option<u64> {
        self.inner.people()
    }

    fn passed(&self) -> Passed {
        let mut passed = self.inner.passed();
        for column in passed.negative.iter_mut().chain(&mut passed.fractions) {
            column.first.line = self.places.line(column.first.line);
        }
        passed
    }
}
