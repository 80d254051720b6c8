//! What a picture of one series shows, as plain values: who said which number for which day, and what became of it. No
//! marks, no scales.

mod alt;
mod known;
pub mod labels;
mod made;
mod notes;
#[cfg(test)]
pub mod testing;
#[cfg(test)]
mod tests;

use serde::Serialize;

use crate::model::question::Question;
use crate::model::recorded::FigureId;
use crate::reconcile::Answer;
use crate::series::Series;

use super::knew::KnewReport;
use super::lists::Table;
use super::scope::{QuestionReport, ScopeReport};
use super::timeline::TimelineReport;
use super::timeline::wide::wide;

/// A series as a picture needs it.
#[derive(Clone, Debug, Serialize)]
pub struct PictureReport {
    /// What is counted.
    pub scope: ScopeReport,
    /// What was asked.
    pub question: QuestionReport,
    /// What is counted and where, in words: `People killed in the Gaza Strip`.
    pub title: String,
    /// What the number counts up and what the days are, in words.
    pub subtitle: String,
    /// For how long a number holds.
    pub holds: Holding,
    /// Who answers, one line each, in the order of their first figures.
    pub voices: Vec<PicturedVoice>,
    /// What they said, in the order of the series.
    pub figures: Vec<PicturedFigure>,
    /// The two newest figures that lie furthest apart, where the sources differ.
    pub difference: Option<PicturedDifference>,
    /// The sentence of the answer: who said what, as of when.
    pub sentence: String,
    /// How far the sources agree.
    pub verdict: String,
    /// Who printed the figures, each once, by name.
    pub publishers: Vec<String>,
    /// What the picture shows, in plain words.
    pub alt: String,
    /// What made it, and of which state of the store; `None` where nobody said.
    pub origin: Option<PictureOrigin>,
    /// The same figures as a timeline.
    #[serde(skip)]
    pub timeline: TimelineReport,
}

/// For how long a number holds on a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Holding {
    /// Until its authority gives the next: totals, and how many there are now.
    UntilTheNext,
    /// In its window: period counts.
    InItsWindow,
    /// On its day alone: increments, and what is to come.
    OnItsDay,
    /// Until something else was known, and up to this day: what was known when.
    UntilKnownOtherwise(i32),
}

/// Who answers for a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PicturedVoice {
    /// The canonical name.
    pub name: String,
    /// Whether it is an authority; else the publisher's own voice.
    pub is_attributed: bool,
    /// After how many days without a report its number is too old to count.
    pub holds_days: i32,
    /// Where it left this series for another definition.
    pub left: Option<PicturedRule>,
}

/// A day from which numbers are not to be compared with those before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PicturedRule {
    /// The day, counted from 1970-01-01.
    pub day: i32,
    /// What changed: `counts from 3 March 2021`.
    pub words: String,
}

/// One figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PicturedFigure {
    /// The number of its voice in [`PictureReport::voices`].
    pub voice: usize,
    /// Its number in this store.
    pub id: FigureId,
    /// The days for which it holds.
    pub days: PicturedDays,
    /// These days in words: `18 October 2023`; where they are assumed the latest possible one.
    pub day_in_words: String,
    /// As printed.
    pub words: String,
    /// The number as far as somebody printed one.
    pub number: PicturedNumber,
    /// Whether it stands.
    pub standing: PicturedStanding,
    /// Who rejects it, each once.
    pub disputed_by: Vec<String>,
    /// What its authority changed by it.
    pub revises: Option<PicturedChange>,
    /// What changed by it in how or from when people are counted: nothing joins it to the number before.
    pub rule: Option<String>,
    /// The days for which others said it again.
    pub relays: Vec<PicturedRelay>,
    /// Who printed it.
    pub publisher: String,
}

/// A figure that says another again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct PicturedRelay {
    /// The last day for which it holds.
    pub day: i32,
    /// Whether that is only the latest possible one.
    pub at_the_latest: bool,
}

/// The days for which a figure holds, counted from 1970-01-01, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct PicturedDays {
    /// The first day that it can be, or of its window.
    pub first: i32,
    /// The last.
    pub last: i32,
    /// What lies between them.
    pub are: DaysAre,
}

