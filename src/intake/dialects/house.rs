//! The house CSV: one row a figure, columns by their names.

use std::io::{BufReader, Read};

use crate::intake::csv::{CsvFault, CsvRow, LineTally, Record, Refused};
use crate::intake::decision::Decision;
use crate::intake::insisted::Insisted;
use crate::intake::item::{Item, Rejected, Row, Skipped, What};
use crate::intake::mapping::Mapping;
use crate::intake::settings::Settings;
use crate::intake::settled::{Settled, Survey};
use crate::intake::skip::{Needs, Queue, recognised, titles};
use crate::intake::stopped::Stopped;
use crate::intake::survey::calls_for_a_survey;
use crate::intake::table::SourceTable;
use crate::intake::table_rows::{TableLine, TableRows};
use crate::intake::totals::SumCells;
use crate::model::place::Placed;
use crate::model::problem::{Class, Problem};
use crate::model::recorded::CellTally;
use crate::model::shared::Shared;
use crate::model::validate::Drafted;

use super::{Dialect, Layout};

/// A reader of one house CSV.
pub struct House<'r> {
    records: TableRows<BufReader<Box<dyn Read + Send + 'r>>>,
    layout: Layout,
    shared: Shared,
    queue: Queue,
    decisions: Vec<Decision>,
    headers: u64,
    /// What becomes of a row without a number.
    blank: BlankFigure,
    /// Where the rows went, where some reported nothing.
    rows: CellTally,
    /// Values of flags that no row took.
    insisted: Insisted,
    /// By which cells a row is a sum, where flags give what a row does not.
    sums: Option<SumCells>,
    /// Whether columns with cells of two meanings were looked through already.
    survey: Survey,
}

/// What a row without a number is, that declares nothing of others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum BlankFigure {
    /// A slip: a house CSV is typed row by row.
    Refused,
    /// Nothing was reported, as in a table that a profile describes: flags describe one.
    NotReported,
}

impl<'r> House<'r> {
    /// Reads a table by the names of its columns.
    ///
    /// # Errors
    /// Faults of the header.
    pub fn open(
        table: SourceTable<'r>,
        settings: &Settings,
        settled: &Settled,
    ) -> Result<House<'r>, Stopped> {
        let headers = table.headers;
        let mut mapping = Mapping::of_header(table.header, settings).map_err(Stopped::File)?;
        mapping.decide(settings, settled);
        let mut queue = Queue::default();
        titles(table.titles).for_each(|title| queue.push(title));
        Ok(House {
            records: table.records,
            blank: if settings.describe_table() { BlankFigure::NotReported } else { BlankFigure::Refused },
            rows: CellTally::default(),
            insisted: Insisted::of(settings, |field| mapping.column_of(field.name())),
            sums: mapping.sums(),
            layout: Layout::new(mapping, table.delimiter),
            shared: Shared::recorded_on(settled.recorded_on),
            queue,
            decisions: table.decisions,
            headers,
            survey: settled.survey,
        })
    }

    /// A row that was refused, or is no figure: what it is after all.
    #[cold]
    fn look_again(&mut self, rejected: Rejected) -> Result<(), Stopped> {
        let is_doubt = |placed: &Placed| placed.problem.class.is_ambiguous();
        if self.survey == Survey::Pending && rejected.problems.iter().any(is_doubt) {
            return Err(Stopped::Unsettled);
        }
        // What could not be split is no row that says nothing.
        let is_judged = !rejected.problems.iter().any(|placed| placed.problem.field.is_none());
        let cells: Vec<&str> = rejected.cells.iter().map(String::as_str).collect();
        let lacks = rejected.problems.iter().any(|placed| placed.problem.class == Class::Incomplete);
        let needs = if lacks { Needs::Lacking } else { Needs::Met };
        let names = self.layout.mapping().names();
        match recognised(&cells, names, needs).filter(|_| !cells.is_empty()) {
            None if is_judged
                && self.blank == BlankFigure::NotReported
                && self.layout.mapping().is_silent(&cells) =>
            {
                self.rows.not_reported += 1;
            }
            None => {
                self.rows.rejected += 1;
                self.queue.push(Item::Rejected(rejected));
            }
            Some(what) => {
                let text = rejected.problems.first().map_or(String::new(), |placed| placed.text.clone());
                let skipped = Skipped { line: rejected.line, what, text };
                match skipped.what {
                    What::Footer => self.queue.hold(skipped, rejected),
                    What::Total => {
                        self.rows.skipped += 1;
                        self.queue.push(Item::Skipped(skipped));
                    }
                    _ => self.queue.push(Item::Skipped(skipped)),
                }
            }
        }
        Ok(())
    }
}

