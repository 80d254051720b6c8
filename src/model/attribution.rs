//! Who answers for a number, and through whom it reached the page.

use super::column::Field;
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

impl Attribution {
    /// The texts that may have to be erased.
    pub fn erasable_mut(&mut self) -> impl Iterator<Item = (Field, &mut String)> {
        self.speaker.iter_mut().map(|speaker| (Field::Speaker, speaker))
    }

    /// A cell; empty where the attribution does not say, and for fields of other parts.
    pub fn cell(&self, field: Field) -> &str {
        match field {
            Field::Method => self.method.as_deref().unwrap_or_default(),
            Field::Authority => self.authority.as_ref().map_or("", Name::as_str),
            Field::Speaker => self.speaker.as_deref().unwrap_or_default(),
            Field::Via => self.via.as_ref().map_or("", Name::as_str),
            _ => "",
        }
    }
}

/// The document the figure was read in.
///
/// Identity: publisher and url; without a url, publisher and title. See `docs/decisions/counting.md`, "A source is a
/// publisher and an address".
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
    /// The texts that may have to be erased.
    pub fn erasable_mut(&mut self) -> impl Iterator<Item = (Field, &mut String)> {
        let always = [(Field::Url, &mut self.url), (Field::Title, &mut self.title)];
        always.into_iter().chain(self.archive_url.iter_mut().map(|url| (Field::ArchiveUrl, url)))
    }

    /// The same source with what another report of it says more fully: of two texts the longer one holds, of equally long
    /// ones the later in the alphabet, so that it does not matter which report came first.
    pub fn filled_by(self, other: &Source) -> Source {
        let texts = |own: Option<String>, other: &Option<String>| match (own, other) {
            (Some(own), Some(other)) => Some(fuller(own, other)),
            (own, other) => own.or_else(|| other.clone()),
        };
        Source {
            title: fuller(self.title, &other.title),
            archive_url: texts(self.archive_url, &other.archive_url),
            language: texts(self.language, &other.language),
            ..self
        }
    }

    /// The text that, with the publisher, tells one source from another.
    pub fn identity(&self) -> &str {
        if self.url.is_empty() { &self.title } else { &self.url }
    }

    /// A cell; empty where the source does not say, and for fields of other parts.
    pub fn cell(&self, field: Field) -> &str {
        match field {
            Field::Publisher => self.publisher.as_str(),
            Field::Title => &self.title,
            Field::Url => &self.url,
            Field::ArchiveUrl => self.archive_url.as_deref().unwrap_or_default(),
            Field::Language => self.language.as_deref().unwrap_or_default(),
            _ => "",
        }
    }
}

fn fuller(own: String, other: &str) -> String {
    let weight = |text: &str| text.chars().count();
    if (weight(other), other) > (weight(&own), own.as_str()) { other.to_owned() } else { own }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_source() -> impl Strategy<Value = Source> {
        let publisher = Name::read("Wire").expect("a name");
        ("[ab]{0,3}", prop::option::of("[ab]{1,2}"), prop::option::of("en|ar")).prop_map(
            move |(title, archive_url, language)| Source {
                publisher: publisher.clone(),
                title,
                url: "https://wire.example/1".into(),
                archive_url,
                language,
            },
        )
    }

    proptest! {
        #[test]
        fn it_does_not_matter_which_report_of_a_source_came_first(
            a in any_source(), b in any_source(), c in any_source(),
        ) {
            let ab = a.clone().filled_by(&b);
            prop_assert_eq!(&ab, &b.clone().filled_by(&a));
            prop_assert_eq!(&ab, &ab.clone().filled_by(&b));
            prop_assert_eq!(ab.filled_by(&c), a.filled_by(&b.filled_by(&c)));
        }
    }
}
