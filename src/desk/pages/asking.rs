//! What a page is made of: a view, the question of its clocks, its address, what was worked out beforehand.

use std::sync::Arc;

use super::digest::Digest;
use crate::export::audience::Audience;
use crate::model::column::Field;
use crate::model::date::Zone;
use crate::model::figure::Figure;
use crate::model::question::Question;
use crate::model::recorded::Recorded;
use crate::report::address::{Address, PageClocks};
use crate::report::pages::PageContent;
use crate::report::pages::parts::PageParts;
use crate::report::pages::trouble::Trouble;
use crate::store::View;
use crate::store::attributed::AttributedSeries;

/// What a page is made of.
pub struct Asking<'a, 's> {
    /// What is visible.
    pub view: &'a View<'s>,
    /// What the clocks ask.
    pub question: Question,
    /// The address.
    pub address: &'a Address,
    /// What was worked out beforehand, as far as it is there.
    pub digest: Option<&'a Digest>,
    /// For whom it is.
    pub audience: Audience,
    /// What it is told without: some of [`LEFT_OUT`].
    pub without: &'a [Field],
    /// Which series hold figures of whom, where that is known.
    pub series: Option<&'a AttributedSeries>,
}

impl Asking<'_, '_> {
    /// A figure as the audience may have it.
    pub fn shown(&self, recorded: &Recorded) -> Recorded {
        let mut figure = self.audience.figure(recorded.figure.clone());
        self.without.iter().for_each(|field| leave_out(&mut figure, *field));
        Recorded { figure, ..recorded.clone() }
    }
}

/// What pages can be without: nothing else on them rests on it.
pub const LEFT_OUT: &[Field] = &[
    Field::Quote,
    Field::Note,
    Field::Circumstances,
    Field::Superlative,
    Field::Speaker,
    Field::Title,
    Field::Url,
    Field::ArchiveUrl,
];

fn leave_out(figure: &mut Figure, field: Field) {
    match field {
        Field::Speaker if figure.attribution.speaker.is_none() => {}
        Field::Speaker => Arc::make_mut(&mut figure.attribution).speaker = None,
        Field::Title => Arc::make_mut(&mut figure.source).title.clear(),
        Field::Url => Arc::make_mut(&mut figure.source).url.clear(),
        Field::ArchiveUrl => Arc::make_mut(&mut figure.source).archive_url = None,
        detail => figure.details.set_text(detail, None),
    }
}

/// What the pages of one kind give.
pub type Made = (PageParts, PageContent);

/// A page that is not there.
pub fn missing(error: impl Into<String>, hint: impl Into<String>) -> Made {
    (PageParts::WHOLE, PageContent::Trouble(Trouble::missing(error, hint)))
}

/// The question that clocks ask.
pub fn question(clocks: PageClocks, zone: Zone) -> Question {
    Question {
        as_of: clocks.as_of,
        known_on: clocks.known_on,
        recorded_by: clocks.recorded_by.map(|time| zone.point(time)),
        ..Question::default()
    }
}
