//! One reported figure: a number as one source printed it, with its dates, its source and who answers for it.
//!
//! The gate that builds one from a row is [`Figure::from_draft`], in `gate.rs`.

use std::sync::Arc;

use super::attribution::{Attribution, Source};
use super::date::{Day, Moment, PartialDate};
use super::name::Name;
use super::redacted::are_one;
use super::scope::Scope;
use super::wording::Wording;
use super::words::{Basis, LinkKind, Reason, Standpoint, Verification};

/// One number as one source printed it. Never changed after it is recorded.
///
/// Built only by [`Figure::from_draft`] and, for what that has let through before, by the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// What is counted.
    pub scope: Arc<Scope>,
    /// How many, as the words allow; `None` for a statement without a number.
    pub count: Option<Wording>,
    /// Where the window that the number covers begins; for a total its origin. `None`: not stated.
    pub window: Option<Window>,
    /// The last day the number covers.
    pub as_of: AsOf,
    /// When the source appeared: decides what the public could know.
    pub published_on: Moment,
    /// Who answers for it, and through whom it came.
    pub attribution: Arc<Attribution>,
    /// The document it was read in.
    pub source: Arc<Source>,
    /// What is rarely given.
    pub details: Details,
}

impl Figure {
    /// First day of the window, where it is stated; both ends of a window belong to it.
    pub fn window_first_day(&self) -> Option<Day> {
        self.window.map(|window| window.first_day(self.as_of.date()))
    }

    /// Who answers for the number: the authority, or for an unattributed figure `None`.
    pub fn authority(&self) -> Option<&Name> {
        self.attribution.authority.as_ref()
    }
}

/// The last day that a number covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AsOf {
    /// As the source gives it.
    Stated(PartialDate),
    /// The source does not say: the day it was said or published, that is, a latest-possible day. Feeds no
    /// arithmetic, and no sentence prints it.
    Assumed(PartialDate),
}

impl AsOf {
    /// The day, stated or assumed.
    pub fn date(self) -> PartialDate {
        match self {
            AsOf::Stated(date) | AsOf::Assumed(date) => date,
        }
    }

    /// The day where the source states it.
    pub fn stated(self) -> Option<PartialDate> {
        match self {
            AsOf::Stated(date) => Some(date),
            AsOf::Assumed(_) => None,
        }
    }

    /// Whether the day is only the latest possible one.
    pub fn is_assumed(self) -> bool {
        self.stated().is_none()
    }
}

/// Where the window that a number covers begins. The window ends with, and includes, `as_of`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Window {
    /// On this day, which belongs to it.
    From(PartialDate),
    /// This many hours before the end of `as_of`, as printed ("in the last 24 hours").
    Hours(u32),
}

impl Window {
    /// The first day of the window that ends with `as_of`. 24 hours are that one day, 48 hours two.
    pub fn first_day(self, as_of: PartialDate) -> Day {
        match self {
            Window::From(date) => date.first_day(),
            Window::Hours(hours) => as_of.last_day().plus_days(1 - hours.div_ceil(24).max(1) as i32),
        }
    }

    /// The length as a file writes it: `24h`, `48h`, and `7d` from three whole days on; `None` for a stated day.
    pub fn length(self) -> Option<String> {
        match self {
            Window::From(_) => None,
            Window::Hours(hours) if hours >= 72 && hours.is_multiple_of(24) => {
                Some(format!("{}d", hours / 24))
            }
            Window::Hours(hours) => Some(format!("{hours}h")),
        }
    }
}

/// What a source gives rarely, or at length. The same figure seen again with other details keeps its identity and
/// gains these beside the first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// How the authority is known.
    pub basis: Basis,
    /// When the authority said it.
    pub stated_on: Option<Moment>,
    /// When the desk fetched the source.
    pub retrieved_at: Option<Moment>,
    /// How sure the source says it is.
    pub verification: Option<Verification>,
    /// Whose losses the authority speaks of.
    pub standpoint: Option<Standpoint>,
    /// Longer texts; `None` in most figures.
    pub texts: Option<Box<Texts>>,
}

impl Default for Basis {
    /// What holds where `authority_basis` is blank.
    fn default() -> Basis {
        Basis::Named
    }
}

/// The longer texts of a figure, verbatim.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    /// The words around the number, as printed.
    pub quote: Option<String>,
    /// A reservation, as printed: "could not be independently verified".
    pub caveat: Option<String>,
    /// A grade of a named scheme: `airwars:fair`.
    pub grade: Option<String>,
    /// How it happened, as sourced.
    pub circumstances: Option<String>,
    /// A stated record: "highest single day since the conflict began".
    pub superlative: Option<String>,
    /// The desk's remark.
    pub note: Option<String>,
}

impl Details {
    /// These details, and where they are silent what was known before.
    pub fn over(&self, before: &Details) -> Details {
        let (new, old) = (self.texts(), before.texts());
        // A text that reaches us erased takes nothing from a store that has it.
        let pick = |new: &Option<String>, old: &Option<String>| match (new, old) {
            (Some(new), Some(old)) if are_one(new, old) => Some(old.clone()),
            _ => new.clone().or_else(|| old.clone()),
        };
        let texts = Texts {
            quote: pick(&new.quote, &old.quote),
            caveat: pick(&new.caveat, &old.caveat),
            grade: pick(&new.grade, &old.grade),
            circumstances: pick(&new.circumstances, &old.circumstances),
            superlative: pick(&new.superlative, &old.superlative),
            note: pick(&new.note, &old.note),
        };
        Details {
            basis: if self.basis == Basis::Named { before.basis } else { self.basis },
            stated_on: self.stated_on.or(before.stated_on),
            retrieved_at: self.retrieved_at.or(before.retrieved_at),
            verification: self.verification.or(before.verification),
            standpoint: self.standpoint.or(before.standpoint),
            texts: (texts != Texts::default()).then(|| Box::new(texts)),
        }
    }

    /// The longer texts, empty ones where none were given.
    pub fn texts(&self) -> &Texts {
        const NONE: &Texts = &Texts {
            quote: None,
            caveat: None,
            grade: None,
            circumstances: None,
            superlative: None,
            note: None,
        };
        self.texts.as_deref().unwrap_or(NONE)
    }
}

/// What a row says about other figures; the targets are refs or ids, not yet sought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    /// What it declares.
    pub what: Declares,
    /// A ref, an id, or `uid:` and the start of a uid.
    pub target: String,
    /// Why, as somebody gave it.
    pub reason: Option<Reason>,
    /// Who gave the reason.
    pub reason_by: Option<String>,
}

/// What can be declared of another figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Declares {
    /// The target includes this figure; `complete` when the target's parts are all there.
    PartOf(Completeness),
    /// The typed relation of the `relation` column.
    Relation(LinkKind),
}

/// Whether the parts declared of a whole are all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Completeness {
    /// There may be more.
    Some,
    /// `REF complete`: the parts are all there.
    All,
}
