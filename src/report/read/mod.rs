//! What `read` proposes: each figure that stands in an article, with its place in characters and what a person has to look at.

pub mod draft;
pub mod places;
pub mod receipt;
pub mod story;

use serde::Serialize;

use super::Report;
use super::lists::ColumnContent::{Fixed, Words};
use super::lists::{ColumnOf, Table};
use super::page::Page;
use crate::extract::{FoundDays, FoundDoubt, FoundFigure, Span, State};
use crate::model::figure::Window;

use places::CharacterPlaces;

/// One proposed figure. The names of the fields are those of the house CSV, where there are such.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProposalReport {
    /// Its name in this reading: `r1`.
    #[serde(rename = "ref")]
    pub reference: String,
    /// The hedge and the number, as printed.
    pub figure: String,
    /// The lowest count that the words allow.
    pub low: u64,
    /// The highest; null: open above.
    pub high: Option<u64>,
    /// The printed number; null for a range and for vague words.
    pub value: Option<u64>,
    /// What happened to the people.
    pub measure: &'static str,
    /// People or households.
    pub unit: &'static str,
    /// Who is counted.
    pub group: String,
    /// What the number counts up.
    pub count_type: &'static str,
    /// Who says or counts it; null: the publisher's own voice.
    pub authority: Option<String>,
    /// Who spoke for the authority.
    pub speaker: Option<String>,
    /// Who passed it on.
    pub via: Option<String>,
    /// What happened: a name of the ledger, else the words of the text.
    pub event: Option<String>,
    /// Where: a name of the ledger, else the words of the text.
    pub place: Option<String>,
    /// The first day that it covers.
    pub period_start: Option<String>,
    /// The length of the window that it covers.
    pub period_length: Option<String>,
    /// The last day that it covers.
    pub as_of: Option<String>,
    /// When it was said.
    pub stated_on: Option<String>,
    /// The figure that includes this one, by its `ref`.
    pub part_of: Option<String>,
    /// Whether the text says that it holds.
    pub state: &'static str,
    /// Where its words begin, in characters of the text.
    pub start: usize,
    /// Where they end; that character is not part of them.
    pub end: usize,
    /// The same number where the text repeats it: the two ends of each.
    pub also: Vec<(usize, usize)>,
    /// The sentence that holds it.
    pub quote: String,
    /// Whether it is wanted as a row: the text says that it holds, and it is a count.
    pub ticked: bool,
    /// Why a person has to look at it.
    pub doubts: Vec<&'static str>,
    /// The same in words, and why it does not hold now, where the text says so.
    #[serde(skip)]
    pub reasons: Vec<String>,
}

impl ProposalReport {
    /// The figure at that place of a reading, as it stands in the text.
    pub fn new(text: &str, places: &CharacterPlaces<'_>, at: usize, found: &FoundFigure) -> ProposalReport {
        let count = found.wording.count();
        let FoundDays { window, as_of, stated_on, .. } = &found.days;
        let words = |span: &Span| text.get(span.clone()).unwrap_or_default();
        ProposalReport {
            reference: reference(at),
            figure: words(&found.span).to_owned(),
            low: count.low(),
            high: count.high(),
            value: found.wording.value(),
            measure: found.measure.word(),
            unit: found.unit.word(),
            group: found.group.clone(),
            count_type: found.count_type.word(),
            authority: found.said.authority.clone(),
            speaker: found.said.speaker.clone(),
            via: found.said.via.clone(),
            event: found.event.clone(),
            place: found.place.clone(),
            period_start: match window {
                Some(Window::From(day)) => Some(day.iso()),
                _ => None,
            },
            period_length: window.and_then(Window::length),
            as_of: as_of.map(|day| day.iso()),
            stated_on: stated_on.map(|day| day.iso()),
            part_of: found.part_of.map(reference),
            state: state_word(found.state),
            start: places.at(found.span.start),
            end: places.at(found.span.end),
            also: found.also.iter().map(|span| (places.at(span.start), places.at(span.end))).collect(),
            quote: words(&quoted(text, found)).to_owned(),
            ticked: found.is_ticked(),
            doubts: found.doubts.iter().map(|doubt| doubt_word(*doubt)).collect(),
            reasons: reasons(found),
        }
    }
}

