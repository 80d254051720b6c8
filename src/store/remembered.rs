//! What views that follow each other would work out again and again: the days of events. It holds for the entries that a view
//! sees, and those are sealed.

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
