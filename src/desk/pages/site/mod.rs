//! Pages as files of a folder that works from the disk: `export --site`. All of one view of the store; one series is in memory
//! at a time, or one event.

mod about;
mod figures;
mod front;
mod gathered;
mod in_parts;
mod inside;
mod named;
mod places;
mod series;
mod shelves;
mod writing;

use std::path::Path;

use super::asking::Asking;
use crate::desk::criteria::Criteria;
use crate::desk::error::Error;
use crate::desk::folder::PendingFolder;
use crate::disk::sharing::Sharing;
use crate::export::audience::{Audience, Terms};
use crate::model::column::Field;
use crate::model::question::Question;
use crate::render::html;
use crate::report::address::Address;
use crate::store::{Store, View};
use front::Noted;
use gathered::SiteContents;
use shelves::SiteShelves;
use writing::SiteWriter;

/// How many figures, or rows, stand on one page of a folder.
pub const ROWS: usize = 500;
/// How many figures a folder holds where no filter chose them.
pub const MOST: u64 = 100_000;

/// What is asked.
#[derive(Clone, Debug)]
pub struct SiteOptions {
    /// Which series, by a figure of theirs, and by which clocks.
    pub criteria: Criteria,
    /// For whom.
    pub audience: Audience,
    /// What is left out, of what pages can be without.
    pub without: Vec<Field>,
    /// Under which terms the figures are published.
    pub terms: Terms,
}

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SiteWritten {
    /// How many figures.
    pub figures: u64,
    /// In how many series.
    pub series: usize,
    /// In how many files.
    pub files: usize,
}

/// What a folder of pages is made of.
struct SiteFolder<'a> {
    view: &'a View<'a>,
    options: &'a SiteOptions,
    question: Question,
}

impl<'a> SiteFolder<'a> {
    /// What the page of an address is made of.
    fn asking<'b>(&'b self, address: &'b Address) -> Asking<'b, 'a> {
        let (view, question, audience) = (self.view, self.question, self.options.audience);
        Asking {
            view,
            question,
            address,
            audience,
            without: &self.options.without,
            digest: None,
            series: None,
        }
    }
}

/// Writes a folder of pages, whole or not at all.
///
/// # Errors
/// Nothing that matches, too many figures for a folder without a filter, a folder that may not make room, a disk that is full,
/// or what the store says.
pub fn write_site(
    store: &Store,
    options: &SiteOptions,
    to: &Path,
    sharing: Sharing,
) -> Result<SiteWritten, Error> {
    let folder = PendingFolder::create(to, sharing)?;
    let question = options.criteria.cut().question;
    let view = &View::of(store, question.recorded_by)?;
    let site = &SiteFolder { view, options, question };
    let gathered = SiteContents::of(site, to)?;
    let shelves = SiteShelves::of(site, &gathered);
    let mut writer = SiteWriter::new(folder, &shelves, view.visibility().number().0);
    let mut noted = Noted::default();
    for event in gathered.series.chunk_by(|one, other| one.event == other.event) {
        for one in event {
            series::write(site, &shelves, &mut writer, (one, &mut noted))?;
        }
        places::event(site, &mut writer, event)?;
    }
    places::others(site, &mut writer, &gathered)?;
    named::write(site, &mut writer, &gathered)?;
    let inside = inside::write(site, &mut writer)?;
    front::write(site, &mut writer, (&gathered, &noted, inside))?;
    about::write(site, &mut writer, &gathered)?;
    writer.text("style.css", html::STYLE)?;
    let files = writer.commit()?;
    Ok(SiteWritten { figures: gathered.figures, series: gathered.series.len(), files })
}
