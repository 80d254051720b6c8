//! What an audit could not look at, and why: figures that state no day, or none to the day, and numbers that are not exact.

use crate::model::date::Precision;
use crate::model::recorded::Recorded;
use crate::model::wording::Kind;

/// How many figures were asked for, and how many of them the rules of arithmetic had to leave out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// All that were asked for.
    pub figures: u64,
    /// Those that state no day.
    pub undated: u64,
    /// Those that state a month or a year.
    pub partly_dated: u64,
    /// Those with a number that is not exact.
    pub inexact: u64,
    /// Values that rows of feeds had before their last ones, and that were left out.
    pub history: u64,
}

impl Coverage {
    /// Counts one figure that was asked for.
    pub fn count(&mut self, recorded: &Recorded) {
        self.figures += 1;
        let Some(count) = &recorded.figure.count else { return };
        match recorded.figure.as_of.stated().map(|day| day.precision()) {
            None => self.undated += 1,
            Some(Precision::Day) => {}
            Some(_) => self.partly_dated += 1,
        }
        self.inexact += u64::from(count.kind() != Kind::Exact);
    }
}