/// What the days of a figure are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DaysAre {
    /// One day, or one of the days of a month or a year.
    Stated,
    /// Not stated: this day at the latest.
    AtTheLatest,
    /// All of them: the window of a period count.
    Window,
}

/// A number as it was printed. No end that nobody printed is among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PicturedNumber {
    /// `704`.
    Exact(u64),
    /// `about 704`, `nearly 704`.
    About(u64),
    /// `at least 704`, `more than 704`: no upper end.
    AtLeast(u64),
    /// `up to 704`, `fewer than 704`: no lower end.
    UpTo(u64),
    /// `40-50`, of one source.
    Range {
        /// Its low end.
        low: u64,
        /// Its high end.
        high: u64,
    },
    /// `2,975 (2,658-3,290)`, of one source.
    Estimate {
        /// The number.
        point: u64,
        /// The low end of its interval.
        low: u64,
        /// The high end.
        high: u64,
    },
    /// `dozens`: no number.
    Words,
}

/// Whether a figure stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PicturedStanding {
    /// It does.
    Stands,
    /// It was taken back; in words: `withdrawn`, `withdrawn (found alive)`.
    Withdrawn(String),
}

/// A change that an authority made of its count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PicturedChange {
    /// What it had said, as printed.
    pub from: String,
    /// When the change was first said: `on 18 October 2023`.
    pub when: String,
    /// Why, and who says so: `double count, says Wire`; `None` where nobody gave a reason.
    pub reason: Option<String>,
}

/// Two figures that cannot both be right; places in [`PictureReport::figures`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct PicturedDifference {
    /// The lower.
    pub low: usize,
    /// The higher.
    pub high: usize,
}

/// What made a picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PictureOrigin {
    /// The command, as it can be typed again.
    pub command: String,
    /// The newest entry of the store.
    pub entry: i64,
    /// The hash that seals it, in hexadecimal.
    pub head: String,
}

impl PictureReport {
    /// The picture of an answered series: the figures of its timeline.
    pub fn new(series: &Series, answer: &Answer, question: &Question) -> PictureReport {
        made::picture(series, answer, question)
    }

    /// The picture of what was known when; `answer` is the last of it.
    pub fn known(series: &Series, answer: &Answer, question: &Question, knew: &KnewReport) -> PictureReport {
        known::known(series, answer, question, knew)
    }

    /// The same, with what made it.
    #[must_use]
    pub fn made_by(self, origin: PictureOrigin) -> PictureReport {
        PictureReport { origin: Some(origin), ..self }
    }

    /// The equal data table: what `timeline --csv` of this one series prints; of what was known when, by the day on which it
    /// was.
    pub fn table(&self) -> Table {
        let mut table = wide(std::slice::from_ref(&self.timeline));
        if let (Holding::UntilKnownOtherwise(_), Some(day)) = (self.holds, table.columns.first_mut()) {
            day.name = "known_on".into();
        }
        table
    }
}

impl PicturedNumber {
    /// At which height it stands: the printed number; `None` for a range, an upper bound and mere words.
    pub fn level(self) -> Option<u64> {
        match self {
            PicturedNumber::Exact(n) | PicturedNumber::About(n) | PicturedNumber::AtLeast(n) => Some(n),
            PicturedNumber::Estimate { point, .. } => Some(point),
            PicturedNumber::UpTo(_) | PicturedNumber::Range { .. } | PicturedNumber::Words => None,
        }
    }

    /// The lowest and the highest number that were printed; `None` for mere words.
    pub fn extent(self) -> Option<(u64, u64)> {
        match self {
            PicturedNumber::Exact(n)
            | PicturedNumber::About(n)
            | PicturedNumber::AtLeast(n)
            | PicturedNumber::UpTo(n) => Some((n, n)),
            PicturedNumber::Range { low, high } => Some((low, high)),
            PicturedNumber::Estimate { point, low, high } => Some((low.min(point), high.max(point))),
            PicturedNumber::Words => None,
        }
    }
}
