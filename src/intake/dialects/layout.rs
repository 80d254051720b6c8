//! How the cells of a file are laid out: enough to judge and to place a row that is known by its cells.

use crate::intake::mapping::Mapping;
use crate::intake::plan::Plan;
use crate::model::draft::Draft;
use crate::model::place::Placed;
use crate::model::problem::Problem;
use crate::model::shared::Shared;
use crate::model::validate::Drafted;

use crate::intake::item::{Item, Rejected, Row};

/// The mapping of a file's columns, and what parts its cells.
#[derive(Clone, Debug)]
pub struct Layout {
    mapping: Mapping,
    delimiter: u8,
    unread: Vec<String>,
    absent: Vec<String>,
    sets_figure: bool,
}

impl Layout {
    /// A layout by its parts.
    pub fn new(mapping: Mapping, delimiter: u8) -> Layout {
        let (unread, sets_figure) = (mapping.unread(), mapping.sets_figure());
        Layout { mapping, delimiter, unread, absent: Vec::new(), sets_figure }
    }

    /// The same, of a table whose columns are read in another way than by one field each.
    pub fn planned(self, plan: &Plan) -> Layout {
        let (unread, absent) = (plan.unread(), plan.absent().to_vec());
        Layout { unread, absent, sets_figure: plan.sets_figure(), ..self }
    }

    /// Whether all figures have one number, which no cell gives: rows that say the same are persons then, or mistakes.
    pub fn sets_figure(&self) -> bool {
        self.sets_figure
    }

    /// Columns that are read as nothing.
    pub fn unread(&self) -> &[String] {
        &self.unread
    }

    /// Columns that are read where they are, and that this file lacks.
    pub fn absent(&self) -> &[String] {
        &self.absent
    }

    /// Judges a row by its cells.
    pub fn judge(&self, line: u64, cells: &[String], shared: &mut Shared) -> Item {
        self.judge_draft(line, cells, &self.mapping.draft(cells.iter().map(String::as_str)), shared)
    }

    /// Judges what was drafted of a row that is known by its cells.
    pub fn judge_draft(&self, line: u64, cells: &[String], draft: &Draft<'_>, shared: &mut Shared) -> Item {
        match Drafted::read(draft, shared) {
            Ok(mut drafted) => {
                drafted.name_columns(|field| self.mapping.name_of(field).map(str::to_owned));
                let cells = Some(cells.to_vec());
                Item::Row(Row { line, drafted: Box::new(drafted), cells, beside: None })
            }
            Err(problems) => {
                let problems = problems.into_iter().map(|problem| self.place(line, cells, problem)).collect();
                Item::Rejected(Rejected { line, cells: cells.to_vec(), problems })
            }
        }
    }

    /// The mapping of the header.
    pub fn mapping(&self) -> &Mapping {
        &self.mapping
    }

    /// Places a problem of a row that is known by its cells: in the line as this program would write it.
    pub fn place(&self, line: u64, cells: &[String], problem: Problem) -> Placed {
        let delimiter = char::from(self.delimiter);
        let at = problem.field.and_then(|field| self.mapping.column_of(field));
        let written: Vec<String> = cells.iter().map(|cell| quoted(cell, delimiter)).collect();
        let before: usize = written.iter().take(at.unwrap_or(0)).map(|cell| cell.chars().count() + 1).sum();
        Placed {
            line,
            column: at.map(|_| before + 1),
            at,
            width: at.and_then(|at| written.get(at)).map_or(1, |cell| cell.chars().count().max(1)),
            text: Placed::cut(&written.join(&delimiter.to_string())),
            value: at.and_then(|at| cells.get(at)).cloned().unwrap_or_default(),
            problem,
        }
    }
}

fn quoted(cell: &str, delimiter: char) -> String {
    if cell.contains([delimiter, '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.into()
    }
}
