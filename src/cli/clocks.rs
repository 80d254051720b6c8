//! The flags of every command: which clocks and which others a command heeds. It refuses the others: none is accepted
//! and ignored.

use super::Context;
use super::global::Global;
use crate::desk::Error;
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

/// A flag of every command that some commands have no use for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flag {
    /// Do nothing: for what records.
    DryRun,
    /// Who is doing this: for what records.
    Who,
    /// The trace of every answer.
    Verbose,
    /// A format, for what prints data.
    Format,
    /// What is under embargo, for what marks it.
    UnderEmbargo,
}

impl Flag {
    const ALL: [Flag; 5] = [Flag::DryRun, Flag::Who, Flag::Verbose, Flag::Format, Flag::UnderEmbargo];

    /// The flag as it was typed; `None` where it was not. $TOLLBOOK_WHO is no flag.
    fn typed(self, global: &Global) -> Option<&'static str> {
        match self {
            Flag::DryRun => global.dry_run.then_some("-n"),
            Flag::Who => global.who_is_typed.then_some("--who"),
            Flag::Verbose => global.verbose.then_some("-v"),
            Flag::UnderEmbargo => global.under_embargo.then_some("--under-embargo"),
            Flag::Format => {
                let formats = [("--json", global.json), ("--jsonl", global.jsonl), ("--csv", global.csv)];
                formats.into_iter().find(|(_, is_typed)| *is_typed).map(|(flag, _)| flag)
            }
        }
    }

    /// What to type instead.
    fn instead(self) -> &'static str {
        match self {
            Flag::DryRun => "leave it out: nothing is recorded here",
            Flag::Who => "leave it out: nothing is recorded here; to see who recorded what: tollbook log",
            Flag::Verbose => "leave it out; to see the trace of an answer: tollbook reconcile --explain",
            Flag::Format => "leave it out: there is no other form of this",
            Flag::UnderEmbargo => {
                "leave it out; see what is under embargo with tollbook list figures --under-embargo"
            }
        }
    }
}

/// What to type instead of a clock that is not heeded, which is given as it was asked.
type Instead = fn(Clock, &str) -> String;

/// The flags that a command heeds.
pub struct Heeds {
    clocks: &'static [Clock],
    flags: Vec<Flag>,
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

    /// Some of the clocks; `instead`: what to type for another. Of the other flags the formats.
    pub fn only(clocks: &'static [Clock], instead: Instead) -> Heeds {
        Heeds { clocks, flags: vec![Flag::Format], instead }
    }

    /// The same, and what records something has a use for.
    pub fn recording(self) -> Heeds {
        self.and(Flag::DryRun).and(Flag::Who)
    }

    /// The same, and another flag.
    pub fn and(mut self, flag: Flag) -> Heeds {
        self.flags.push(flag);
        self
    }

    /// The same for what is printed in one form alone.
    pub fn in_one_form(mut self) -> Heeds {
        self.flags.retain(|flag| *flag != Flag::Format);
        self
    }

    /// Nothing, where only clocks and flags are set that are heeded.
    ///
    /// # Errors
    /// The first that is set and would be ignored.
    pub fn check(&self, context: &Context) -> Result<(), Error> {
        let question = QuestionReport::new(&context.question);
        let idle = |clock: &&Clock| !self.clocks.contains(clock) && clock.asked(&question).is_some();
        if let Some(clock) = Clock::ALL.iter().find(idle) {
            return Err(idle_flag(
                clock.flag(),
                (self.instead)(*clock, clock.asked(&question).unwrap_or_default()),
            ));
        }
        let mut idle = Flag::ALL.iter().filter(|flag| !self.flags.contains(flag));
        match idle.find_map(|flag| Some((flag.typed(&context.global)?, flag.instead()))) {
            Some((typed, instead)) => Err(idle_flag(typed, instead.to_owned())),
            None => Ok(()),
        }
    }
}

/// Said of a flag that would be ignored.
fn idle_flag(flag: &str, instead: String) -> Error {
    Error::usage(format!("{flag} would change nothing here"), instead)
}

/// What to type for a clock that a command cannot heed because it records.
pub fn leave_out(clock: Clock, _: &str) -> String {
    format!("leave {} out: it is for questions, and this records something", clock.flag())
}

/// What to type for a clock that a command cannot heed because it asks for no figures.
pub fn ask_for_answers(clock: Clock, asked: &str) -> String {
    format!("leave it out, or ask for answers: tollbook reconcile {} {asked}", clock.flag())
}
