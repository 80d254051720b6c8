//! The columns that a profile names, sought in a header: all that a file lacks are told together.

use std::cell::RefCell;

use crate::intake::fault::FileFault;
use crate::intake::header::Header;

/// Whether every file has a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Presence {
    /// A file without it cannot be read.
    Needed,
    /// It may be missing; the receipt names it then.
    Optional,
}

impl Presence {
    /// As a profile says it.
    pub fn of(optional: bool) -> Presence {
        if optional { Presence::Optional } else { Presence::Needed }
    }
}

/// A header in which columns are sought.
pub(super) struct Finder<'h> {
    pub header: &'h Header,
    missing: RefCell<Vec<String>>,
    absent: RefCell<Vec<String>>,
}

impl Finder<'_> {
    /// Nothing was sought yet.
    pub fn new(header: &Header) -> Finder<'_> {
        Finder { header, missing: RefCell::default(), absent: RefCell::default() }
    }

    /// The place of a column, from 0. One that is not there is noted.
    pub fn place(&self, column: &str, presence: Presence) -> Option<usize> {
        let found = self.header.place(column);
        if found.is_none() {
            self.lacks(column, presence);
        }
        found
    }

    /// Notes a column that is not there.
    pub fn lacks(&self, column: &str, presence: Presence) {
        let list = match presence {
            Presence::Needed => &self.missing,
            Presence::Optional => &self.absent,
        };
        let mut list = list.borrow_mut();
        if !list.iter().any(|own| own == column) {
            list.push(column.to_owned());
        }
    }

    /// The places of columns that every file has.
    pub fn places(&self, columns: &[String]) -> Vec<usize> {
        columns.iter().filter_map(|column| self.place(column, Presence::Needed)).collect()
    }

    /// The columns that may be missing, and are.
    ///
    /// # Errors
    /// Columns that are needed, and missing.
    pub fn finish(self) -> Result<Vec<String>, FileFault> {
        let missing = self.missing.into_inner();
        if missing.is_empty() { Ok(self.absent.into_inner()) } else { Err(self.header.lacks(missing)) }
    }
}
