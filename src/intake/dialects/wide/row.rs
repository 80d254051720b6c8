//! One row of a table that a profile or tags describe: each of its cells a figure, or what it is instead.

use crate::intake::csv::Record;
use crate::intake::item::{Item, Rejected, Row, Skipped, What};
use crate::intake::leeway::{NegativeCells, Passed};
use crate::intake::plan::{CellOutcome, FigureTexts, PackedValues, Plan, RowRole, keeps_totals, raise};
use crate::intake::row_fault::RowFault;
use crate::intake::settled::{Omissions, Survey};
use crate::intake::skip::{Needs, Queue, recognised};
use crate::intake::stopped::Stopped;
use crate::intake::survey::calls_for_a_survey;
use crate::intake::totals::SumCells;
use crate::model::draft::Field;
use crate::model::figure::Figure;
use crate::model::figure_fault::FigureFault;
use crate::model::place::Placed;
use crate::model::problem::{Class, Problem};
use crate::model::recorded::CellTally;
use crate::model::shared::Shared;
use crate::model::validate::{Drafted, SummedOver};
use crate::model::wording::Wording;

use super::super::house::place;

use super::packed::PackedRow;
use super::parts::tied;

/// What reading one row needs.
pub(super) struct WideRow<'w> {
    pub plan: &'w Plan,
    pub sums: &'w mut SumCells,
    pub shared: &'w mut Shared,
    pub queue: &'w mut Queue,
    pub survey: Survey,
    pub omissions: Omissions,
    pub tally: &'w mut CellTally,
    pub passed: &'w mut Passed,
    pub first: &'w mut Vec<(u64, Figure)>,
    pub role: RowRole,
}

/// How many problems of a row are told.
const TOLD: usize = 1000;

/// How many figures are kept to be looked at.
const FIRST: usize = 12;

