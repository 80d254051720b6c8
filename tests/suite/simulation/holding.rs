//! What a desk holds back and releases, and what is left of its ledger for who reads.

use std::collections::BTreeMap;

use tollbook::desk::held::HoldTarget;
use tollbook::model::date::Timestamp;
use tollbook::model::recorded::{ActKind, EntryId, FigureId};

use super::model::{Entry, Ledger, View};
use super::steps::Day;

/// What an entry says of what is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoldSaid {
    /// What it recorded itself is held.
    Own,
    /// What an entry recorded, by its place, is released.
    Released(usize),
    /// A figure is held by itself, or released by itself.
    Figure(FigureId, bool),
}

/// What is held at a time.
pub struct Held {
    /// The entries, by their places.
    entries: Vec<bool>,
    /// Of which figures something is said by themselves.
    by_themselves: BTreeMap<FigureId, bool>,
    /// The figures.
    pub figures: Vec<FigureId>,
}

impl Ledger {
    /// What is held by all that was done.
    pub fn holds(&self) -> Held {
        self.holds_by(&self.standing(None))
    }

    fn holds_by(&self, stands: &[bool]) -> Held {
        let mut held =
            Held { entries: vec![false; stands.len()], by_themselves: BTreeMap::new(), figures: Vec::new() };
        let standing = || self.entries.iter().enumerate().zip(stands).filter(|(_, stands)| **stands);
        for ((place, entry), _) in standing() {
            for said in &entry.holds {
                match *said {
                    HoldSaid::Own => held.entries[place] = true,
                    HoldSaid::Released(of) => held.entries[of] = false,
                    HoldSaid::Figure(figure, is_held) => drop(held.by_themselves.insert(figure, is_held)),
                }
            }
        }
        for known in &self.figures {
            let mut seen = standing().filter(|((_, entry), _)| entry.saw.contains(&known.id)).peekable();
            let by_entries = seen.peek().is_some() && seen.all(|((place, _), _)| held.entries[place]);
            if held.by_themselves.get(&known.id).copied().unwrap_or(by_entries) {
                held.figures.push(known.id);
            }
        }
        held
    }

    /// What who reads sees of what the desk had up to and including a time.
    pub fn read(&self, by: Option<Timestamp>) -> View {
        let stands = self.standing(by);
        let held = self.holds_by(&stands);
        let is_released = |figure: FigureId| held.by_themselves.get(&figure) == Some(&false);
        let is_put_away = |figure: FigureId| held.by_themselves.get(&figure) == Some(&true);
        let mut read = Ledger { figures: self.figures.clone(), entries: self.entries.clone() };
        for (entry, is_held) in read.entries.iter_mut().zip(&held.entries) {
            entry.saw.retain(|id| !is_put_away(*id) && (!is_held || is_released(*id)));
            entry.details.retain(|(id, ..)| !is_held || is_released(*id));
            entry.acts.retain(|act| match (act.other, act.what) {
                (Some(other), ActKind::Void) => !is_held || is_released(other),
                (Some(other), _) => {
                    !is_put_away(other) && (!is_held || is_released(other) || is_released(act.figure))
                }
                (None, _) => !is_held || is_released(act.figure),
            });
            if *is_held {
                entry.facts.clear();
            }
        }
        read.view(by)
    }

    /// Writes an entry down: what stands for a figure that is held is held by itself, unless the entry is held itself.
    pub fn write(&mut self, mut entry: Entry) {
        let held = self.holds();
        if entry.holds.is_empty() {
            let again = entry.saw.iter().copied().filter(|id| held.figures.contains(id));
            let in_place = entry.acts.iter().filter(|act| act.what == ActKind::Void);
            let in_place =
                in_place.filter(|act| held.figures.contains(&act.figure) && act.other != Some(act.figure));
            let mut on: Vec<FigureId> = again.chain(in_place.filter_map(|act| act.other)).collect();
            on.sort_unstable();
            on.dedup();
            entry.holds = on.into_iter().map(|id| HoldSaid::Figure(id, true)).collect();
        }
        self.entries.push(entry);
    }
}

impl Day<'_> {
    /// Releases an entry or a figure, or holds a figure back that counted.
    pub(super) fn hold_or_release(&mut self) {
        let stands = self.ledger.standing(None);
        let held = self.ledger.holds();
        let entries: Vec<usize> =
            (0..stands.len()).filter(|place| stands[*place] && held.entries[*place]).collect();
        let standing = || self.ledger.entries.iter().zip(&stands).filter(|(_, stands)| **stands);
        // A figure stays held when what brought it is undone; then there is nothing to release.
        let is_there = |id: &FigureId| standing().any(|(entry, _)| entry.saw.contains(id));
        let there: Vec<FigureId> = held.figures.iter().copied().filter(is_there).collect();
        let said = match self.dice.below(4) {
            0 | 1 if !entries.is_empty() => {
                let place = entries[self.dice.below(entries.len())];
                let of = HoldTarget::Entry(EntryId(place as i64 + 1));
                self.books().release(of).expect("released");
                HoldSaid::Released(place)
            }
            2 if !there.is_empty() => {
                let id = there[self.dice.below(there.len())];
                self.books().release(HoldTarget::Figure(id.to_string())).expect("released");
                HoldSaid::Figure(id, false)
            }
            _ => {
                let view = self.ledger.read(None);
                let ids: Vec<FigureId> = view.visible().map(|known| known.id).collect();
                if ids.is_empty() {
                    return;
                }
                let id = ids[self.dice.below(ids.len())];
                self.books().hold(&id.to_string()).expect("held");
                HoldSaid::Figure(id, true)
            }
        };
        let entry = Entry { holds: vec![said], ..Entry::at(self.now()) };
        self.ledger.entries.push(entry);
    }
}
