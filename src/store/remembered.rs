//! What views that follow each other would work out again and again: the days of events, which hold for the entries that a view
//! sees, since those are sealed; and the documents of which the desk speaks.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use crate::model::event_days::EventDays;
use crate::model::name::Name;
use crate::model::question::Question;
use crate::model::recorded::EntryId;

/// How many days of events are kept.
const MOST: usize = 1 << 12;

/// An event by its canonical name, and what is asked of it.
type DaysAsked = (Name, Question);

/// What views of one store hand on to those that follow.
#[derive(Debug, Default)]
pub struct Remembered {
    /// What is known of the days of events.
    pub days: RememberedDays,
    /// The documents of which the desk speaks.
    pub sources: RememberedSources,
}

/// The rows of documents by the names that the desk has for them.
pub type SourcesNamed = FxHashMap<Name, Vec<i64>>;

/// The documents of which the desk speaks, while no document and no name is added: how far both go.
#[derive(Debug, Default)]
pub struct RememberedSources(RefCell<Option<((i64, i64), SourcesNamed)>>);

impl RememberedSources {
    /// The rows of a name; `None` where it has to be sought.
    pub fn get(&self, through: (i64, i64), name: &Name) -> Option<Vec<i64>> {
        let kept = self.0.borrow();
        let (_, named) = kept.as_ref().filter(|(known, _)| *known == through)?;
        Some(named.get(name).cloned().unwrap_or_default())
    }

    /// Keeps what was found.
    pub fn put(&self, through: (i64, i64), named: SourcesNamed) {
        self.0.replace(Some((through, named)));
    }
}

/// What is known of the days of events, as far as it was asked. A server answers a page of twenty events in a twentieth of the
/// time by it.
#[derive(Debug, Default)]
pub struct RememberedDays(RefCell<FxHashMap<(EntryId, DaysAsked), EventDays>>);

impl RememberedDays {
    /// What is known of an event for a question, where the newest visible entry is this one.
    pub fn get(&self, entry: EntryId, asked: &DaysAsked) -> Option<EventDays> {
        self.0.borrow().get(&(entry, asked.clone())).copied()
    }

    /// Keeps it. Where there is too much, the rest is forgotten.
    pub fn put(&self, entry: EntryId, asked: DaysAsked, days: EventDays) {
        let mut kept = self.0.borrow_mut();
        if kept.len() >= MOST {
            kept.clear();
        }
        kept.insert((entry, asked), days);
    }
}
