//! The pages of who answers for figures and of who printed them, and the lists of names.

use super::SiteFolder;
use super::gathered::{KINDS, SiteContents, SiteName};
use super::in_parts::in_parts;
use super::writing::SiteWriter;
use crate::desk::error::Error;
use crate::desk::names::facts_for;
use crate::desk::pages::{cards, links, tolls, voices};
use crate::model::name::Name;
use crate::model::names::{NameField, NameKind};
use crate::report::address::{Address, NameList, PageId};
use crate::report::pages::PageContent;
use crate::report::pages::linked::Linked;
use crate::report::pages::named::{NamesPage, VoicePage};

/// Writes them.
///
/// # Errors
/// A disk that is full, or what the store says.
pub fn write(
    site: &SiteFolder<'_>,
    writer: &mut SiteWriter<'_>,
    gathered: &SiteContents,
) -> Result<(), Error> {
    for (list, kind) in NameList::ALL.iter().zip(0..KINDS.len()) {
        let of_kind = gathered.names.iter().filter(|((own, _), _)| *own == kind);
        let names: Vec<(&Name, &SiteName)> = of_kind.map(|((_, name), known)| (name, known)).collect();
        self::list(site, writer, (*list, KINDS[kind]), &names)?;
        if matches!(KINDS[kind], NameKind::Authority | NameKind::Publisher) {
            for (name, known) in names {
                voice(site, writer, (KINDS[kind], name), (known, gathered))?;
            }
        }
    }
    Ok(())
}

/// The names of one kind.
fn list(
    site: &SiteFolder<'_>,
    writer: &mut SiteWriter<'_>,
    (list, kind): (NameList, NameKind),
    names: &[(&Name, &SiteName)],
) -> Result<(), Error> {
    for (parts, names) in in_parts(names) {
        let mut page = NamesPage { list: list.word(), names: Vec::new() };
        for (name, known) in names {
            let to = Linked { text: name.to_string(), to: links::of_name(kind, known.id) };
            page.names.push((to, facts_for(site.options.audience, site.view, kind, name)?));
        }
        let address = Address::of(PageId::Names(list)).part(parts.number);
        let content = PageContent::Names(page);
        writer.write(&writer.page(address, parts, content))?;
    }
    Ok(())
}

/// An authority or a publisher: its newest figure in each series.
fn voice(
    site: &SiteFolder<'_>,
    writer: &mut SiteWriter<'_>,
    (kind, name): (NameKind, &Name),
    (known, gathered): (&SiteName, &SiteContents),
) -> Result<(), Error> {
    let Some(page) = links::of_name(kind, known.id) else { return Ok(()) };
    for (parts, series) in in_parts(&known.series) {
        let address = Address::of(page.clone()).part(parts.number);
        let asked = site.asking(&address);
        let criteria = tolls::of_clocks(&asked);
        let mut newest = Vec::new();
        for at in series {
            newest.extend(voices::newest_of(&asked, &criteria, (kind, name), &gathered.series[*at].key)?);
        }
        let under = site.view.names().get(kind, name, NameField::Under).and_then(Name::read);
        let under = under.map(|under| links::name(site.view, NameKind::Authority, &under)).transpose()?;
        let card = cards::card(&asked, kind, name)?;
        let content = PageContent::Voice(VoicePage { card, under, newest, is_pending: false });
        writer.write(&writer.page(address, parts, content))?;
    }
    Ok(())
}
