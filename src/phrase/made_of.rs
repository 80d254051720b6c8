//! CountsUsed that a publisher made its figure of, in words.

use rustc_hash::FxHashMap;

use crate::model::recorded::FigureId;

/// By derived figure, the counts of which it was made.
pub type MadeOf = FxHashMap<FigureId, CountsUsed>;

/// The counts of which a figure was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountsUsed {
    /// Whose they are: `AFAD and the Syrian Observatory for Human Rights`.
    pub whose: String,
    /// How many there are.
    pub many: usize,
    /// Whether the figure is their sum.
    pub making: Making,
}

/// What was done with counts to make another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Making {
    /// They were added up.
    Sum,
    /// Something that the numbers do not tell.
    Other,
}