impl WideRow<'_> {
    /// Reads a row: its figures, and what else it is, go into the queue. One with packed cells is given back, to be read
    /// value by value.
    ///
    /// # Errors
    /// A cell that can be meant in two ways, while the columns were not looked through.
    pub fn row(&mut self, record: &Record<'_>) -> Result<Option<PackedRow>, Stopped> {
        let cells: Vec<&str> = record.iter().collect();
        let in_a_row = self.plan.cells_in_a_row() as u64;
        let skipped = match recognised(&cells, self.plan.names(), Needs::Met) {
            Some(what @ (What::Blank | What::HeaderAgain)) => Some(what),
            _ => self.plan.left_out(&cells).or_else(|| self.sum(&cells)),
        };
        if skipped == Some(What::Total) && keeps_totals(self.plan) {
            self.role = RowRole::Sum;
        }
        if let Some(what) = skipped.filter(|_| self.role == RowRole::Own) {
            (0..self.plan.cells_in_a_row()).for_each(|number| self.leave_out(&cells, number));
            self.skip(record, what, in_a_row);
            return Ok(None);
        }
        let values = match self.plan.unpacked(&cells) {
            Ok(values) => values,
            Err((problem, at)) => {
                self.tally.read += in_a_row;
                self.tally.rejected += in_a_row;
                self.reject(record, vec![place(record, Some(at), problem)]);
                return Ok(None);
            }
        };
        let Some(values) = values else {
            let problems = self.cells(record, &cells, in_a_row)?;
            self.reject(record, problems);
            return Ok(None);
        };
        let (record, role, problems) = (record.kept(), self.role, Vec::new());
        Ok(Some(PackedRow { record, values, role, next: 0, problems }))
    }

    /// One value of a row with packed cells: what is wrong with it.
    ///
    /// # Errors
    /// As those of [`WideRow::row`].
    pub fn value(
        &mut self,
        record: &Record<'_>,
        values: &PackedValues,
        number: usize,
    ) -> Result<Vec<Placed>, Stopped> {
        let cells: Vec<&str> = record.iter().collect();
        let in_a_row = self.plan.cells_in_a_row() as u64;
        self.tally.packed += if number == 0 { 0 } else { in_a_row };
        self.cells(record, &values.row(number, &cells), in_a_row)
    }

    /// A sum of other rows, by the words of its cells.
    fn sum(&mut self, cells: &[&str]) -> Option<What> {
        let cell = |at: usize| cells.get(at).copied().unwrap_or_default();
        self.sums.said_by(cells.len(), cell).map(|_| What::Total)
    }

    /// Every cell of a row: those that can be read become figures, what is wrong with the others is given back.
    fn cells(&mut self, record: &Record<'_>, cells: &[&str], in_a_row: u64) -> Result<Vec<Placed>, Stopped> {
        let mut read = CellsRead::default();
        for number in 0..self.plan.cells_in_a_row() {
            self.cell(record, cells, number, &mut read)?;
        }
        if self.survey == Survey::Pending && read.problems.iter().any(is_doubt) {
            return Err(Stopped::Unsettled);
        }
        if read.rows.is_empty() && recognised(cells, self.plan.names(), Needs::Lacking) == Some(What::Footer)
        {
            self.hold(record);
            return Ok(Vec::new());
        }
        self.tally.add(CellTally { read: in_a_row, figures: read.rows.len() as u64, ..read.tally });
        let room = FIRST.saturating_sub(self.first.len());
        self.first.extend(read.rows.iter().take(room).map(|(_, row)| (row.line, row.drafted.figure.clone())));
        let rows = tied(self.plan.parts(), read.rows, |number| kept(cells, number, self.role));
        rows.into_iter().for_each(|row| self.queue.push(Item::Row(row)));
        Ok(read.problems)
    }

    fn cell(
        &mut self,
        record: &Record<'_>,
        cells: &[&str],
        number: usize,
        read: &mut CellsRead,
    ) -> Result<(), Stopped> {
        let mut cell = match self.plan.outcome(number, cells, self.role) {
            CellOutcome::NotReported => {
                read.tally.not_reported += 1;
                return Ok(());
            }
            CellOutcome::CarriedForward => {
                read.tally.skipped += 1;
                self.leave_out(cells, number);
                return Ok(());
            }
            CellOutcome::Unsettled => return Err(Stopped::Unsettled),
            CellOutcome::Refused(problem, at) => {
                read.refuse(std::iter::once_with(|| place(record, Some(at), problem)));
                return Ok(());
            }
            CellOutcome::Figure(cell) => cell,
        };
        let sum_of = of_role(self.role, self.plan, &mut cell);
        let draft = cell.draft();
        if self.survey == Survey::Pending && calls_for_a_survey(&draft) {
            return Err(Stopped::Unsettled);
        }
        match Drafted::read(&draft, self.shared) {
            Ok(mut drafted) => {
                if let Some(at) = self.plan.lacks_day(&drafted.figure) {
                    let missing = FigureFault::Missing(Field::AsOf);
                    let problem = Problem::of_cell(Field::AsOf.name(), &missing);
                    read.refuse(std::iter::once_with(|| place(record, Some(at), problem)));
                    return Ok(());
                }
                drafted.name_columns(|field| {
                    let at = self.plan.column_of(number, Some(field.name()))?;
                    Some(self.plan.name_of(Some(at)).to_owned())
                });
                self.note_fraction(record, cells, number, &drafted);
                drafted.row_key = self.plan.row_key(number, cells);
                drafted.sum_of = sum_of;
                let is_named = drafted.reference.is_some() || !drafted.declared.is_empty();
                let cells = is_named.then(|| kept(cells, number, self.role));
                let row = Row { line: record.line(), drafted: Box::new(drafted), cells, beside: None };
                read.rows.push((number, row));
            }
            Err(problems) if self.may_set_aside(number, &problems) => {
                read.tally.set_aside += 1;
                self.set_aside(record, cells, number, &problems);
            }
            Err(problems) => {
                let at = |problem: &Problem| self.plan.column_of(number, problem.field);
                read.refuse(problems.into_iter().map(|problem| place(record, at(&problem), problem)));
            }
        }
        Ok(())
    }

    /// Whether a cell is wrong only in that it is below zero, and the desk says what that means.
    fn may_set_aside(&self, number: usize, problems: &[Problem]) -> bool {
        let is_below_zero = |problem: &Problem| problem.class == Class::Negative;
        self.plan.leeway(number).negative == Some(NegativeCells::Skip) && problems.iter().all(is_below_zero)
    }

    fn set_aside(&mut self, record: &Record<'_>, cells: &[&str], number: usize, problems: &[Problem]) {
        let field = problems.first().and_then(|problem| problem.field);
        let at = self.plan.column_of(number, field);
        let value = at.and_then(|at| cells.get(at)).map_or("", |cell| cell.trim());
        let below = Wording::below_zero(value, self.plan.thousands(number));
        self.passed.set_aside(self.plan.name_of(at), record.line(), value, below);
        self.leave_out(cells, number);
    }

    fn note_fraction(&mut self, record: &Record<'_>, cells: &[&str], number: usize, drafted: &Drafted) {
        let is_fraction = || {
            let count = drafted.figure.count.as_ref();
            count.is_some_and(|count| count.ends_of_fraction().is_some())
        };
        if self.plan.leeway(number).fractions.is_some() && is_fraction() {
            let at = self.plan.column_of(number, Some(Field::Figure.name()));
            let value = at.and_then(|at| cells.get(at)).map_or("", |cell| cell.trim());
            self.passed.round(self.plan.name_of(at), record.line(), value);
        }
    }

    /// Tells of a cell that is left out, where that is asked for: in a snapshot its figure is not gone.
    fn leave_out(&mut self, cells: &[&str], number: usize) {
        if self.omissions == Omissions::Untold {
            return;
        }
        let Some(cell) = self.plan.if_read(number, cells) else { return };
        let mut draft = cell.draft();
        let read = Drafted::read(&draft, self.shared).or_else(|_| {
            // Which figure it is, its number does not tell.
            draft.set(Field::Figure, "0");
            draft.set(Field::Low, "");
            draft.set(Field::High, "");
            Drafted::read(&draft, self.shared)
        });
        if let Ok(mut drafted) = read {
            drafted.row_key = self.plan.row_key(number, cells);
            self.queue.push(Item::LeftOut(Box::new(drafted)));
        }
    }

    /// A remark, which is a footer if no row follows.
    fn hold(&mut self, record: &Record<'_>) {
        let (line, what) = (record.line(), What::Footer);
        let problems = vec![place(record, None, Problem::of_row(&RowFault::OnlyRemark))];
        let rejected = Rejected { line, cells: record.iter().map(str::to_owned).collect(), problems };
        self.queue.hold(Skipped { line, what, text: Placed::cut(record.raw()) }, rejected);
    }

    fn skip(&mut self, record: &Record<'_>, what: What, in_a_row: u64) {
        if matches!(what, What::Total | What::CarriedForward | What::Named(_)) {
            self.tally.read += in_a_row;
            self.tally.skipped += in_a_row;
        }
        let text = Placed::cut(record.raw());
        self.queue.push(Item::Skipped(Skipped { line: record.line(), what, text }));
    }

    /// Rejects a row, where anything is wrong with it.
    pub fn reject(&mut self, record: &Record<'_>, problems: Vec<Placed>) {
        if problems.is_empty() {
            return;
        }
        let cells = record.iter().map(str::to_owned).collect();
        self.queue.push(Item::Rejected(Rejected { line: record.line(), cells, problems }));
    }
}

