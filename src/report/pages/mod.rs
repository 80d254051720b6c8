//! What a page shows, as plain values: the reports of the commands, and where their names and figures lead.

pub mod figure;
pub mod front;
pub mod linked;
pub mod outcome;
pub mod parts;
pub mod series;
pub mod trouble;

use super::address::Address;

use figure::FigurePage;
use front::FrontPage;
use outcome::PageOutcome;
use parts::PageParts;
use series::SeriesPage;
use trouble::Trouble;

/// A page.
#[derive(Clone, Debug)]
pub struct WebPage {
    /// Where it is.
    pub address: Address,
    /// The newest entry that it may know; 0 before the first.
    pub entry: i64,
    /// Which part of it this is.
    pub parts: PageParts,
    /// What it shows.
    pub content: PageContent,
}

/// What a page shows, by its kind.
#[derive(Clone, Debug)]
pub enum PageContent {
    /// The front page.
    Front(Box<FrontPage>),
    /// A series.
    Series(Box<SeriesPage>),
    /// A figure.
    Figure(Box<FigurePage>),
    /// Why there is no page, and where to go.
    Trouble(Trouble),
}

impl WebPage {
    /// A page that tells a trouble.
    pub fn of_trouble(address: Address, trouble: Trouble) -> WebPage {
        WebPage { address, entry: 0, parts: PageParts::WHOLE, content: PageContent::Trouble(trouble) }
    }

    /// How the request ended.
    pub fn outcome(&self) -> PageOutcome {
        match &self.content {
            PageContent::Trouble(trouble) => trouble.outcome,
            _ => PageOutcome::Found,
        }
    }
}
