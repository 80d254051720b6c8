//! The kinds of file that are understood. A new one is a file here, and two lines in this list.

mod house;
mod jsonl;
mod layout;
mod line_list;
mod names;
mod wide;
mod within;

use std::io::{BufReader, Read};

use super::csv::LineTally;
use super::decision::Decision;
use super::fault::FileFault;
use super::item::Item;
use super::leeway::{Leeway, Passed};
use super::profile::Profile;
use super::settings::Settings;
use super::settled::Settled;
use super::sniff::Looks;
use super::stopped::Stopped;
use super::table::{SourceTable, opened};
use crate::model::figure::Figure;
use crate::model::recorded::CellTally;

pub use layout::Layout;
pub use within::{Places, Within};

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

    /// What was decided about the file, and by what.
    fn decisions(&self) -> &[Decision] {
        &[]
    }

    /// The profile that it is read by, with what the tags of the file say; `None` where names alone tell.
    fn profile(&self) -> Option<&Profile> {
        None
    }

    /// The first figures with their lines, of a table that a profile or tags describe: to look at before it is taken.
    fn first(&self) -> &[(u64, Figure)] {
        &[]
    }

    /// Where the cells went so far, of a table in which each is a figure; `None` where a row is one.
    fn cells(&self) -> Option<CellTally> {
        None
    }

    /// How many persons were counted so far, of a table with a row a person; `None` where rows are figures.
    fn people(&self) -> Option<u64> {
        None
    }

    /// What was let pass of its cells so far that is no whole number of people.
    fn passed(&self) -> Passed {
        Passed::default()
    }
}

/// Opens a file: looks at its first bytes, and reads its header where it has one.
///
/// # Errors
/// Faults that concern the whole file.
pub fn open<'r>(
    reader: impl Read + Send + 'r,
    settings: &Settings,
    settled: &Settled,
) -> Result<Box<dyn Dialect + 'r>, Stopped> {
    let opened = opened(reader, settings, settled)?;
    if opened.looks == Looks::JsonLines {
        let reader = BufReader::with_capacity(1 << 18, opened.reader);
        return Ok(Box::new(jsonl::JsonLines::open(reader, settings, settled)));
    }
    if names::is_header(&opened.head) && !settings.names_lines() {
        let reader = BufReader::with_capacity(1 << 18, opened.reader);
        return Ok(Box::new(names::NamesCsv::open(reader, settings.limits())?));
    }
    let mut table = SourceTable::of(opened, settings)?;
    table.decisions.extend(settled.decisions.iter().cloned());
    let (settings, absent) = table.header.named_in(settings);
    let opened = by_header(table, &settings, settled);
    if absent.is_empty() {
        return opened;
    }
    let more = match opened {
        Err(Stopped::File(faults)) => faults,
        Err(other) => return Err(other),
        Ok(_) => Vec::new(),
    };
    // Of a header of which nothing else is known, the columns that were named tell more.
    let more = more.into_iter().filter(|fault| !matches!(fault, FileFault::NoKnownHeader { .. }));
    Err(Stopped::File(absent.into_iter().chain(more).collect()))
}

fn by_header<'r>(
    table: SourceTable<'r>,
    settings: &Settings,
    settled: &Settled,
) -> Result<Box<dyn Dialect + 'r>, Stopped> {
    if settings.counts_people() {
        return Ok(Box::new(line_list::LineList::open(table, settings, settled)?));
    }
    let is_plain = settings.profile.is_none() && settings.leeway() == Leeway::default();
    if !is_plain || !table.header.tags.is_empty() {
        return Ok(Box::new(wide::Wide::open(table, settings, settled)?));
    }
    Ok(Box::new(house::House::open(table, settings, settled)?))
}
