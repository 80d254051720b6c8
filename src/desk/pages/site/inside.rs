//! What a folder for the desk itself holds besides: the log, and what a person should look at.

use super::SiteFolder;
use super::in_parts::in_parts;
use super::writing::SiteWriter;
use crate::desk::audit::audit_in;
use crate::desk::error::Error;
use crate::desk::pages::digest::worst_of;
use crate::desk::pages::{log, worked};
use crate::report::address::{Address, FIRST, PageId};
use crate::report::entry::EntryReport;
use crate::report::pages::PageContent;
use crate::report::pages::desk::{FindingsPage, Held};
use crate::report::tally::FindingTally;

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
    Ok(Inside { log: worked::newest_entries(site.view)?, findings: findings(site, writer)? })
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
    let options = worst_of(site.options.criteria.clone());
    let mut worst = Vec::new();
    let audited = audit_in(site.view, &options, &mut |part| {
        worst.extend(part.finding().cloned());
        Ok(())
    })?;
    let entry = site.view.visibility().number().0;
    let held = Held::For { entry, found: audited.findings.all(), is_whole: true };
    for (parts, findings) in in_parts(&worst) {
        let address = Address::of(PageId::Findings).part(parts.number);
        let content = PageContent::Findings(FindingsPage { findings: findings.to_vec(), held });
        writer.write(&writer.page(address, parts, content))?;
    }
    Ok(Held::For { entry, found: audited.findings, is_whole: true })
}
