//! The front page.

use serde::Serialize;

use super::linked::Linked;
use crate::report::entry::EntryReport;

/// What is at hand at once: events, and what this desk did last.
#[derive(Clone, Debug)]
pub struct FrontPage {
    /// The first events, in the order of their names.
    pub events: Vec<Linked>,
    /// Whether there are more.
    pub has_more_events: bool,
    /// The newest entries, newest first.
    pub log: Vec<EntryReport>,
    /// How many entries there are.
    pub entries: u64,
}

/// The same for programs.
#[derive(Serialize)]
pub struct FrontJson<'p> {
    /// The newest entry.
    pub entry: i64,
    /// The names of the first events.
    pub events: Vec<&'p str>,
    /// The newest entries, newest first.
    pub log: &'p [EntryReport],
}
