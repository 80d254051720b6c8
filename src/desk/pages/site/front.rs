//! The front page, where sources differ, and the head of the chain.

use super::SiteFolder;
use super::gathered::SiteContents;
use super::in_parts::in_parts;
use super::inside::Inside;
use super::writing::SiteWriter;
use crate::desk::answers::Answered;
use crate::desk::error::Error;
use crate::desk::pages::digest::Digesting;
use crate::desk::pages::{links, log, worked};
use crate::model::names::NameKind;
use crate::reconcile::Verdict;
use crate::report::address::{Address, PageId};
use crate::report::pages::PageContent;
use crate::report::pages::desk::{DifferPage, Held};
use crate::report::pages::front::FrontPage;
use crate::report::pages::linked::Linked;
use crate::report::pages::parts::PageParts;
use crate::store;
use crate::store::series::SeriesKey;

/// What the front page says of series, noted while they pass.
#[derive(Default)]
pub struct Noted {
    differ: Vec<i64>,
    newest: Digesting,
}

impl Noted {
    /// Takes in the answer of a series.
    pub fn note(&mut self, key: &SeriesKey, answered: &Answered) {
        self.newest.note(key, answered);
        if answered.answer.verdict == Verdict::SourcesDiffer {
            self.differ.extend(key.ids.iter().min());
        }
    }
}

/// Writes them.
///
/// # Errors
/// A disk that is full, or what the store says.
pub fn write(
    site: &SiteFolder<'_>,
    writer: &mut SiteWriter<'_>,
    (gathered, noted, inside): (&SiteContents, &Noted, Inside),
) -> Result<(), Error> {
    front(site, writer, (gathered, noted, inside))?;
    differ(site, writer, noted)?;
    let address = Address::of(PageId::Verify);
    let (parts, content) = log::head(&site.asking(&address))?;
    writer.write(&writer.page(address, parts, content))
}

fn front(
    site: &SiteFolder<'_>,
    writer: &mut SiteWriter<'_>,
    (gathered, noted, inside): (&SiteContents, &Noted, Inside),
) -> Result<(), Error> {
    let address = Address::of(PageId::Front);
    let asked = site.asking(&address);
    let mut events: Vec<Linked> = Vec::new();
    for event in gathered.series.chunk_by(|one, other| one.event == other.event) {
        let to = links::of_name(NameKind::Event, event[0].event);
        events.push(Linked { text: event[0].key.scope.event.to_string(), to });
    }
    let has_more_events = events.len() > worked::EVENTS;
    events.truncate(worked::EVENTS);
    let newest = noted.newest.newest();
    let some = |ids: &[i64], most: usize| worked::tolls_of(&asked, &ids[..most.min(ids.len())]);
    let page = FrontPage {
        events,
        has_more_events,
        log: inside.log,
        entries: store::entries::count(site.view)?,
        newest: some(&newest, worked::NEWEST)?,
        differ: some(&noted.differ, worked::DIFFER)?,
        held: held(site, noted),
        findings: inside.findings,
        printed: None,
    };
    writer.write(&writer.page(address.clone(), PageParts::WHOLE, PageContent::Front(Box::new(page))))
}

fn held(site: &SiteFolder<'_>, noted: &Noted) -> Held<u64> {
    let entry = site.view.visibility().number().0;
    Held::For { entry, found: noted.differ.len() as u64, is_whole: true }
}

fn differ(site: &SiteFolder<'_>, writer: &mut SiteWriter<'_>, noted: &Noted) -> Result<(), Error> {
    for (parts, ids) in in_parts(&noted.differ) {
        let address = Address::of(PageId::Differ).part(parts.number);
        let tolls = worked::tolls_of(&site.asking(&address), ids)?;
        let content = PageContent::Differ(DifferPage { tolls, held: held(site, noted) });
        writer.write(&writer.page(address, parts, content))?;
    }
    Ok(())
}