impl ProposalReport {
    /// Whether it may be accepted together with others: a person need not look at it alone.
    pub fn goes_along(&self) -> bool {
        self.ticked && self.doubts.is_empty()
    }
}

impl Report for ProposalReport {
    fn text(&self, page: &mut Page) {
        page.labelled(self.reference.clone(), &self.figure);
    }
}

/// What is proposed, in a table.
pub fn table(proposals: &[ProposalReport]) -> Table {
    Table::of(PROPOSED, proposals)
}

const PROPOSED: &[ColumnOf<ProposalReport>] = &[
    ("ref", Fixed, |one| one.reference.as_str().into()),
    ("figure", Fixed, |one| one.figure.as_str().into()),
    ("measure", Fixed, |one| one.measure.into()),
    ("group", Words, |one| one.group.as_str().into()),
    ("count_type", Fixed, |one| one.count_type.into()),
    ("authority", Words, |one| one.authority.as_deref().into()),
];

/// The sentence that holds a figure; of one that has no end for pages, what stands around the number, in whole words.
pub fn quoted(text: &str, found: &FoundFigure) -> Span {
    /// How many bytes of a longer sentence are taken on each side.
    const AROUND: usize = 500;
    let Span { start, end } = found.sentence;
    if end.saturating_sub(start) <= 4 * AROUND {
        return start..end;
    }
    let at_most = |at: usize| (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
    let from = at_most(found.span.start.saturating_sub(AROUND)).max(start);
    let to = at_most(found.span.end + AROUND).min(end).max(found.span.end);
    let before = text.get(from..found.span.start).unwrap_or_default();
    let behind = text.get(found.span.end..to).unwrap_or_default();
    let from = if from == start { from } else { from + before.find(' ').map_or(0, |at| at + 1) };
    let to = if to == end { to } else { found.span.end + behind.rfind(' ').unwrap_or(behind.len()) };
    from..to
}

/// The name of the figure at that place of a reading.
fn reference(at: usize) -> String {
    format!("r{}", at + 1)
}

/// The word of a state. A number of a question is one of what is not known to have happened.
fn state_word(state: State) -> &'static str {
    match state {
        State::Current => "current",
        State::Earlier => "earlier",
        State::Denied => "denied",
        State::History => "history",
        State::Hypothetical | State::Asked => "hypothetical",
    }
}

/// Why a person has to look at a figure, in clauses that stand behind a colon.
fn reasons(found: &FoundFigure) -> Vec<String> {
    let of_state = match found.state {
        State::Current => None,
        State::Earlier => Some("the text says that it no longer holds"),
        State::Denied => Some("the text says that it is denied"),
        State::History => Some("it is of another, past event"),
        State::Hypothetical => Some("it is what could happen"),
        State::Asked => Some("it stands in a question"),
    };
    let of_doubt = |doubt: &FoundDoubt| match doubt {
        FoundDoubt::NoAuthority => "nobody is named who says it".to_owned(),
        FoundDoubt::Zero => "it is a zero".to_owned(),
        FoundDoubt::OtherSide => "a party speaks of the losses of the other side".to_owned(),
        FoundDoubt::WorkedOutDay => "a day was worked out from a weekday".to_owned(),
        FoundDoubt::SaysTooLittle => format!("`{}` does not say what happened to them", found.measure_word),
        FoundDoubt::NoReports => "it says that there were no reports, which is no count".to_owned(),
        FoundDoubt::NoNumber => "it is one by an article or an ordinal, and no printed number".to_owned(),
        FoundDoubt::TwoReadings => "the number can be read in two ways".to_owned(),
        FoundDoubt::Witness => "it is a witness's own count".to_owned(),
    };
    of_state.map(str::to_owned).into_iter().chain(found.doubts.iter().map(of_doubt)).collect()
}

fn doubt_word(doubt: FoundDoubt) -> &'static str {
    match doubt {
        FoundDoubt::NoAuthority => "no_authority",
        FoundDoubt::Zero => "zero",
        FoundDoubt::OtherSide => "other_side",
        FoundDoubt::WorkedOutDay => "worked_out_day",
        FoundDoubt::SaysTooLittle => "says_too_little",
        FoundDoubt::NoReports => "no_reports",
        FoundDoubt::NoNumber => "no_number",
        FoundDoubt::TwoReadings => "two_readings",
        FoundDoubt::Witness => "witness",
    }
}
