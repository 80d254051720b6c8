//! The kinds of file that are understood. A new one is a file here, and two lines in this list.

pub mod house;

use crate::model::gate::Drafted;
use crate::model::place::Placed;

/// One row of a file, judged.
#[derive(Clone, Debug)]
pub enum Item {
    /// It is a figure.
    Row(Row),
    /// It is none, and why.
    Rejected(Rejected),
}

/// A row that became a figure.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its physical line.
    pub line: u64,
    /// The figure and what comes with it.
    pub drafted: Box<Drafted>,
    /// Its cells, for rows that another row may name or that name others; such a row can still be rejected later.
    pub cells: Option<Vec<String>>,
}

/// A row that is refused, with all its problems.
#[derive(Clone, Debug)]
pub struct Rejected {
    /// Its physical line.
    pub line: u64,
    /// Its cells, as far as it has any.
    pub cells: Vec<String>,
    /// What is wrong with it; never empty.
    pub problems: Vec<Placed>,
}
