//! What reading a file gives: rows judged one by one, and where its cells went.

use crate::model::gate::Drafted;
use crate::model::names::NameFact;
use crate::model::place::Placed;

/// One row of a file, judged.
#[derive(Clone, Debug)]
pub enum Item {
    /// It is a figure.
    Row(Row),
    /// It says something about a name.
    Said(NameFact),
    /// It is no row of figures, and was passed over.
    Skipped(Skipped),
    /// It is none of these, and why.
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
}

impl What {
    /// The word in receipts.
    pub fn word(self) -> &'static str {
        match self {
            What::Title => "title",
            What::HeaderAgain => "header again",
            What::Blank => "blank cells",
            What::Total => "total",
            What::CarriedForward => "carried forward",
            What::Footer => "footer",
        }
    }
}

/// Where the cells of a table went that hold a figure each: `read` are all of them, and the others make it up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CellTally {
    /// Cells of counts, in all rows.
    pub read: u64,
    /// Those that became a figure.
    pub figures: u64,
    /// Blank ones: nothing was reported.
    pub not_reported: u64,
    /// Those of totals and of rows that repeat an older one.
    pub skipped: u64,
    /// Refused ones.
    pub rejected: u64,
    /// How many of `read` are further values of packed cells.
    pub packed: u64,
}

impl CellTally {
    /// Adds the cells of a row.
    pub fn add(&mut self, row: CellTally) {
        self.read += row.read;
        self.figures += row.figures;
        self.not_reported += row.not_reported;
        self.skipped += row.skipped;
        self.rejected += row.rejected;
        self.packed += row.packed;
    }
}
