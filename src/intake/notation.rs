//! How a column writes what can be written in two ways.

use crate::model::column::Field;
use crate::model::date::DateStyle;
use crate::model::draft::Conventions;
use crate::model::wording::NumberStyle;

/// How a column writes what can be written in two ways.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Notation {
    /// How it writes its numbers.
    pub numbers: NumberStyle,
    /// How it writes its days.
    pub dates: DateStyle,
}

impl Notation {
    /// The same for every field.
    pub fn of_all_columns(self) -> Conventions {
        let mut conventions = Conventions::UNDECIDED;
        Field::COUNTS.iter().for_each(|field| conventions.write_numbers(*field, self.numbers));
        Field::DATES.iter().for_each(|field| conventions.write_dates(*field, self.dates));
        conventions
    }
}
