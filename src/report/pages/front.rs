//! The front page.

use serde::Serialize;

use super::desk::Held;
use super::linked::Linked;
use super::tolls::Toll;
use crate::report::answer::AnswerReport;
use crate::report::entry::EntryReport;
use crate::report::tally::FindingTally;
use crate::report::worklist::PrintedTally;

/// What is at hand at once: events, and what this desk did last; and what was worked out beforehand.
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
    /// The newest answers, one an event, as they are now; the events are those that had the newest when that was worked out.
    pub newest: Vec<Toll>,
    /// Some answers whose sources differ, as they are now.
    pub differ: Vec<Toll>,
    /// How many series there are whose sources differ.
    pub held: Held<u64>,
    /// How many findings there are, by rank and code.
    pub findings: Held<FindingTally>,
    /// How many printed sentences need a hand; `None` where none was ever kept, and in pages for everybody.
    pub printed: Option<PrintedTally>,
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
    /// The entry for which the rest holds; null while it is worked out.
    pub worked_out_for: Option<i64>,
    /// The newest answers, one an event.
    pub newest: Vec<&'p AnswerReport>,
    /// How many series there are whose sources differ.
    pub differ: Option<u64>,
    /// How many findings there are.
    pub findings: Option<u64>,
    /// How many printed sentences need a hand; left out where none was ever kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub printed: Option<PrintedTally>,
}
