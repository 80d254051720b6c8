//! Tables that a profile or HXL tags describe: several figures a row, codes, hedges and bounds in columns of their own.

use std::io::{BufReader, Read};

use crate::intake::csv::{self, LineTally, Record, Records};
use crate::intake::decision::{About, Decision};
use crate::intake::hxl;
use crate::intake::item::{Item, Rejected, Row, Skipped, What};
use crate::intake::mapping::Mapping;
use crate::intake::plan::{CellOutcome, Plan};
use crate::intake::profile::Profile;
use crate::intake::row_fault::RowFault;
use crate::intake::settings::Settings;
use crate::intake::settled::{Settled, Survey};
use crate::intake::skip::{Needs, Queue, recognised, titles};
use crate::intake::stopped::Stopped;
use crate::intake::survey::calls_for_a_survey;
use crate::intake::table::SourceTable;
use crate::model::figure::Figure;
use crate::model::place::Placed;
use crate::model::problem::Problem;
use crate::model::recorded::CellTally;
use crate::model::shared::Shared;
use crate::model::validate::Drafted;

use super::house::{place, rejected};
use super::{Dialect, Layout};

/// A reader of one such table.
pub struct Wide<'r> {
    records: Records<BufReader<Box<dyn Read + Send + 'r>>>,
    plan: Plan,
    profile: Option<Profile>,
    layout: Layout,
    shared: Shared,
    queue: Queue,
    decisions: Vec<Decision>,
    headers: u64,
    survey: Survey,
    cells: CellTally,
    first: Vec<(u64, Figure)>,
}

/// How many figures are kept to be looked at.
const FIRST: usize = 12;

impl<'r> Wide<'r> {
    /// Reads a table by a profile, or by its tags.
    ///
    /// # Errors
    /// Faults of the header and of the profile.
    pub fn open(table: SourceTable<'r>, settings: &Settings, settled: &Settled) -> Result<Wide<'r>, Stopped> {
        let headers = table.headers();
        let mut decisions = table.decisions;
        let tagged = hxl::under_tags(&table.header, settings);
        if tagged.profile != settings.profile {
            let how = "columns are read by the tags below the header";
            decisions.push(Decision::of_file(About::Tags, "HXL".into(), how, "--profile"));
        }
        let plan = Plan::of(&table.header, &tagged, settled).map_err(Stopped::File)?;
        let mut queue = Queue::default();
        titles(table.titles).for_each(|title| queue.push(title));
        let layout = Layout::new(Mapping::of_no_field(table.header), table.delimiter)
            .leaving(plan.unread(), plan.absent().to_vec());
        Ok(Wide {
            records: table.records,
            plan,
            profile: tagged.profile,
            layout,
            shared: Shared::recorded_on(settled.recorded_on),
            queue,
            decisions,
            headers,
            survey: settled.survey,
            cells: CellTally::default(),
            first: Vec::new(),
        })
    }
}

impl Wide<'_> {
    /// A row that was refused: a sum or a remark after all, or its cells are lost.
    fn look_again(&mut self, rejected: Rejected) {
        let cells: Vec<&str> = rejected.cells.iter().map(String::as_str).collect();
        let what = recognised(&cells, self.plan.names(), Needs::Lacking).filter(|_| !cells.is_empty());
        let text = rejected.problems.first().map_or(String::new(), |placed| placed.text.clone());
        let skipped = |what: What| Skipped { line: rejected.line, what, text };
        let count = self.plan.cells_in_a_row() as u64;
        match what {
            Some(What::Footer) => self.queue.hold(skipped(What::Footer), rejected),
            Some(What::Total) => {
                self.cells.read += count;
                self.cells.skipped += count;
                self.queue.push(Item::Skipped(skipped(What::Total)));
            }
            _ => {
                self.cells.read += count;
                self.cells.rejected += count;
                self.queue.push(Item::Rejected(rejected));
            }
        }
    }
}

impl Dialect for Wide<'_> {
    fn read(&mut self) -> Result<Option<Item>, Stopped> {
        loop {
            if let Some(item) = self.queue.take() {
                return Ok(Some(item));
            }
            match self.records.next()? {
                None => {
                    self.queue.end();
                    return Ok(self.queue.take());
                }
                Some(csv::CsvRow::Record(record)) => {
                    let Wide { plan, shared, queue, survey, cells, first, .. } = self;
                    WideRow { plan, shared, queue, survey: *survey, tally: cells, first }.row(&record)?;
                }
                Some(csv::CsvRow::Refused(refused)) => {
                    let rejected = rejected(refused)?;
                    self.look_again(rejected);
                }
            }
        }
    }

    /// The cells, and behind them the number of the one that is meant.
    fn again(&mut self, line: u64, cells: &[String]) -> Item {
        let Some((number, cells)) = cells.split_last() else { return nothing(line) };
        let row: Vec<&str> = cells.iter().map(String::as_str).collect();
        let number = number.parse().unwrap_or_default();
        let CellOutcome::Figure(cell) = self.plan.outcome(number, &row) else { return nothing(line) };
        let mut item = self.layout.judge_draft(line, cells, &cell.draft(), &mut self.shared);
        if let Item::Row(read) = &mut item {
            read.drafted.row_key = self.plan.row_key(number, &row);
        }
        item
    }

    fn layout(&self) -> &Layout {
        &self.layout
    }

    fn tally(&self) -> LineTally {
        self.records.tally()
    }

    fn headers(&self) -> u64 {
        self.headers
    }

    fn decisions(&self) -> &[Decision] {
        &self.decisions
    }

    fn profile(&self) -> Option<&Profile> {
        self.profile.as_ref()
    }

    fn first(&self) -> &[(u64, Figure)] {
        &self.first
    }

    fn cells(&self) -> Option<CellTally> {
        Some(self.cells)
    }
}

