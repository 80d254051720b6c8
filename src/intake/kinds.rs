//! Which fields hold what can be written in two ways.

use crate::model::draft::Field;

/// Fields that hold counts.
pub const COUNTS: [Field; 3] = [Field::Figure, Field::Low, Field::High];
/// Fields that hold dates.
pub const DATES: [Field; 5] =
    [Field::PeriodStart, Field::AsOf, Field::StatedOn, Field::PublishedOn, Field::RetrievedAt];

/// What a column holds that can be written in two ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Counts.
    Counts,
    /// Dates.
    Dates,
}
