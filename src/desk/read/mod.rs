//! `read`: an article into drafts of figures; a person confirms them, and what is accepted goes in as one entry.

mod confirm;
mod drafts;
mod known_figures;
mod names;
mod proposal;
mod record;
mod remarks;
mod replies;
mod reply;
mod rows;

use super::article::Story;
use super::error::Error;
use crate::extract::{self, FoundFigures};
use crate::model::column::Field;
use crate::model::date::{Day, Moment, PartialDate, Precision};
use crate::report::read::ProposalReport;
use crate::report::read::places::CharacterPlaces;
use crate::store::{Store, View};

use names::KnownNames;
use replies::with_replies;
use rows::RowNames;

pub use confirm::{Accepted, MissingCell, ReadAsker, ReadReply, confirm};
pub use drafts::{draft, story};
pub use proposal::{InText, NameChoice, Proposal, ReadOptions, ReadPlan, RowsWanted};
pub use record::{RecordedStory, apply};
pub use remarks::{ReadRemark, remarks};
pub use reply::{Reply, ReplyTarget};
pub use rows::table;

/// Reads what stands in an article, and names it as the ledger does, where there is one.
///
/// # Errors
/// What the store says.
pub fn plan(story: Story, options: ReadOptions, store: Option<&Store>) -> Result<ReadPlan, Error> {
    let published = options.cells.get(&Field::PublishedOn).and_then(|text| Moment::read(text).ok());
    let found = extract::read(&story.text, published.and_then(|moment| day(moment.date)));
    proposed(story, options, found, store)
}

/// As [`plan`], of what was found by whomever.
///
/// # Errors
/// What the store says.
pub fn proposed(
    story: Story,
    options: ReadOptions,
    found: FoundFigures,
    store: Option<&Store>,
) -> Result<ReadPlan, Error> {
    let known = store.map(KnownNames::of).transpose()?.unwrap_or_default();
    let elsewhere = known.events_in(&story.text);
    let places = CharacterPlaces::of(&story.text);
    let mut proposals = Vec::with_capacity(found.figures.len());
    let names = RowNames { elsewhere: &elsewhere, options: &options, known: &known };
    for (at, figure) in found.figures.into_iter().enumerate() {
        let report = ProposalReport::new(&story.text, &places, at, &figure);
        proposals.push(rows::proposal(&names, report, figure.into()));
    }
    let view = store.map(|store| View::of(store, None)).transpose()?;
    let proposals = with_replies((&story, &places), &names, view.as_ref(), proposals, &found.denials)?;
    Ok(ReadPlan { story, options, proposals })
}

/// A date as a day, where it is known to the day: days of the week follow from no month.
fn day(date: PartialDate) -> Option<Day> {
    (date.precision() == Precision::Day).then(|| date.first_day())
}