impl Dialect for House<'_> {
    fn read(&mut self) -> Result<Option<Item>, Stopped> {
        loop {
            if let Some(item) = self.queue.take() {
                return Ok(Some(item));
            }
            let rejected = match self.records.next()? {
                None => {
                    let contradicted = self.insisted.contradicted(self.layout.mapping().names());
                    if !contradicted.is_empty() {
                        return Err(Stopped::File(contradicted));
                    }
                    self.queue.end();
                    return Ok(self.queue.take());
                }
                Some(TableLine::Row(CsvRow::Record(record))) => {
                    let cell = |at: usize| record.get(at).unwrap_or_default();
                    if let Some(sums) = &mut self.sums
                        && sums.said_by(record.len(), cell).is_some()
                    {
                        self.rows.skipped += 1;
                        self.queue.push(Item::Skipped(sum(&record)));
                        continue;
                    }
                    self.insisted.see(record.line(), cell);
                    match judge(&record, self.layout.mapping(), &mut self.shared, self.survey)? {
                        Item::Rejected(rejected) => rejected,
                        item if self.queue.is_idle() => {
                            self.rows.figures += 1;
                            return Ok(Some(item));
                        }
                        item => {
                            self.rows.figures += 1;
                            self.queue.push(item);
                            continue;
                        }
                    }
                }
                Some(TableLine::Below(skipped)) => {
                    self.queue.push(Item::Skipped(skipped));
                    continue;
                }
                Some(TableLine::Row(CsvRow::Refused(refused))) => rejected(refused)?,
            };
            self.look_again(rejected)?;
        }
    }

    fn again(&mut self, line: u64, cells: &[String]) -> Item {
        self.layout.judge(line, cells, &mut self.shared)
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

    fn cells(&self) -> Option<CellTally> {
        let CellTally { figures, not_reported, skipped, rejected, .. } = self.rows;
        let read = figures + not_reported + skipped + rejected;
        (not_reported > 0).then_some(CellTally { read, ..self.rows })
    }
}

/// A row that is a sum of others.
fn sum(record: &Record<'_>) -> Skipped {
    Skipped { line: record.line(), what: What::Total, text: Placed::cut(record.raw()) }
}

fn judge(
    record: &Record<'_>,
    mapping: &Mapping,
    shared: &mut Shared,
    survey: Survey,
) -> Result<Item, Stopped> {
    let draft = mapping.draft(record.iter());
    if survey == Survey::Pending && calls_for_a_survey(&draft) {
        return Err(Stopped::Unsettled);
    }
    let own = || record.iter().map(str::to_owned).collect::<Vec<_>>();
    Ok(match Drafted::read(&draft, shared) {
        Ok(mut drafted) => {
            drafted.name_columns(|field| mapping.name_of(field).map(str::to_owned));
            let named = drafted.reference.is_some() || !drafted.declared.is_empty();
            Item::Row(Row {
                line: record.line(),
                cells: named.then(own),
                drafted: Box::new(drafted),
                beside: None,
            })
        }
        Err(problems) => {
            let place = |problem: Problem| {
                let at = problem.field.and_then(|field| mapping.column_of(field));
                place(record, at, problem)
            };
            let problems = problems.into_iter().map(place).collect();
            Item::Rejected(Rejected { line: record.line(), cells: own(), problems })
        }
    })
}

/// A problem of a row, at the cell of that column.
pub(super) fn place(record: &Record<'_>, at: Option<usize>, problem: Problem) -> Placed {
    let line = at.map_or(record.line(), |at| record.line_of(at));
    let text = record.raw().lines().nth((line - record.line()) as usize).unwrap_or_default();
    let value = at.and_then(|at| record.get(at)).unwrap_or_default();
    Placed {
        line,
        column: at.map(|at| record.column_of(at)),
        at,
        width: value.lines().next().unwrap_or_default().chars().count().max(1),
        text: Placed::cut(text),
        value: value.to_owned(),
        problem,
    }
}

/// A row that could not be split, as it is reported.
///
/// # Errors
/// Bytes that are not UTF-8 concern the whole file.
pub(super) fn rejected(refused: Refused) -> Result<Rejected, Stopped> {
    if let CsvFault::NotUtf8 { line, column, .. } = refused.fault {
        return Err(Stopped::NotUtf8 { line, column });
    }
    let text = refused.raw.lines().nth((refused.fault_line - refused.line) as usize).unwrap_or_default();
    let placed = Placed {
        line: refused.fault_line,
        column: refused.column,
        at: None,
        width: 1,
        text: text.to_owned(),
        value: refused.raw.clone(),
        problem: Problem::of_row(&refused.fault),
    };
    Ok(Rejected { line: refused.line, cells: refused.cells.unwrap_or_default(), problems: vec![placed] })
}
