//! The pages of who answers for figures and of who printed them, and the lists of names.

use std::num::NonZeroU32;

use super::gathered::{KINDS, SiteContents, SiteName};
use super::writing::SiteWriter;
use super::{ROWS, SiteFolder};
use crate::desk::error::Error;
use crate::desk::names::facts_for;
use crate::desk::pages::{cards, links, tolls, voices};
use crate::model::name::Name;
use crate::model::names::{NameField, NameKind};
use crate::report::address::{Address, NameList, PageId};
use crate::report::pages::PageContent;
use crate::report::pages::linked::Linked;
use crate::report::pages::named::{NamesPage, VoicePage};
use crate::report::pages::parts::PageParts;

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
    let all = names.len().div_ceil(ROWS);
    let chunks: Vec<&[(&Name, &SiteName)]> =
        if names.is_empty() { vec![&[]] } else { names.chunks(ROWS).collect() };
    for (number, chunk) in (1..).map_while(NonZeroU32::new).zip(chunks) {
        let mut page = NamesPage { list: list.word(), names: Vec::new() };
        for (name, known) in chunk {
            let to = Linked { text: name.to_string(), to: links::of_name(kind, known.id) };
            page.names.push((to, facts_for(site.options.audience, site.view, kind, name)?));
        }
        let address = Address::of(PageId::Names(list)).part(number);
        let content = PageContent::Names(page);
        writer.write(&writer.page(address, PageParts::of_parts(number, all), content))?;
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
    let all = known.series.len().div_ceil(ROWS);
    for (number, chunk) in (1..).map_while(NonZeroU32::new).zip(known.series.chunks(ROWS)) {
        let address = Address::of(page.clone()).part(number);
        let asked = site.asking(&address);
        let criteria = tolls::of_clocks(&asked);
        let mut newest = Vec::new();
        for at in chunk {
            newest.extend(voices::newest_of(&asked, &criteria, (kind, name), &gathered.series[*at].key)?);
        }
        let under = site.view.names().get(kind, name, NameField::Under).and_then(Name::read);
        let under = under.map(|under| links::name(site.view, NameKind::Authority, &under)).transpose()?;
        let card = cards::card(&asked, kind, name)?;
        let content = PageContent::Voice(VoicePage { card, under, newest, is_pending: false });
        writer.write(&writer.page(address, PageParts::of_parts(number, all), content))?;
    }
    Ok(())
}
