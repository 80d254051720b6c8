//! Links between pages: as a server answers them, or from file to file of a folder.

use std::num::NonZeroU32;

use super::{Address, FIRST, Face, PageClocks, PageId};

/// How links are written.
#[derive(Clone, Copy)]
pub enum Addressing<'a> {
    /// To be answered by a server: whole paths.
    Served,
    /// From one file of a folder to others.
    Folder {
        /// What the folder holds.
        shelves: &'a dyn Shelves,
        /// The file in which the link stands.
        from: &'a FolderFile,
    },
}

/// What a folder of pages holds, and where.
pub trait Shelves {
    /// Whether a page is in the folder, in this form.
    fn holds(&self, page: &PageId, face: Face) -> bool;

    /// The clocks of all its pages.
    fn clocks(&self) -> PageClocks;

    /// The number of the event that a series is of.
    fn event_of_series(&self, series: i64) -> Option<i64>;

    /// The series in whose pages a figure stands, and in which part.
    fn series_of_figure(&self, figure: i64) -> Option<(i64, NonZeroU32)>;
}

/// The file in which a folder says what it is.
pub const ABOUT: &str = "about.html";

/// A place in a folder of pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FolderFile {
    /// The file, from the folder on: `event-3/series-12.html`.
    pub path: String,
    /// The place in it: `f12`.
    pub anchor: Option<String>,
}

impl Addressing<'_> {
    /// Where a link to an address leads; `None` where no page is.
    pub fn href(&self, to: &Address) -> Option<String> {
        match self {
            Addressing::Served => Some(to.path()),
            Addressing::Folder { shelves, from } => {
                Some(relative(&from.path, &Addressing::file(*shelves, to)?))
            }
        }
    }

    /// Where the style sheet is.
    pub fn style_sheet(&self) -> String {
        match self {
            Addressing::Served => "/style.css".to_owned(),
            Addressing::Folder { from, .. } => {
                relative(&from.path, &FolderFile { path: "style.css".to_owned(), anchor: None })
            }
        }
    }

    /// Where a folder says what it is.
    pub fn about(&self) -> Option<String> {
        match self {
            Addressing::Served => None,
            Addressing::Folder { from, .. } => {
                Some(relative(&from.path, &FolderFile { path: ABOUT.to_owned(), anchor: None }))
            }
        }
    }

    /// The clocks of a page at these: those of a folder are the same on all its pages.
    pub fn clocks(&self, own: PageClocks) -> PageClocks {
        match self {
            Addressing::Served => own,
            Addressing::Folder { shelves, .. } => shelves.clocks(),
        }
    }

    /// Whether forms are answered.
    pub fn answers_forms(&self) -> bool {
        matches!(self, Addressing::Served)
    }

    /// The file of an address in a folder; `None` where the folder has none: pages at other clocks, searches.
    pub fn file(shelves: &dyn Shelves, address: &Address) -> Option<FolderFile> {
        if !address.clocks.are_now() || !shelves.holds(&address.page, address.face) {
            return None;
        }
        let of_series = |series: i64, name: &str| {
            Some(format!("event-{}/{name}-{series}", shelves.event_of_series(series)?))
        };
        let (stem, anchor) = match &address.page {
            PageId::Search(_) | PageId::Check => return None,
            PageId::Front => ("index".to_owned(), None),
            PageId::Names(list) => (list.word().to_owned(), None),
            PageId::Event(id) => (format!("event-{id}/index"), None),
            PageId::EventPlace(event, place) => (format!("event-{event}/place-{place}"), None),
            PageId::Place(id) => (format!("place-{id}"), None),
            PageId::Group(id) => (format!("group-{id}"), None),
            PageId::Authority(id) => (format!("authority-{id}"), None),
            PageId::Publisher(id) => (format!("publisher-{id}"), None),
            PageId::Source(id) => (format!("source-{id}"), None),
            PageId::Entry(id) => (format!("entry-{id}"), None),
            PageId::Series(id) => (of_series(*id, "series")?, None),
            PageId::Timeline(id) => (of_series(*id, "timeline")?, None),
            PageId::Figures(id) => (of_series(*id, "figures")?, None),
            PageId::Figure(id) => {
                let (series, number) = shelves.series_of_figure(*id)?;
                let stem = format!("{}{}", of_series(series, "series")?, part(number));
                (stem, Some(format!("f{id}")))
            }
            PageId::Log => ("log".to_owned(), None),
            PageId::Findings => ("findings".to_owned(), None),
            PageId::Differ => ("differ".to_owned(), None),
            PageId::Verify => ("verify".to_owned(), None),
        };
        let (part, ending) = match address.face {
            Face::Html => (part(address.number), ".html"),
            face => (String::new(), face.ending()), // whole
        };
        Some(FolderFile { path: format!("{stem}{part}{ending}"), anchor })
    }
}

/// What tells a later part of a page from the first.
fn part(number: NonZeroU32) -> String {
    if number == FIRST { String::new() } else { format!("-{number}") }
}

/// The way from one file to a place in another.
fn relative(from: &str, to: &FolderFile) -> String {
    let folder = |path: &str| path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let own = folder(from);
    let path = match to.path.strip_prefix(&own) {
        Some(rest) => rest.to_owned(),
        None => format!("{}{}", "../".repeat(own.matches('/').count()), to.path),
    };
    let anchor = to.anchor.as_ref().map(|anchor| format!("#{anchor}")).unwrap_or_default();
    format!("{path}{anchor}")
}
