//! The pages of events and their places, of places and of groups.

use std::num::NonZeroU32;

use super::gathered::{KINDS, SiteContents, SiteName, SiteSeries};
use super::in_parts::in_parts;
use super::writing::SiteWriter;
use super::{ROWS, SiteFolder};
use crate::desk::error::Error;
use crate::desk::pages::tolls::PlaceExtent;
use crate::desk::pages::{cards, places, tolls};
use crate::model::name::Name;
use crate::model::names::NameKind;
use crate::report::address::{Address, FIRST, Face, PageId};
use crate::report::pages::PageContent;
use crate::report::pages::linked::Linked;
use crate::report::pages::named::{GroupPage, NameCard, PlacesPage};
use crate::report::pages::parts::{self, PageParts};
use crate::report::pages::tolls::PlaceTolls;
use crate::store::series::SeriesKey;

/// Writes an event, and each of its places.
///
/// # Errors
/// A disk that is full, or what the store says.
pub fn event(site: &SiteFolder<'_>, writer: &mut SiteWriter<'_>, series: &[SiteSeries]) -> Result<(), Error> {
    let Some(first) = series.first() else { return Ok(()) };
    let address = Address::of(PageId::Event(first.event));
    let asked = site.asking(&address);
    let keys: Vec<SeriesKey> = series.iter().map(|one| one.key.clone()).collect();
    let mut places = tolls::places(&asked, &keys, PlaceExtent::Whole)?;
    let card = cards::card(&asked, NameKind::Event, &first.key.scope.event)?;
    let page =
        |places| PlacesPage { card: card.clone(), within: None, places, contents: Vec::new(), is_cut: false };
    let whole = PageContent::Places(Box::new(page(std::mem::take(&mut places))));
    let mut web = writer.page(address.clone(), PageParts::WHOLE, whole);
    writer.write_in(&mut web, Face::Json)?;
    writer.write_in(&mut web, Face::Csv)?;
    if let PageContent::Places(whole) = web.content {
        places = whole.places;
    }
    let packed = packed(places.iter().flat_map(pieces).collect());
    for place in &places {
        of_place(writer, &card, place)?;
    }
    let contents = if packed.len() > 1 { contents(&packed) } else { Vec::new() };
    let all = packed.len();
    for (number, places) in numbered(packed) {
        let page = PlacesPage { contents: contents.clone(), ..page(places) };
        let content = PageContent::Places(Box::new(page));
        writer.write(&writer.page(address.part(number), PageParts::of_parts(number, all), content))?;
    }
    Ok(())
}

/// One place of an event.
fn of_place(writer: &mut SiteWriter<'_>, card: &NameCard, place: &PlaceTolls) -> Result<(), Error> {
    let Some(id) = &place.page else { return Ok(()) };
    let within = place.place.clone().unwrap_or_else(|| Linked::text("place not stated"));
    let packed = packed(pieces(place));
    let (address, all) = (Address::of(id.clone()), packed.len());
    for (number, places) in numbered(packed) {
        let within = Some(within.clone());
        let page = PlacesPage { card: card.clone(), within, places, contents: Vec::new(), is_cut: false };
        let content = PageContent::Places(Box::new(page));
        writer.write(&writer.page(address.part(number), PageParts::of_parts(number, all), content))?;
    }
    Ok(())
}

fn numbered<T>(parts: Vec<T>) -> impl Iterator<Item = (NonZeroU32, T)> {
    (1..).map_while(NonZeroU32::new).zip(parts)
}

/// A place in pieces that fit on a page; the paragraph stands on the first, if it tells few enough answers to be one.
fn pieces(place: &PlaceTolls) -> Vec<PlaceTolls> {
    let rows = place.brief.series.len();
    let cut = |at: usize| {
        let to = (at + ROWS).min(rows);
        let mut piece = PlaceTolls {
            event: place.event.clone(),
            place: place.place.clone(),
            page: place.page.clone(),
            brief: place.brief.clone(),
            series: place.series[at..to].to_vec(),
        };
        piece.brief.series = place.brief.series[at..to].to_vec();
        if at > 0 || rows > parts::ROWS {
            piece.brief.paragraph.clear();
        }
        piece
    };
    (0..rows.max(1)).step_by(ROWS).map(cut).collect()
}

/// Pieces, as many on a page as have room.
fn packed(pieces: Vec<PlaceTolls>) -> Vec<Vec<PlaceTolls>> {
    let (mut packed, mut rows): (Vec<Vec<PlaceTolls>>, usize) = (Vec::new(), 0);
    for piece in pieces {
        rows += piece.brief.series.len();
        match packed.last_mut() {
            Some(last) if rows <= ROWS => last.push(piece),
            _ => {
                rows = piece.brief.series.len();
                packed.push(vec![piece]);
            }
        }
    }
    packed
}

/// Where each part begins.
fn contents(packed: &[Vec<PlaceTolls>]) -> Vec<(NonZeroU32, String)> {
    let begins = |part: &Vec<PlaceTolls>| {
        let place = part.first()?.place.as_ref();
        Some(place.map_or("place not stated", |place| &place.text).to_owned())
    };
    let numbers = (1..).map_while(NonZeroU32::new);
    numbers.zip(packed).filter_map(|(number, part)| Some((number, begins(part)?))).collect()
}

/// Writes places, in all events, and groups.
///
/// # Errors
/// A disk that is full, or what the store says.
pub fn others(
    site: &SiteFolder<'_>,
    writer: &mut SiteWriter<'_>,
    gathered: &SiteContents,
) -> Result<(), Error> {
    for ((kind, name), known) in &gathered.names {
        let keys = || known.series.iter().map(|at| gathered.series[*at].key.clone()).collect::<Vec<_>>();
        match KINDS[*kind] {
            NameKind::Place => place(site, writer, (name, known), &keys())?,
            NameKind::Group => group(site, writer, (name, known), &keys())?,
            _ => {}
        }
    }
    Ok(())
}

fn place(
    site: &SiteFolder<'_>,
    writer: &mut SiteWriter<'_>,
    (name, known): (&Name, &SiteName),
    keys: &[SeriesKey],
) -> Result<(), Error> {
    let mut number = Some(FIRST);
    while let Some(at) = number {
        let address = Address::of(PageId::Place(known.id)).part(at);
        let named = (NameKind::Place, name.clone());
        let (parts, mut content) = places::page(&site.asking(&address), named, None, keys)?;
        if let PageContent::Places(page) = &mut content {
            page.is_cut = false;
        }
        number = parts.next();
        writer.write(&writer.page(address, parts, content))?;
    }
    Ok(())
}

fn group(
    site: &SiteFolder<'_>,
    writer: &mut SiteWriter<'_>,
    (name, known): (&Name, &SiteName),
    keys: &[SeriesKey],
) -> Result<(), Error> {
    for (parts, keys) in in_parts(keys) {
        let address = Address::of(PageId::Group(known.id)).part(parts.number);
        let asked = site.asking(&address);
        let tolls = tolls::answers(&asked, &tolls::of_clocks(&asked), keys)?;
        let card = cards::card(&asked, NameKind::Group, name)?;
        let content = PageContent::Group(GroupPage { card, tolls });
        writer.write(&writer.page(address, parts, content))?;
    }
    Ok(())
}
