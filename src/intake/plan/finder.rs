//! The columns that a profile names, sought in a header: all that a file lacks are told together.

use std::cell::RefCell;
use std::rc::Rc;

use crate::intake::fault::FileFault;
use crate::intake::header::{Header, HeaderIndex};
use crate::intake::profile::{ColumnPattern, MATCHED};

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
#[derive(Clone)]
pub(super) struct Finder<'h> {
    pub header: &'h Header,
    index: Rc<HeaderIndex>,
    found: Rc<Findings>,
    matched: Option<Matched<'h>>,
}

/// What was not found.
#[derive(Default)]
struct Findings {
    missing: RefCell<Vec<String>>,
    absent: RefCell<Vec<String>>,
    faults: RefCell<Vec<FileFault>>,
}

/// A pattern of columns, and what its star stands for in the name of one.
#[derive(Clone, Copy)]
struct Matched<'h> {
    pattern: &'h str,
    part: &'h str,
}

impl<'h> Finder<'h> {
    /// Nothing was sought yet.
    pub fn new(header: &'h Header) -> Finder<'h> {
        Finder { header, index: Rc::new(header.index()), found: Rc::default(), matched: None }
    }

    /// The same, for what is said of a column that fits a pattern.
    pub fn matching(&self, pattern: &'h str, part: &'h str) -> Finder<'h> {
        Finder { matched: Some(Matched { pattern, part }), ..self.clone() }
    }

    /// What the star stands for.
    pub fn part(&self) -> Option<&'h str> {
        self.matched.map(|matched| matched.part)
    }

    /// A text of the profile, with what the star stands for in it.
    pub fn filled(&self, text: &str) -> String {
        self.part().map_or_else(|| text.to_owned(), |part| text.replace(MATCHED, part))
    }

    /// Notes that codes do not explain what the star stands for.
    pub fn lacks_code(&self, text: &str) {
        let pattern = self.matched.map_or("", |matched| matched.pattern).to_owned();
        self.faults(FileFault::UnknownPart { pattern, part: text.to_owned() });
    }

    /// Notes what else is wrong with what the profile says of columns.
    pub fn faults(&self, fault: FileFault) {
        let mut faults = self.found.faults.borrow_mut();
        if !faults.contains(&fault) {
            faults.push(fault);
        }
    }

    /// The place of a column, from 0. One that is not there is noted.
    pub fn place(&self, column: &str, presence: Presence) -> Option<usize> {
        let column = self.filled(column);
        let found = self.at(&column);
        if found.is_none() {
            self.lacks(&column, presence);
        }
        found
    }

    /// The place of a column of that very name, from 0, where there is one.
    pub fn at(&self, column: &str) -> Option<usize> {
        self.index.place(column)
    }

    /// Notes a column that is not there.
    pub fn lacks(&self, column: &str, presence: Presence) {
        let list = match presence {
            Presence::Needed => &self.found.missing,
            Presence::Optional => &self.found.absent,
        };
        let mut list = list.borrow_mut();
        if !list.iter().any(|own| own == column) {
            list.push(column.to_owned());
        }
    }

    /// The places of columns that are read over, by their names or by patterns, which may fit none.
    pub fn all(&self, columns: &[String]) -> Vec<usize> {
        let fitting = |name: &String| match ColumnPattern::of(name).filter(|_| self.at(name).is_none()) {
            Some(pattern) => self.fitting(&pattern).map(|(at, _)| at).collect(),
            None => self.place(name, Presence::Needed).into_iter().collect::<Vec<_>>(),
        };
        columns.iter().flat_map(fitting).collect()
    }

    /// The columns that fit a pattern, and what its star stands for in each.
    pub fn fitting<'f>(
        &'f self,
        pattern: &'f ColumnPattern<'_>,
    ) -> impl Iterator<Item = (usize, &'h str)> + 'f {
        let names = self.header.names.iter().enumerate();
        names.filter_map(|(at, name)| Some((at, pattern.part(name)?)))
    }

    /// The places of columns that every file has.
    pub fn places(&self, columns: &[String]) -> Vec<usize> {
        columns.iter().filter_map(|column| self.place(column, Presence::Needed)).collect()
    }

    /// The columns that may be missing, and are.
    ///
    /// # Errors
    /// Columns that are needed, and missing; and what else is wrong.
    pub fn finish(&self) -> Result<Vec<String>, Vec<FileFault>> {
        let (missing, faults) = (self.found.missing.take(), self.found.faults.take());
        if missing.is_empty() && faults.is_empty() {
            return Ok(self.found.absent.take());
        }
        let missing = (!missing.is_empty()).then(|| self.header.lacks(missing));
        Err(missing.into_iter().chain(faults).collect())
    }
}
