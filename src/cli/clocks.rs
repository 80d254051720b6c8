//! The clocks of a question: which of them a command heeds. It refuses the others: none is accepted and ignored.

use crate::desk::Error;
use crate::model::question::Question;
use crate::report::scope::QuestionReport;

/// A clock, which is a flag of every command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// The day for which figures hold.
    AsOf,
    /// What the public could know.
    KnownOn,
    /// What this desk had.
    RecordedBy,
}

/// What to type instead of a clock that is not heeded, which is given as it was asked.
type Instead = fn(Clock, &str) -> String;

/// The clocks that a command heeds.
pub struct Heeds {
    clocks: &'static [Clock],
    instead: Instead,
}

impl Clock {
    /// Every one of them.
    pub const ALL: &[Clock] = &[Clock::AsOf, Clock::KnownOn, Clock::RecordedBy];

    /// Its flag.
    pub fn flag(self) -> &'static str {
        match self {
            Clock::AsOf => "--as-of",
            Clock::KnownOn => "--known-on",
            Clock::RecordedBy => "--recorded-by",
        }
    }

    /// What a question asks by it.
    fn asked(self, question: &QuestionReport) -> Option<&str> {
        match self {
            Clock::AsOf => question.as_of.as_deref(),
            Clock::KnownOn => question.known_on.as_deref(),
            Clock::RecordedBy => question.recorded_by.as_deref(),
        }
    }
}

impl Heeds {
    /// All clocks.
    pub fn all() -> Heeds {
        Heeds::only(Clock::ALL, |_, _| String::new())
    }

    /// No clock; `instead`: what to type.
    pub fn none(instead: Instead) -> Heeds {
        Heeds::only(&[], instead)
    }

    /// Some of the clocks; `instead`: what to type for another.
    pub fn only(clocks: &'static [Clock], instead: Instead) -> Heeds {
        Heeds { clocks, instead }
    }

    /// Nothing, where the question sets only clocks that are heeded.
    ///
    /// # Errors
    /// The first clock that is set and would be ignored.
    pub fn check(&self, question: &Question) -> Result<(), Error> {
        let question = QuestionReport::new(question);
        let idle = |clock: &&Clock| !self.clocks.contains(clock) && clock.asked(&question).is_some();
        match Clock::ALL.iter().find(idle) {
            Some(clock) => Err(Error::usage(
                format!("{} would change nothing here", clock.flag()),
                (self.instead)(*clock, clock.asked(&question).unwrap_or_default()),
            )),
            None => Ok(()),
        }
    }
}

/// What to type for a clock that a command cannot heed because it records.
pub fn leave_out(clock: Clock, _: &str) -> String {
    format!("leave {} out: it is for questions, and this records something", clock.flag())
}

/// What to type for a clock that a command cannot heed because it asks for no figures.
pub fn ask_for_answers(clock: Clock, asked: &str) -> String {
    format!("leave it out, or ask for answers: tollbook reconcile {} {asked}", clock.flag())
}