/// What was read of the cells of one row.
#[derive(Default)]
struct CellsRead {
    /// With the numbers of their cells.
    rows: Vec<(usize, Row)>,
    /// Each once: several cells may share one that is wrong.
    problems: Vec<Placed>,
    tally: CellTally,
}

impl CellsRead {
    fn refuse(&mut self, problems: impl IntoIterator<Item = Placed>) {
        self.tally.rejected += 1;
        // To find the place of a cell is to go through the row.
        for problem in problems.into_iter().take(TOLD.saturating_sub(self.problems.len())) {
            if !self.problems.contains(&problem) {
                self.problems.push(problem);
            }
        }
    }
}

/// Whether a cell can be meant in two ways.
fn is_doubt(placed: &Placed) -> bool {
    placed.problem.class.is_ambiguous()
}

/// The cells of a row, and behind them the number of the one that is meant, with a mark where the row is a sum.
fn kept(cells: &[&str], number: usize, role: RowRole) -> Vec<String> {
    let mark = if role == RowRole::Sum { SUM } else { "" };
    cells.iter().map(|cell| (*cell).to_owned()).chain([format!("{number}{mark}")]).collect()
}

/// The mark of a sum behind its kept cells.
const SUM: &str = "+";

/// The number of a kept cell, and the role of its row.
pub(super) fn of_kept(number: &str) -> (usize, RowRole) {
    match number.strip_suffix(SUM) {
        Some(number) => (number.parse().unwrap_or_default(), RowRole::Sum),
        None => (number.parse().unwrap_or_default(), RowRole::Own),
    }
}

/// Makes a cell the figure that it is in a row of that role; what that adds up, where its parts are declared.
pub(super) fn of_role(role: RowRole, plan: &Plan, cell: &mut FigureTexts<'_>) -> Option<SummedOver> {
    if role == RowRole::Sum { raise(plan, cell) } else { None }
}
