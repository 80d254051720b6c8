//! How a column writes its numbers, as far as its cells showed it.

use super::Thousands;

/// How a column writes its numbers: decided once for a column, never for a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberStyle {
    /// What parts the thousands; `None` where that is not known.
    pub thousands: Option<Thousands>,
    /// What becomes of what may be a footnote mark.
    pub marks: DoubtfulMarks,
    /// What eight digits are that may be a day.
    pub eight_digits: EightDigits,
}

/// What becomes of what may be a footnote mark or something else: `10²`, `704 [1]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DoubtfulMarks {
    /// The cell is refused.
    Refused,
    /// It is taken off: the column holds marks that can be nothing else.
    TakenOff,
}

/// What eight digits are that may be a day: `20231025`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EightDigits {
    /// The cell is refused.
    Refused,
    /// A number: the column is one of numbers.
    Number,
}

impl NumberStyle {
    /// Nothing is known of the column.
    pub const UNDECIDED: NumberStyle =
        NumberStyle { thousands: None, marks: DoubtfulMarks::Refused, eight_digits: EightDigits::Refused };
}

impl Default for NumberStyle {
    fn default() -> NumberStyle {
        NumberStyle::UNDECIDED
    }
}

impl From<Option<Thousands>> for NumberStyle {
    fn from(thousands: Option<Thousands>) -> NumberStyle {
        NumberStyle { thousands, ..NumberStyle::UNDECIDED }
    }
}
