//! Figures found in running text, with their spans: what stands there, and nothing that does not.
//!
//! The rules are those of `docs/rules.md`, "Reading text". Nothing here knows a ledger, a file or today's date. A number
//! that is not printed in the text is never proposed, and what the text does not say stays `None`.

mod assembly;
mod calendar;
mod candidate;
mod counts;
mod days;
mod denials;
mod grammar;
mod groups;
mod intervals;
mod layout;
mod lexicon;
mod line;
mod lists;
mod losses;
mod measures;
mod mention;
mod nonfigures;
mod noun;
mod owners;
mod parts;
mod repeats;
mod rows;
mod saying;
mod sentences;
mod setting;
mod sought;
mod states;
mod stocks;
mod ties;
mod token;
mod tolls;
mod unnumbered;
mod walk;
mod wholes;
mod word_file;

use std::ops::Range;

use crate::model::date::{Day, PartialDate};
use crate::model::figure::Window;
use crate::model::wording::Wording;
use crate::model::words::{CountType, Measure, Unit};

/// A part of a text: bytes, the end excluded, both on the border of a character.
pub type Span = Range<usize>;

/// Everything that was found in a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FoundFigures {
    /// The figures, in the order of their spans.
    pub figures: Vec<FoundFigure>,
    /// The numbers that are no figures, and what they are, in the order of their spans.
    pub passed: Vec<PassedNumber>,
    /// Who rejects, disowns or takes back a number, in the order of their spans.
    pub denials: Vec<FoundDenial>,
}

/// A printed count of people to whom something happened.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundFigure {
    /// The hedge and the number as printed, and nothing else: `at least a dozen`.
    pub span: Span,
    /// The same number where the text repeats it, as headlines do, in the order of the text.
    pub also: Vec<Span>,
    /// The sentence, the headline or the list item that holds it.
    pub sentence: Span,
    /// What the words of the span allow. Its text is that of the span.
    pub wording: Wording,
    /// What happened to the people.
    pub measure: Measure,
    /// The word that says so, as printed: `died`, `lives`, `toll`. Empty where a heading says it.
    pub measure_word: String,
    /// People or households.
    pub unit: Unit,
    /// `people`, a word such as `children`, or the plural noun as printed.
    pub group: String,
    /// What the number counts up.
    pub count_type: CountType,
    /// Who says or counts it, and how that is known.
    pub said: SaidBy,
    /// Where, as printed, without an article; the nearest place that the text ties to the figure.
    pub place: Option<String>,
    /// The words for what happened, as printed, without an article: `footbridge collapse`, `flood`.
    pub event: Option<String>,
    /// Its days.
    pub days: FoundDays,
    /// The figure that includes this one, as an index into [`FoundFigures::figures`].
    pub part_of: Option<usize>,
    /// Whether the text says that it holds.
    pub state: State,
    /// Why a person has to look before it is recorded; empty where nothing is doubtful.
    pub doubts: Vec<FoundDoubt>,
}

impl FoundFigure {
    /// Whether the desk wants it as a row: the text says that it holds, and it is a count. Who says it and when may be
    /// doubtful still.
    pub fn is_ticked(&self) -> bool {
        self.state == State::Current && !self.doubts.iter().any(|doubt| doubt.is_of_count())
    }
}

/// Who says a number. All `None`: the publisher's own voice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SaidBy {
    /// Who says or counts it, as printed, without an article and without descriptions: `Health Directorate`.
    pub authority: Option<String>,
    /// The person or office that spoke for the authority, where both are named.
    pub speaker: Option<String>,
    /// Who passed it on: `Radio Estmark`, `SANA > Reuters`.
    pub via: Option<String>,
}

/// The days of a figure. Days that only follow from the day of publication are there only where that is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundDays {
    /// Since when it counts, or the window that it covers.
    pub window: Option<Window>,
    /// The last day that it covers, where the text says so.
    pub as_of: Option<PartialDate>,
    /// When it was said.
    pub stated_on: Option<PartialDate>,
    /// Whether a day was worked out from a weekday or a word such as "yesterday".
    pub worked_out: bool,
    /// Whether a day was left blank because the day of publication is not known.
    pub needs_publication: bool,
}

