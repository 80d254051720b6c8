//! What a page is made of: a view, the question of its clocks, its address.

use crate::model::question::Question;
use crate::report::address::Address;
use crate::report::pages::PageContent;
use crate::report::pages::parts::PageParts;
use crate::report::pages::trouble::Trouble;
use crate::store::View;

/// What a page is made of.
pub struct Asking<'a, 's> {
    /// What is visible.
    pub view: &'a View<'s>,
    /// What the clocks ask.
    pub question: Question,
    /// The address.
    pub address: &'a Address,
}

/// What the pages of one kind give.
pub type Made = (PageParts, PageContent);

/// A page that is not there.
pub fn missing(error: impl Into<String>, hint: impl Into<String>) -> Made {
    (PageParts::WHOLE, PageContent::Trouble(Trouble::missing(error, hint)))
}
