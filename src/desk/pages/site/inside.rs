//! What a folder for the desk itself holds besides: the log, and what a person should look at.

use std::num::NonZeroU32;

use super::writing::SiteWriter;
use super::{ROWS, SiteFolder};
use crate::desk::audit::{AuditOptions, AuditPart, FeedExtent, Settlement, audit_in};
use crate::desk::entries;
use crate::desk::error::Error;
use crate::desk::pages::{log, worked};
use crate::report::address::{Address, FIRST, PageId};
use crate::report::entry::EntryReport;
use crate::report::pages::PageContent;
use crate::report::pages::desk::{FindingsPage, Held};
use crate::report::pages::parts::PageParts;
use crate::report::tally::FindingTally;
use crate::store::{self, Result as StoreResult};

/// How many findings are kept, the worst first.
const KEPT: usize = 1000;

/// What the front page says of it.
pub struct Inside {
    /// The newest entries; for the public none.
    pub log: Vec<EntryReport>,
    /// How many findings there are.
    pub findings: Held<FindingTally>,
}

/// Writes it, where the folder is for the desk.
///
/// # Errors
/// A disk that is full, or what the store says.
pub fn write(site: &SiteFolder<'_>, writer: &mut SiteWriter<'_>) -> Result<Inside, Error> {
    if site.options.audience.is_public() {
        return Ok(Inside { log: Vec::new(), findings: Held::LeftOut });
    }
    log(site, writer)?;
    let newest = store::entries::newest(site.view, Some(worked::ENTRIES))?;
    let log = newest.iter().map(|entry| entries::report(site.view, entry)).collect::<StoreResult<_>>()?;
    Ok(Inside { log, findings: findings(site, writer)? })
}

fn log(site: &SiteFolder<'_>, writer: &mut SiteWriter<'_>) -> Result<(), Error> {
    let mut number = Some(FIRST);
    while let Some(at) = number {
        let address = Address::of(PageId::Log).part(at);
        let (parts, content) = log::page(&site.asking(&address))?;
        number = parts.next();
        writer.write(&writer.page(address, parts, content))?;
    }
    Ok(())
}

fn findings(site: &SiteFolder<'_>, writer: &mut SiteWriter<'_>) -> Result<Held<FindingTally>, Error> {
    let options = AuditOptions {
        criteria: site.options.criteria.clone(),
        settlement: Settlement::Open,
        feeds: FeedExtent::Now,
        limit: Some(KEPT),
    };
    let mut worst = Vec::new();
    let audited = audit_in(site.view, &options, &mut |part: AuditPart<'_>| {
        worst.extend(part.finding().cloned());
        Ok(())
    })?;
    let entry = site.view.visibility().number().0;
    let held = Held::For { entry, found: audited.findings.all(), is_whole: true };
    let all = worst.len().div_ceil(ROWS);
    let chunks = if worst.is_empty() { vec![&worst[..]] } else { worst.chunks(ROWS).collect() };
    for (number, chunk) in (1..).map_while(NonZeroU32::new).zip(chunks) {
        let address = Address::of(PageId::Findings).part(number);
        let content = PageContent::Findings(FindingsPage { findings: chunk.to_vec(), held });
        writer.write(&writer.page(address, PageParts::of_parts(number, all), content))?;
    }
    Ok(Held::For { entry, found: audited.findings, is_whole: true })
}
