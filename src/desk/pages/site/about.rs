//! The page on which a folder says what it is.

use super::SiteFolder;
use super::gathered::SiteContents;
use super::writing::SiteWriter;
use crate::desk::error::Error;
use crate::export::audience::WORDS;
use crate::phrase::number::{counted, signed};
use crate::phrase::when::minutes;
use crate::report::address::folder::ABOUT;
use crate::report::address::{Address, PageId};
use crate::report::method_note::scope::NoteScope;
use crate::report::pages::PageContent;
use crate::report::pages::about::AboutPage;
use crate::report::pages::parts::PageParts;
use crate::store;

/// Writes it.
///
/// # Errors
/// A disk that is full, or what the store says.
pub fn write(
    site: &SiteFolder<'_>,
    writer: &mut SiteWriter<'_>,
    gathered: &SiteContents,
) -> Result<(), Error> {
    let mut about = AboutPage::default();
    let criteria = &site.options.criteria;
    let scope = NoteScope { question: &criteria.question, filter: &criteria.filter, entry: criteria.entry };
    let holds = format!(
        "These pages hold {} in {} series. Every number is as a source printed it: tollbook counts nothing itself.",
        counted(signed(gathered.figures), "figure"),
        gathered.series.len(),
    );
    let chosen = scope.chosen();
    let chosen = (!chosen.is_empty())
        .then(|| format!("They are of the series with a figure of which this holds: {}.", chosen.join("; ")));
    about.say("What is here", [holds].into_iter().chain(chosen));
    about.say("Days and clocks", scope.clocks());
    for (heading, said) in site.options.terms.said() {
        about.say(heading, [said]);
    }
    about.say("What is left out", [left_out(site)]);
    about.say("Version", [version(site)?]);
    let page = writer.page(Address::of(PageId::Front), PageParts::WHOLE, PageContent::About(about));
    writer.write_as(&page, ABOUT)
}

fn left_out(site: &SiteFolder<'_>) -> String {
    let names: Vec<&str> = site.options.without.iter().map(|field| field.name()).collect();
    let without = match names.as_slice() {
        [] => String::new(),
        names => format!(" Left out besides: {}.", names.join(", ")),
    };
    let always = match site.options.audience.is_public() {
        true => format!(
            "These pages are for everybody: without the notes of the desk, without who recorded a figure and from which file, \
             and without speakers that are no office. Texts as printed are cut at {WORDS} words."
        ),
        false => "These pages are for the desk itself, and hold its notes.".to_owned(),
    };
    format!("{always}{without}")
}

/// By which program, and from which state of the ledger.
fn version(site: &SiteFolder<'_>) -> Result<String, Error> {
    let program = concat!("tollbook ", env!("CARGO_PKG_VERSION"));
    let newest = store::entries::one(site.view, site.view.visibility().number())?;
    let state = newest.map(|entry| {
        format!(
            " It holds what was recorded up to entry {}, at {} UTC.",
            entry.id,
            minutes(&entry.recorded_at.iso())
        )
    });
    Ok(format!("Made by {program}.{}", state.unwrap_or_default()))
}
