//! The kinds of file that are understood. A new one is a file here, and two lines in this list.

mod house;
mod jsonl;
mod layout;
mod names;

use std::io::{self, BufRead};

use super::csv::{Limits, LineTally};
use super::fault::FileFault;
use super::mapping::Settings;
use super::sniff::{Looks, sniff};
use crate::model::gate::Drafted;
use crate::model::names::NameFact;
use crate::model::place::Placed;

pub use layout::Layout;

/// A file being read: rows, judged one by one.
pub trait Dialect: Send {
    /// The next row; `None` at the end.
    ///
    /// # Errors
    /// What concerns the whole file, and failures of the system.
    fn read(&mut self) -> Result<Option<Item>, Stopped>;

    /// Reads again a row that was kept aside by its cells.
    fn again(&mut self, line: u64, cells: &[String]) -> Item;

    /// How the file's cells are laid out.
    fn layout(&self) -> &Layout;

    /// Where the lines went so far; the header is one of the records where there is one.
    fn tally(&self) -> LineTally;

    /// How many of the records are headers.
    fn headers(&self) -> u64;
}

/// Opens a file: looks at its first bytes, and reads its header where it has one.
///
/// # Errors
/// Faults that concern the whole file.
pub fn open<'r, R: BufRead + Send + 'r>(
    mut reader: R,
    settings: &Settings,
    limits: Limits,
) -> Result<Box<dyn Dialect + 'r>, Stopped> {
    let looks = sniff(reader.fill_buf()?).map_err(|fault| Stopped::File(vec![fault]))?;
    if looks == Looks::JsonLines {
        return Ok(Box::new(jsonl::JsonLines::open(reader, settings, limits)));
    }
    if names::is_header(reader.fill_buf()?) {
        return Ok(Box::new(names::NamesCsv::open(reader, limits)?));
    }
    Ok(Box::new(house::House::open(reader, settings, limits)?))
}

/// Why reading stopped: the file's fault, or the system's.
#[derive(Debug)]
pub enum Stopped {
    /// The file cannot be read as it is.
    File(Vec<FileFault>),
    /// The system refused.
    Io(io::Error),
}

impl From<io::Error> for Stopped {
    fn from(error: io::Error) -> Stopped {
        Stopped::Io(error)
    }
}

/// One row of a file, judged.
#[derive(Clone, Debug)]
pub enum Item {
    /// It is a figure.
    Row(Row),
    /// It says something about a name.
    Said(NameFact),
    /// It is neither, and why.
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