fn nothing(line: u64) -> Item {
    Item::Rejected(Rejected { line, cells: Vec::new(), problems: Vec::new() })
}

/// What reading one row needs.
struct WideRow<'w> {
    plan: &'w Plan,
    shared: &'w mut Shared,
    queue: &'w mut Queue,
    survey: Survey,
    tally: &'w mut CellTally,
    first: &'w mut Vec<(u64, Figure)>,
}

impl WideRow<'_> {
    fn row(&mut self, record: &Record<'_>) -> Result<(), Stopped> {
        let cells: Vec<&str> = record.iter().collect();
        let in_a_row = self.plan.cells_in_a_row() as u64;
        let skipped = match recognised(&cells, self.plan.names(), Needs::Met) {
            Some(what @ (What::Blank | What::HeaderAgain)) => Some(what),
            _ => self.plan.left_out(&cells),
        };
        if let Some(what) = skipped {
            self.skip(record, what, in_a_row);
            return Ok(());
        }
        let rows = match self.plan.unpacked(&cells) {
            Ok(rows) => rows,
            Err((problem, at)) => {
                self.tally.read += in_a_row;
                self.tally.rejected += in_a_row;
                self.reject(record, vec![place(record, Some(at), problem)]);
                return Ok(());
            }
        };
        let Some(rows) = rows else { return self.cells(record, &cells, in_a_row) };
        for (n, row) in rows.iter().enumerate() {
            let row: Vec<&str> = row.iter().map(String::as_str).collect();
            self.tally.packed += if n == 0 { 0 } else { in_a_row };
            self.cells(record, &row, in_a_row)?;
        }
        Ok(())
    }

    /// Every cell of a row: those that can be read become figures, the others cost the row a place in the rejects.
    fn cells(&mut self, record: &Record<'_>, cells: &[&str], in_a_row: u64) -> Result<(), Stopped> {
        let mut read = CellsRead::default();
        for number in 0..self.plan.cells_in_a_row() {
            self.cell(record, cells, number, &mut read)?;
        }
        if self.survey == Survey::Pending && read.problems.iter().any(is_doubt) {
            return Err(Stopped::Unsettled);
        }
        if read.rows.is_empty() {
            match recognised(cells, self.plan.names(), Needs::Lacking) {
                Some(What::Total) if read.tally.rejected > 0 => {
                    self.skip(record, What::Total, in_a_row);
                    return Ok(());
                }
                Some(What::Footer) => {
                    self.hold(record);
                    return Ok(());
                }
                _ => {}
            }
        }
        self.tally.add(CellTally { read: in_a_row, figures: read.rows.len() as u64, ..read.tally });
        let room = FIRST.saturating_sub(self.first.len());
        self.first.extend(read.rows.iter().take(room).map(|row| (row.line, row.drafted.figure.clone())));
        read.rows.into_iter().for_each(|row| self.queue.push(Item::Row(row)));
        if !read.problems.is_empty() {
            self.reject(record, read.problems);
        }
        Ok(())
    }

    fn cell(
        &mut self,
        record: &Record<'_>,
        cells: &[&str],
        number: usize,
        read: &mut CellsRead,
    ) -> Result<(), Stopped> {
        let cell = match self.plan.outcome(number, cells) {
            CellOutcome::NotReported => {
                read.tally.not_reported += 1;
                return Ok(());
            }
            CellOutcome::CarriedForward => {
                read.tally.skipped += 1;
                return Ok(());
            }
            CellOutcome::Refused(problem, at) => {
                read.refuse([place(record, Some(at), problem)]);
                return Ok(());
            }
            CellOutcome::Figure(cell) => cell,
        };
        let draft = cell.draft();
        if self.survey == Survey::Pending && calls_for_a_survey(&draft) {
            return Err(Stopped::Unsettled);
        }
        match Drafted::read(&draft, self.shared) {
            Ok(mut drafted) => {
                drafted.row_key = self.plan.row_key(number, cells);
                let is_named = drafted.reference.is_some() || !drafted.declared.is_empty();
                let cells = is_named.then(|| kept(cells, number));
                read.rows.push(Row { line: record.line(), drafted: Box::new(drafted), cells });
            }
            Err(problems) => {
                let at = |problem: &Problem| self.plan.column_of(number, problem.field);
                read.refuse(problems.into_iter().map(|problem| place(record, at(&problem), problem)));
            }
        }
        Ok(())
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

    fn reject(&mut self, record: &Record<'_>, problems: Vec<Placed>) {
        let cells = record.iter().map(str::to_owned).collect();
        self.queue.push(Item::Rejected(Rejected { line: record.line(), cells, problems }));
    }
}

/// What was read of the cells of one row.
#[derive(Default)]
struct CellsRead {
    rows: Vec<Row>,
    /// Each once: several cells may share one that is wrong.
    problems: Vec<Placed>,
    tally: CellTally,
}

impl CellsRead {
    fn refuse(&mut self, problems: impl IntoIterator<Item = Placed>) {
        self.tally.rejected += 1;
        for problem in problems {
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

/// The cells of a row, and behind them the number of the one that is meant.
fn kept(cells: &[&str], number: usize) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).chain([number.to_string()]).collect()
}
