//! Long pages come in parts.

use std::num::NonZeroU32;

use crate::report::address::FIRST;

/// How many rows one part holds.
pub const ROWS: usize = 100;

/// Which part of a long page is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageParts {
    /// The number of the part.
    pub number: NonZeroU32,
    /// Whether more rows follow.
    pub has_more: bool,
    /// How many rows there are in all, where that is known.
    pub all: Option<usize>,
    /// How many rows a part holds.
    pub rows: usize,
}

impl PageParts {
    /// A page that is shown whole.
    pub const WHOLE: PageParts = PageParts { number: FIRST, has_more: false, all: None, rows: ROWS };

    /// The part `number` of a page with so many rows.
    pub fn of(number: NonZeroU32, all: usize) -> PageParts {
        let parts = PageParts { number, has_more: false, all: Some(all), rows: ROWS };
        PageParts { has_more: parts.passed().saturating_add(ROWS) < all, ..parts }
    }

    /// The part `number` of a page whose length is not known.
    pub fn open(number: NonZeroU32, has_more: bool) -> PageParts {
        PageParts { number, has_more, all: None, rows: ROWS }
    }

    /// How many rows stand on the parts before.
    pub fn passed(&self) -> usize {
        (self.number.get() as usize - 1).saturating_mul(self.rows)
    }

    /// The rows of this part among all of them.
    pub fn cut<'r, R>(&self, rows: &'r [R]) -> &'r [R] {
        let from = self.passed().min(rows.len());
        &rows[from..self.passed().saturating_add(self.rows).min(rows.len())]
    }

    /// The number of the last part, where that is known.
    pub fn last(&self) -> Option<NonZeroU32> {
        let parts = self.all?.div_ceil(self.rows).max(1);
        NonZeroU32::new(u32::try_from(parts).unwrap_or(u32::MAX))
    }

    /// Whether such a part is there: the first always is.
    pub fn is_there(&self) -> bool {
        self.number == FIRST || self.all.is_none_or(|all| self.passed() < all)
    }

    /// The part behind it, where there is one.
    pub fn next(&self) -> Option<NonZeroU32> {
        self.number.checked_add(1).filter(|_| self.has_more)
    }

    /// The part before it, where there is one.
    pub fn previous(&self) -> Option<NonZeroU32> {
        NonZeroU32::new(self.number.get() - 1)
    }
}
