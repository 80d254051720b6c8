//! What reading a file gives: rows judged one by one.

use std::sync::Arc;

use crate::model::figure::Completeness;
use crate::model::names::NameFact;
use crate::model::place::Placed;
use crate::model::validate::Drafted;

/// One row of a file, judged.
#[derive(Clone, Debug)]
pub enum Item {
    /// It is a figure.
    Row(Row),
    /// It says something about a name.
    Said(SaidOfName),
    /// It is no row of figures, and was passed over.
    Skipped(Skipped),
    /// It is left out of a snapshot in which it is there all the same.
    LeftOut(Box<Drafted>),
    /// It is none of these, and why.
    Rejected(Rejected),
}

/// What a row says about a name.
#[derive(Clone, Debug)]
pub struct SaidOfName {
    /// The physical line on which the row begins.
    pub line: u64,
    /// What it says.
    pub fact: NameFact,
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
    /// The other figures of the row, where some are parts of others.
    pub beside: Option<Box<RestOfRow>>,
}

/// The figures of a row besides its first, and which of all of them are parts of others.
#[derive(Clone, Debug)]
pub struct RestOfRow {
    /// The others, in order.
    pub rows: Vec<Row>,
    /// The parts.
    pub parts: Vec<PartInRow>,
}

/// A figure of a row that is a part of another: both by their order in the row, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartInRow {
    /// The part.
    pub part: usize,
    /// The figure that contains it.
    pub whole: usize,
    /// Whether the parts are all there.
    pub completeness: Completeness,
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

/// A line that was skipped, and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The physical line.
    pub line: u64,
    /// What it is.
    pub what: What,
    /// The line, as far as it is shown.
    pub text: String,
}

/// What a skipped line is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// It stands above the header.
    Title,
    /// The header, again: two files in one.
    HeaderAgain,
    /// Cells, all of them blank.
    Blank,
    /// A sum of other rows.
    Total,
    /// It repeats an older row, because nothing was reported.
    CarriedForward,
    /// A remark below the rows.
    Footer,
    /// It stands below the footer that the desk named.
    Below,
    /// A row that a profile leaves out as no count of people, by its name there.
    Named(Arc<str>),
}

impl What {
    /// The word in receipts.
    pub fn word(&self) -> &str {
        match self {
            What::Title => "title",
            What::HeaderAgain => "header again",
            What::Blank => "blank cells",
            What::Total => "total",
            What::CarriedForward => "carried forward",
            What::Footer => "footer",
            What::Below => "below the footer",
            What::Named(name) => name,
        }
    }
}
