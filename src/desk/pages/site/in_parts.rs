//! Rows on as many parts of a page as they need.

use std::num::NonZeroU32;

use super::ROWS;
use crate::report::pages::parts::PageParts;

/// The parts of a page, each with its rows; without rows there is one.
pub fn in_parts<T>(rows: &[T]) -> impl Iterator<Item = (PageParts, &[T])> {
    let all = rows.len().div_ceil(ROWS).max(1);
    (1..).map_while(NonZeroU32::new).take(all).map(move |number| {
        let parts = PageParts::of_parts(number, all);
        let first = ROWS * parts.before();
        (parts, &rows[first..rows.len().min(first + ROWS)])
    })
}
