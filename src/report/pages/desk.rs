//! The pages of what this desk did and of what somebody should look at: the log, an entry, findings, where sources differ, the
//! head of the chain.

use serde::Serialize;

use super::tolls::Toll;
use crate::report::entry::EntryReport;
use crate::report::entry_card::EntryCard;
use crate::report::finding::FindingReport;
use crate::report::listed::ListedFigure;

/// The log.
#[derive(Clone, Debug)]
pub struct LogPage {
    /// The entries of this part, newest first.
    pub entries: Vec<EntryReport>,
    /// How many there are.
    pub all: u64,
}

/// One act of the desk.
#[derive(Clone, Debug)]
pub struct EntryPage {
    /// The entry, as `show entry` gives it.
    pub card: EntryCard,
    /// The figures that it recorded.
    pub figures: Vec<ListedFigure>,
}

/// What a person should look at.
#[derive(Clone, Debug)]
pub struct FindingsPage {
    /// The findings of this part, worst first.
    pub findings: Vec<FindingReport>,
    /// How they stand.
    pub held: Held<u64>,
}

/// Where sources differ.
#[derive(Clone, Debug)]
pub struct DifferPage {
    /// The answers of this part, as they are now.
    pub tolls: Vec<Toll>,
    /// How they stand.
    pub held: Held<u64>,
}

/// What was worked out beforehand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held<T> {
    /// It is being worked out.
    Pending,
    /// These pages are without it.
    LeftOut,
    /// It holds for what was recorded up to an entry.
    For {
        /// The entry.
        entry: i64,
        /// What was found.
        found: T,
        /// Whether all was looked at; else as much as there was time and room for.
        is_whole: bool,
    },
}

/// The head of the chain, as it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HeadPage {
    /// How many entries there are.
    pub entries: u64,
    /// The newest.
    pub entry: i64,
    /// When it was recorded: UTC.
    pub recorded_at: Option<String>,
    /// Its hash, which seals it and everything before; null before the first entry.
    pub head: Option<String>,
    /// Whether every link was checked: a page only reads the head.
    pub verified: bool,
}
