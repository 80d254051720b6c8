//! Holding one claim against the ledger: what a sentence says, once it was read, and the verdict on it.
//!
//! Nothing here finds a number in a text or chooses a series: a claim comes as [`ReadAs`], with the series that its words
//! name. The rules are those of `docs/rules.md`, "Checking a sentence".

mod case;
mod clauses;
#[cfg(test)]
mod laws;
pub mod naming;
mod prints;
pub mod reading;
mod review;
mod rules;
#[cfg(test)]
mod tests;
pub mod words;

use std::collections::BTreeSet;

use crate::audit::{Finding, Rank};
use crate::model::date::PartialDate;
use crate::model::event_days::EventDays;
use crate::model::figure::Window;
use crate::model::name::Name;
use crate::model::question::Question;
use crate::model::recorded::{EntryId, FigureId};
use crate::model::scope::{Dimension, Scope};
use crate::model::wording::Wording;
use crate::model::words::{CountType, Measure, Unit};
use crate::reconcile::Policy;
use crate::series::{Series, Voice};

pub use review::{check, questions};

/// What a claim says, by its words and the names that the ledger knows. Names are canonical where the ledger knows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadAs {
    /// The event; of a path, the innermost that the claim names.
    pub event: Name,
    /// The place of the series; `None`: the series states none.
    pub place: Option<Name>,
    /// What happened to the people.
    pub measure: Measure,
    /// People or households.
    pub unit: Unit,
    /// Who is counted.
    pub group: Name,
    /// What the number counts up.
    pub count_type: CountType,
    /// What else decides who is in.
    pub definition: Option<String>,
    /// The hedge and the number of the claim: its kind, and the interval that its words allow.
    pub wording: Wording,
    /// The day for which the claim says it, or on which it says that somebody said it; `None` where it names none.
    pub as_of: Option<PartialDate>,
    /// The window of a period count, where the claim says how long it is or when it begins.
    pub window: Option<Window>,
    /// Who says it according to the claim: the canonical name, or the words of the claim where nobody here is called so.
    /// [`Voice::Publisher`] only for a publisher that is not the authority of any figure of the ledger.
    pub authority: Option<Voice>,
}

impl ReadAs {
    /// What it counts, as a series has it.
    pub fn scope(&self) -> Scope {
        Scope {
            event: self.event.clone(),
            place: self.place.clone(),
            measure: self.measure,
            unit: self.unit,
            group: self.group.clone(),
            count_type: self.count_type,
            definition: self.definition.clone(),
        }
    }
}

/// What the ledger holds about a claim.
#[derive(Clone, Copy, Debug)]
pub struct ClaimInput<'a> {
    /// The series that the claim's words name; `None` where the ledger has the event and not this series.
    pub series: Option<&'a Series>,
    /// The other series of the same event that print the number of the claim, at least.
    pub others: &'a [Series],
    /// What all series of the event say of its days, for each of the [`questions`].
    pub event_days: &'a [(Question, EventDays)],
    /// What is asked: what the public could know (`known_on`), what this desk had. The claim's own day is put in for
    /// `as_of`.
    pub question: Question,
    /// The day on which the claim was printed; then it is judged for that day too.
    pub printed_on: Option<PartialDate>,
    /// By which policy the series is answered.
    pub policy: &'static Policy,
    /// Figures with a finding of rank error; see [`faulty_figures`].
    pub faulty: &'a BTreeSet<FigureId>,
    /// The typing errors of this desk among the figures of the series.
    pub mistyped: &'a [Mistyped],
}

/// A figure that this desk had mistyped, and what it did about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mistyped {
    /// The void figure. It is among the members of its series.
    pub figure: FigureId,
    /// The figure in its place; `None`: it should not have been entered.
    pub by: Option<FigureId>,
    /// The entry that mended it.
    pub entry: EntryId,
}