/// Whether the text says that a number holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// It holds.
    Current,
    /// The text itself says that it no longer holds: "53, against 49 on Monday".
    Earlier,
    /// Taken back by who said it, or rejected by the party concerned.
    Denied,
    /// Another, past event, told for comparison.
    History,
    /// What could happen, or is expected.
    Hypothetical,
    /// A number of a question: "12, 60 or none at all?"
    Asked,
}

/// Somebody who says that a number does not hold.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundDenial {
    /// What they say of it.
    pub kind: DenialKind,
    /// Who says so.
    pub by: SaidBy,
    /// The number that is denied, where the sentence prints it; else the verb: "dismissed that figure".
    pub span: Span,
    /// The sentence that holds it.
    pub sentence: Span,
    /// What the printed number allows; `None` where the sentence prints none.
    pub wording: Option<Wording>,
    /// The figure at that very span, as an index into [`FoundFigures::figures`].
    pub printed: Option<usize>,
    /// The figures of the text that are meant, as such indices. None: the number is one that was given elsewhere; several:
    /// the text does not tell them apart.
    pub figures: Vec<usize>,
    /// The figure that they give instead, as such an index: "puts it at 40 and rejects 200".
    pub instead: Option<usize>,
    /// When it was said: `stated_on` and what is known of it alone.
    pub days: FoundDays,
}

/// What somebody says of a number that does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DenialKind {
    /// They reject what another says.
    Disputes,
    /// They never gave it, though it is said to be theirs.
    Disowns,
    /// They take back what they gave.
    Retracts,
}

/// Why a person has to look at a figure. A reason that the state gives already is not repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FoundDoubt {
    /// Nobody is named who says it.
    NoAuthority,
    /// A zero, "nobody".
    Zero,
    /// A party speaks of the losses of the other side.
    OtherSide,
    /// A day was worked out from a weekday.
    WorkedOutDay,
    /// The word does not say what happened to the people: "victims", "losses", "martyrs".
    SaysTooLittle,
    /// "No casualties were reported": a statement, no count.
    NoReports,
    /// A count of one that an article or an ordinal says: "a nun", "the ninth medic".
    NoNumber,
    /// The number can be read in two ways, as `1.400`.
    TwoReadings,
    /// A witness's own small count.
    Witness,
}

impl FoundDoubt {
    /// Whether it doubts the count itself, and not only who says it or when.
    pub fn is_of_count(self) -> bool {
        match self {
            FoundDoubt::Zero
            | FoundDoubt::SaysTooLittle
            | FoundDoubt::NoReports
            | FoundDoubt::NoNumber
            | FoundDoubt::TwoReadings
            | FoundDoubt::Witness => true,
            FoundDoubt::NoAuthority | FoundDoubt::OtherSide | FoundDoubt::WorkedOutDay => false,
        }
    }
}

/// A number that is no figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassedNumber {
    /// Where it stands; of a sentence without any number, the word that says why: "doubled", "deadliest".
    pub span: Span,
    /// What it is.
    pub what: NotAFigure,
}

/// What a number is that counts no people to whom something happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NotAFigure {
    /// "7 in 10", 41%.
    Share,
    /// Per million; a fatality rate.
    Rate,
    /// "doubled", "rose by 9 percent", "cut by three".
    Change,
    /// "more than in 2010", "twice as many as".
    Comparison,
    /// "the deadliest", "worst since".
    Superlative,
    /// A sentence without a number that speaks of what could happen.
    Hypothetical,
    /// A question without a number: "How many died?"
    Question,
    /// An age, a date, a time, money, a distance, a thing, an animal, a name: anything else.
    Other,
}

/// Finds the figures of a text.
///
/// `published` is the day on which the text was published, local to its publisher: relative days ("Tuesday") are worked
/// out from it, and stay blank where it is `None`. Takes time in proportion to the length of the text.
pub fn read(text: &str, published: Option<Day>) -> FoundFigures {
    assembly::assemble(text, published)
}
