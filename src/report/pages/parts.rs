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
    /// Whether another part follows.
    pub has_more: bool,
    /// How many parts there are, where that is known.
    pub all: Option<NonZeroU32>,
}

impl PageParts {
    /// A page that is shown whole.
    pub const WHOLE: PageParts = PageParts { number: FIRST, has_more: false, all: Some(FIRST) };

    /// The part `number` of a page with so many rows.
    pub fn of_rows(number: NonZeroU32, rows: usize) -> PageParts {
        PageParts::of_parts(number, rows.div_ceil(ROWS))
    }

    /// The part `number` of so many; a page without rows has one part.
    pub fn of_parts(number: NonZeroU32, parts: usize) -> PageParts {
        let all = u32::try_from(parts).ok().and_then(NonZeroU32::new).unwrap_or(FIRST);
        PageParts { number, has_more: number < all, all: Some(all) }
    }

    /// The part `number` of a page whose length is not known.
    pub fn open(number: NonZeroU32, has_more: bool) -> PageParts {
        PageParts { number, has_more, all: None }
    }

    /// How many parts stand before this one.
    pub fn before(&self) -> usize {
        self.number.get() as usize - 1
    }

    /// How many rows stand on the parts before.
    pub fn passed(&self) -> usize {
        self.before().saturating_mul(ROWS)
    }

    /// The rows of this part among all of them.
    pub fn cut<'r, R>(&self, rows: &'r [R]) -> &'r [R] {
        let from = self.passed().min(rows.len());
        &rows[from..self.passed().saturating_add(ROWS).min(rows.len())]
    }

    /// Whether such a part is there: the first always is.
    pub fn is_there(&self) -> bool {
        self.all.is_none_or(|all| self.number <= all)
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_parts_together_are_all_rows(rows in proptest::collection::vec(0..9_u8, 0..450)) {
            let (mut number, mut seen) = (Some(FIRST), Vec::<u8>::new());
            while let Some(part) = number {
                let parts = PageParts::of_rows(part, rows.len());
                prop_assert!(parts.is_there());
                prop_assert_eq!(parts.previous().map_or(0, NonZeroU32::get) as usize, parts.before());
                seen.extend(parts.cut(&rows));
                number = parts.next();
                prop_assert!(seen.len() <= rows.len());
            }
            prop_assert_eq!(seen, rows);
        }

        #[test]
        fn behind_the_last_part_is_none(number in 1..u32::MAX, rows in 0..1000_usize) {
            let number = NonZeroU32::new(number).expect("a number");
            let parts = PageParts::of_rows(number, rows);
            prop_assert_eq!(parts.is_there(), number == FIRST || parts.passed() < rows);
            prop_assert!(parts.next().is_none_or(|_| parts.is_there()));
        }
    }
}
