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
use crate::model::scope::EVERYBODY;
use crate::model::words::Unit;

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
    /// What happened to the people; null for a denied number of which the text does not say it.
    pub measure: Option<&'static str>,
    /// People or households.
    pub unit: &'static str,
    /// Who is counted.
    pub group: String,
    /// What the number counts up.
    pub count_type: Option<&'static str>,
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
    /// Who says that it does not hold.
    pub denied_by: Vec<DenialReport>,
    /// The same in words, and why it does not hold now, where the text says so.
    #[serde(skip)]
    pub reasons: Vec<String>,
}

/// Somebody who says of a figure that it does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DenialReport {
    /// That it is disputed, disowned or retracted: a relation of the house CSV.
    pub relation: &'static str,
    /// Who says so.
    pub authority: Option<String>,
    /// Who spoke for them.
    pub speaker: Option<String>,
    /// Who passed it on.
    pub via: Option<String>,
    /// When it was said.
    pub stated_on: Option<String>,
    /// The figure that is meant: a `ref` of this reading, or an id of the store. Null: it is not certain.
    pub target: Option<String>,
    /// The figures that may be meant.
    pub may_mean: Vec<String>,
    /// Where the denied number, or the word that denies it, begins, in characters of the text.
    pub start: usize,
    /// Where it ends; that character is not part of it.
    pub end: usize,
    /// The sentence that holds it.
    pub quote: String,
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
            measure: Some(found.measure.word()),
            unit: found.unit.word(),
            group: found.group.clone(),
            count_type: Some(found.count_type.word()),
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
            quote: words(&quoted(text, &found.span, &found.sentence)).to_owned(),
            ticked: found.is_ticked(),
            doubts: found.doubts.iter().map(|doubt| doubt_word(*doubt)).collect(),
            denied_by: Vec::new(),
            reasons: reasons(found),
        }
    }

    /// A number of which the text says nothing but that it is denied.
    pub fn of_no_figure() -> ProposalReport {
        ProposalReport {
            reference: String::new(),
            figure: String::new(),
            low: 0,
            high: None,
            value: None,
            measure: None,
            unit: Unit::People.word(),
            group: EVERYBODY.to_owned(),
            count_type: None,
            authority: None,
            speaker: None,
            via: None,
            event: None,
            place: None,
            period_start: None,
            period_length: None,
            as_of: None,
            stated_on: None,
            part_of: None,
            state: state_word(State::Denied),
            start: 0,
            end: 0,
            also: Vec::new(),
            quote: String::new(),
            ticked: false,
            doubts: Vec::new(),
            denied_by: Vec::new(),
            reasons: Vec::new(),
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
pub fn quoted(text: &str, figure: &Span, sentence: &Span) -> Span {
    /// How many bytes of a longer sentence are taken on each side.
    const AROUND: usize = 500;
    let Span { start, end } = *sentence;
    if end.saturating_sub(start) <= 4 * AROUND {
        return start..end;
    }
    let at_most = |at: usize| (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
    let from = at_most(figure.start.saturating_sub(AROUND)).max(start);
    let to = at_most(figure.end + AROUND).min(end).max(figure.end);
    let before = text.get(from..figure.start).unwrap_or_default();
    let behind = text.get(figure.end..to).unwrap_or_default();
    let from = if from == start { from } else { from + before.find(' ').map_or(0, |at| at + 1) };
    let to = if to == end { to } else { figure.end + behind.rfind(' ').unwrap_or(behind.len()) };
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
        FoundDoubt::NoReports => "it says that there were no reports, which is not a count".to_owned(),
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
