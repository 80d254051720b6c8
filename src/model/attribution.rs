//! Who answers for a number, and through whom it reached the page.

use super::name::Name;

/// Who makes the count and answers for it, who spoke, who passed it on, and how it was counted.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Attribution {
    /// Who answers for the count, as printed; `None` for the publisher's own voice (unattributed).
    pub authority: Option<Name>,
    /// The person or office that spoke for the authority.
    pub speaker: Option<String>,
    /// The hops between authority and publisher, in order: `SANA > Reuters`. Any number of relays is one piece of
    /// evidence.
    pub via: Option<Name>,
    /// How it was counted: body_count, register, survey ... Not part of the series.
    pub method: Option<String>,
}

/// The document the figure was read in.
///
/// Identity: publisher and url; without a url, publisher and title. (The design lets the url alone decide; then a row
/// that names another publisher for a known url would be printed under the first one's name.)
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Source {
    /// The organisation that issued it.
    pub publisher: Name,
    /// Its title; empty when not given.
    pub title: String,
    /// Its address; empty when not given.
    pub url: String,
    /// Where a copy is kept.
    pub archive_url: Option<String>,
    /// Its language, as a BCP 47 tag.
    pub language: Option<String>,
}

impl Source {
    /// The text that, with the publisher, tells one source from another.
    pub fn identity(&self) -> &str {
        if self.url.is_empty() { &self.title } else { &self.url }
    }
}
