//! What is said of figures that are held back, and what a reader may see of them.

use super::date::Timestamp;

super::words::words! {
    /// What is said of an entry, or of one figure, that is or was held back.
    HoldKind {
        /// It is held.
        Held = "held",
        /// It is held until somebody else than who recorded it releases it.
        SecondName = "second_name",
        /// It is released.
        Released = "released",
    }
}

impl HoldKind {
    /// Whether it is held.
    pub fn holds(self) -> bool {
        self != HoldKind::Released
    }
}

/// What a reader asks to see besides what stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reveal {
    /// Nothing more.
    #[default]
    Standing,
    /// What is under embargo as well.
    Embargoed,
}

/// What a reader may see of what is recorded, and when it asks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Discretion {
    /// What it asks for.
    pub reveal: Reveal,
    /// The clock; without it no embargo has ended.
    pub now: Option<Timestamp>,
}

impl Discretion {
    /// The clock where the desk is asked what it had by a time: no embargo that ended later had ended.
    pub fn now_by(self, by: Option<Timestamp>) -> Option<Timestamp> {
        self.now.map(|now| by.map_or(now, |by| now.min(by)))
    }
}
