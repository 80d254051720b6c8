//! The pages of names: an event, a place, a group with what is counted there; who answers for figures and who printed them.

use std::num::NonZeroU32;

use serde::Serialize;

use super::linked::Linked;
use super::tolls::{PlaceTolls, Toll};
use crate::model::recorded::FigureId;
use crate::report::address::PageId;
use crate::report::answer::AnswerReport;

/// A name, and what is known of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NameCard {
    /// The name.
    pub name: String,
    /// What it names: event, place, group, authority, publisher.
    pub is: &'static str,
    /// What this desk says of it; empty: nothing.
    pub known: String,
    /// Other names that are the same.
    pub also: Vec<String>,
}

/// An event or a place: one paragraph an event and place, and its tolls.
#[derive(Clone, Debug)]
pub struct PlacesPage {
    /// Which.
    pub card: NameCard,
    /// The event and the place, where the page is of both.
    pub within: Option<Linked>,
    /// What is counted, event by event and place by place.
    pub places: Vec<PlaceTolls>,
    /// Where each part of the page begins: by its first event and place. Empty where there is one part.
    pub contents: Vec<(NonZeroU32, String)>,
    /// Whether there are more series than are looked at.
    pub is_cut: bool,
}

/// A group: the answers of the series that count it.
#[derive(Clone, Debug)]
pub struct GroupPage {
    /// Which.
    pub card: NameCard,
    /// The answers.
    pub tolls: Vec<Toll>,
}

/// An authority or a publisher: its newest figure in each series.
#[derive(Clone, Debug)]
pub struct VoicePage {
    /// Which.
    pub card: NameCard,
    /// The body that it is under.
    pub under: Option<Linked>,
    /// Its newest figures.
    pub newest: Vec<NewestOf>,
    /// Whether its series are still being looked up.
    pub is_pending: bool,
}

/// The newest figure of an authority or a publisher in one series, beside the answer of that.
#[derive(Clone, Debug)]
pub struct NewestOf {
    /// The answer of the series.
    pub report: AnswerReport,
    /// Its page.
    pub series: Option<PageId>,
    /// The figure; `None`: none is within the question.
    pub figure: Option<SpokenFigure>,
}

/// A figure as one authority said it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpokenFigure {
    /// The figure.
    pub id: FigureId,
    /// Its words.
    pub words: String,
    /// Who answers for it.
    pub authority: Linked,
    /// The day for which it holds, where stated.
    pub as_of: Option<String>,
    /// Who printed it.
    pub publisher: Linked,
    /// When.
    pub published_on: String,
    /// The title of the document; empty: none.
    pub title: String,
    /// Where it can be read; empty: nowhere.
    pub url: String,
}

/// Names of one kind.
#[derive(Clone, Debug)]
pub struct NamesPage {
    /// The word of the list: `events`.
    pub list: &'static str,
    /// The names.
    pub names: Vec<(Linked, String)>,
}
