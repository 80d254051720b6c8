//! What a page shows, as plain values: the reports of the commands, and where their names and figures lead.

pub mod about;
pub mod check;
pub mod desk;
pub mod figure;
pub mod front;
pub mod linked;
pub mod named;
pub mod outcome;
pub mod parts;
pub mod search;
pub mod series;
pub mod source;
pub mod tolls;
pub mod trouble;

use super::address::Address;
use super::listed::ListedFigure;
use super::timeline::TimelineReport;

use about::AboutPage;
use check::CheckPage;
use desk::{DifferPage, EntryPage, FindingsPage, HeadPage, LogPage};
use figure::FigurePage;
use front::FrontPage;
use linked::LinkedScope;
use named::{GroupPage, NamesPage, PlacesPage, VoicePage};
use outcome::PageOutcome;
use parts::PageParts;
use search::SearchPage;
use series::SeriesPage;
use source::SourcePage;
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
    /// The names of one kind.
    Names(NamesPage),
    /// An event, a place, or a place of an event.
    Places(Box<PlacesPage>),
    /// A group.
    Group(GroupPage),
    /// An authority or a publisher.
    Voice(VoicePage),
    /// A document.
    Source(Box<SourcePage>),
    /// A series.
    Series(Box<SeriesPage>),
    /// A series over time.
    Timeline(Box<LinkedScope>, Box<TimelineReport>),
    /// The figures of a series.
    Figures(Box<LinkedScope>, Vec<ListedFigure>),
    /// A figure.
    Figure(Box<FigurePage>),
    /// The log.
    Log(LogPage),
    /// One act of the desk.
    Entry(Box<EntryPage>),
    /// What a search finds.
    Search(Box<SearchPage>),
    /// The claim box.
    Check(Box<CheckPage>),
    /// What a person should look at.
    Findings(FindingsPage),
    /// Where sources differ.
    Differ(DifferPage),
    /// The head of the chain.
    Head(HeadPage),
    /// What a folder of pages is.
    About(AboutPage),
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
