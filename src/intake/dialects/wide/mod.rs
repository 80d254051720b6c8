//! Tables that a profile or HXL tags describe: several figures a row, codes, hedges and bounds in columns of their own.

mod packed;
mod parts;
mod row;

use std::io::{BufReader, Read};

use crate::intake::csv::{CsvRow, LineTally};
use crate::intake::decision::{About, Decision};
use crate::intake::hxl;
use crate::intake::insisted::Insisted;
use crate::intake::item::{Item, Rejected, Skipped, What};
use crate::intake::leeway::Passed;
use crate::intake::mapping::Mapping;
use crate::intake::plan::{CellOutcome, Plan, RowRole, sums_of};
use crate::intake::profile::Profile;
use crate::intake::settings::Settings;
use crate::intake::settled::{Omissions, Settled, Survey};
use crate::intake::skip::{Needs, Queue, recognised, titles};
use crate::intake::stopped::Stopped;
use crate::intake::table::SourceTable;
use crate::intake::table_rows::{TableLine, TableRows};
use crate::intake::totals::SumCells;
use crate::model::figure::Figure;
use crate::model::recorded::CellTally;
use crate::model::shared::Shared;

use super::house::rejected;
use super::{Dialect, Layout};
use packed::PackedRow;
use row::{WideRow, of_kept, of_role};

/// A reader of one such table.
pub struct Wide<'r> {
    records: TableRows<BufReader<Box<dyn Read + Send + 'r>>>,
    plan: Plan,
    sums: SumCells,
    insisted: Insisted,
    profile: Option<Profile>,
    layout: Layout,
    shared: Shared,
    queue: Queue,
    decisions: Vec<Decision>,
    headers: u64,
    survey: Survey,
    omissions: Omissions,
    cells: CellTally,
    passed: Passed,
    first: Vec<(u64, Figure)>,
    packed: Option<PackedRow>,
}

impl<'r> Wide<'r> {
    /// Reads a table by a profile, or by its tags.
    ///
    /// # Errors
    /// Faults of the header and of the profile.
    pub fn open(table: SourceTable<'r>, settings: &Settings, settled: &Settled) -> Result<Wide<'r>, Stopped> {
        let headers = table.headers;
        let mut decisions = table.decisions;
        let tagged = hxl::under_tags(&table.header, settings);
        if tagged.profile != settings.profile {
            let how = "columns are read by the tags below the header";
            decisions.push(Decision::of_file(About::Tags, "HXL".into(), how, "--profile"));
        }
        let against = hxl::contradictions(&table.header, settings, &tagged);
        if !against.is_empty() {
            return Err(Stopped::File(against));
        }
        let plan = Plan::of(&table.header, &tagged, settled).map_err(Stopped::File)?;
        let mut queue = Queue::default();
        titles(table.titles).for_each(|title| queue.push(title));
        let layout = Layout::new(Mapping::of_no_field(table.header), table.delimiter).planned(&plan);
        Ok(Wide {
            records: table.records,
            sums: sums_of(&plan),
            insisted: Insisted::of(settings, |field| plan.column_read(field)),
            plan,
            profile: tagged.profile,
            layout,
            shared: Shared::recorded_on(settled.recorded_on),
            queue,
            decisions,
            headers,
            survey: settled.survey,
            omissions: settled.omissions,
            cells: CellTally::default(),
            passed: Passed::default(),
            first: Vec::new(),
            packed: None,
        })
    }
}

impl Wide<'_> {
    /// Reads the next value of a row, or rejects the row after its last.
    ///
    /// # Errors
    /// As those of [`WideRow::row`].
    fn next_value(&mut self, mut packed: PackedRow) -> Result<(), Stopped> {
        let Wide { plan, sums, shared, queue, cells, passed, first, .. } = self;
        let (survey, omissions, tally) = (self.survey, self.omissions, cells);
        let role = packed.role;
        let mut row = WideRow { plan, sums, shared, queue, survey, omissions, tally, passed, first, role };
        let record = packed.record.record();
        if packed.next == packed.values.rows() {
            row.reject(&record, packed.problems);
            return Ok(());
        }
        let problems = row.value(&record, &packed.values, packed.next)?;
        packed.note(problems);
        packed.next += 1;
        if packed.next < packed.values.rows() || !packed.problems.is_empty() {
            self.packed = Some(packed);
        }
        Ok(())
    }

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
            if let Some(packed) = self.packed.take() {
                self.next_value(packed)?;
                continue;
            }
            match self.records.next()? {
                None => {
                    let contradicted = self.insisted.contradicted(self.plan.names());
                    if !contradicted.is_empty() {
                        return Err(Stopped::File(contradicted));
                    }
                    self.queue.end();
                    return Ok(self.queue.take());
                }
                Some(TableLine::Row(CsvRow::Record(record))) => {
                    let Wide { plan, sums, insisted, shared, queue, cells, passed, first, .. } = self;
                    insisted.see(record.line(), |at| record.get(at).unwrap_or_default());
                    let (survey, omissions) = (self.survey, self.omissions);
                    let (tally, role) = (cells, RowRole::Own);
                    self.packed =
                        WideRow { plan, sums, shared, queue, survey, omissions, tally, passed, first, role }
                            .row(&record)?;
                }
                Some(TableLine::Below(skipped)) => self.queue.push(Item::Skipped(skipped)),
                Some(TableLine::Row(CsvRow::Refused(refused))) => {
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
        let (number, role) = of_kept(number);
        let CellOutcome::Figure(mut cell) = self.plan.outcome(number, &row, role) else {
            return nothing(line);
        };
        let sum_of = of_role(role, &self.plan, &mut cell);
        let mut item = self.layout.judge_draft(line, cells, &cell.draft(), &mut self.shared);
        if let Item::Row(read) = &mut item {
            read.drafted.row_key = self.plan.row_key(number, &row);
            read.drafted.sum_of = sum_of;
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

    fn passed(&self) -> Passed {
        self.passed.clone()
    }
}

fn nothing(line: u64) -> Item {
    Item::Rejected(Rejected { line, cells: Vec::new(), problems: Vec::new() })
}