crate::model::words::words! {
    /// What the ledger says of a claim. Never that it is true, or false.
    ClaimVerdict {
        /// The newest figure prints it.
        Supported = "supported",
        /// Its words leave room for every newest figure.
        SupportedAsABound = "supported as a bound",
        /// It was printed, and a newer figure took its place.
        Superseded = "superseded",
        /// It was published only later, or for a later day.
        NotYet = "not yet",
        /// It is a figure of something else in one respect.
        DifferentScope = "different scope",
        /// Somebody says it, and not who the claim names.
        AttributedToAnother = "attributed to another",
        /// A figure that stands excludes it.
        Contradicted = "contradicted",
        /// Who had said it took it back, or denies having said it.
        Withdrawn = "withdrawn",
        /// Its publisher mended its report.
        Corrected = "corrected",
        /// Somebody says it, and others say what cannot hold beside it.
        Disputed = "disputed",
        /// Nobody here says it, and nobody excludes it.
        NoRecord = "no record",
        /// Several series fit the words.
        Ask = "ask",
        /// It holds no count that a ledger of figures can answer.
        Refuse = "refuse",
    }
}

crate::model::words::words! {
    /// What to do about a printed sentence.
    ClaimAction {
        /// It still stands as printed.
        Leave = "none",
        /// It was right when printed, and the toll moved.
        Update = "update",
        /// It was not supported when printed, or rested on what this desk had mistyped.
        Correct = "correct",
        /// Its source withdrew, disowned or corrected it.
        Withdraw = "withdraw",
        /// A person has to look.
        Look = "look",
    }
}

/// The verdict on a claim for one state of knowledge, and what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// In one word.
    pub verdict: ClaimVerdict,
    /// Why, in one clause without a full stop.
    pub because: String,
    /// In what a figure that prints the number differs; only beside [`ClaimVerdict::DifferentScope`].
    pub dimensions: Vec<Dimension>,
    /// The figures on which the verdict rests, the one that decides first. Empty only beside `no record`, `ask` and
    /// `refuse`; two or more beside `disputed`.
    pub nearest: Vec<FigureId>,
    /// Who answers for the number, where the claim is supported and names nobody.
    pub attribute_to: Option<Voice>,
    /// How far the newest figure lies from what the claim prints; `None` where it prints the newest number.
    pub behind: Option<Behind>,
    /// Of a claim that names a day and is supported: the later figure by which its authority changed that count since.
    pub revised_by: Option<FigureId>,
}

/// How far the newest figure lies from the number of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Behind {
    /// The newest figure.
    pub newest: FigureId,
    /// Its printed number less that of the claim, in people.
    pub by: i64,
}

/// The verdict now and, for a sentence that was printed, the verdict of its day and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimReview {
    /// With what is known now.
    pub now: Checked,
    /// With what was public on the day of printing; `None` without such a day.
    pub when_printed: Option<Checked>,
    /// Whether the printed sentence needs a hand: all actions but `none`, and but a look at what was disputed already when it
    /// was printed. `None` without a day of printing.
    pub needs_update: Option<bool>,
    /// What to do; `None` without a day of printing.
    pub action: Option<ClaimAction>,
    /// The typing error of this desk on which the printed sentence rested.
    pub mistyped: Option<Mistyped>,
}

impl Checked {
    /// A verdict that rests on no figure: an event or a series that is not here, a question back, a refusal.
    pub fn without_figures(verdict: ClaimVerdict, because: String) -> Checked {
        Checked::of(verdict, because, Vec::new())
    }

    /// A verdict that rests on figures, each of which is named once.
    fn of(verdict: ClaimVerdict, because: String, all: Vec<FigureId>) -> Checked {
        let mut nearest: Vec<FigureId> = Vec::with_capacity(all.len());
        for id in all {
            if !nearest.contains(&id) {
                nearest.push(id);
            }
        }
        let (dimensions, attribute_to, behind, revised_by) = (Vec::new(), None, None, None);
        Checked { verdict, because, dimensions, nearest, attribute_to, behind, revised_by }
    }

    /// Whether the claim stands as it is written: the exit code of a check rests on it.
    pub fn is_supported(&self) -> bool {
        matches!(self.verdict, ClaimVerdict::Supported | ClaimVerdict::SupportedAsABound)
    }
}

/// The figures that findings of rank error are about: of each the one to look at first.
pub fn faulty_figures(findings: &[Finding]) -> BTreeSet<FigureId> {
    let errors = findings.iter().filter(|finding| finding.rank == Rank::Error);
    errors.filter_map(|finding| finding.figures.first().copied()).collect()
}
