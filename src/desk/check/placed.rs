//! Where claims belong: the names of the ledger in their sentences, and the series of what they name.

use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::claim::naming::{NameFit, NameForm, Named, candidates, named};
use crate::claim::reading::Target;
use crate::claim::words::words_of;
use crate::model::name::Name;
use crate::model::names::{NameField, NameKind};
use crate::model::scope::Scope;
use crate::model::words::Measure;
use crate::store::series::SeriesKey;
use crate::store::{self, Result, View};

/// What the ledger has of the names in some sentences. What was read once is remembered.
pub struct Placing<'v, 's> {
    view: &'v View<'s>,
    candidates: Vec<NameForm>,
    events: FxHashMap<Name, Rc<[SeriesKey]>>,
}

impl<'v, 's> Placing<'v, 's> {
    /// Of a store.
    pub fn of(view: &'v View<'s>) -> Placing<'v, 's> {
        Placing { view, candidates: Vec::new(), events: FxHashMap::default() }
    }

    /// Looks for the names that may stand in a text.
    ///
    /// # Errors
    /// What the store says.
    pub fn learn(&mut self, text: &str) -> Result<()> {
        let words: FxHashSet<String> = words_of(text)
            .into_iter()
            .filter(|word| !word.is_small() && !word.is_number())
            .map(|word| word.plain)
            .collect();
        let mut words: Vec<String> = words.into_iter().collect();
        words.sort_unstable();
        let mut found = store::names_by_word::with_words(self.view, words.iter().map(String::as_str))?;
        let names = self.view.names();
        for kind in [NameKind::Event, NameKind::Place, NameKind::Authority, NameKind::Publisher] {
            let said = names.with(kind, NameField::SayAs);
            let stands = |text: &str| words_of(text).iter().any(|word| words.contains(&word.plain));
            found.extend(said.filter(|(_, said)| stands(said)).map(|(name, _)| (kind, name.clone())));
        }
        self.candidates = candidates(&found, names);
        Ok(())
    }

    /// The names in a sentence of that text.
    pub fn named(&self, sentence: &str) -> Named {
        named(sentence, &self.candidates)
    }

    /// The event that a piece of that text names last.
    pub fn last_event(&self, text: &str) -> Option<Name> {
        let named = self.named(text);
        let events = named.mentions.into_iter();
        let events =
            events.filter(|mention| mention.kind == NameKind::Event && mention.fit >= NameFit::ByItsThing);
        let last = events.max_by_key(|mention| (mention.words.last().copied(), mention.words.len()));
        last.map(|mention| mention.name)
    }

    /// What is counted where a claim belongs.
    ///
    /// # Errors
    /// What the store says.
    pub fn scopes(&mut self, target: &Target, measure: Measure) -> Result<Vec<Arc<Scope>>> {
        let mut scopes = Vec::new();
        match target {
            Target::Nothing => {}
            Target::Events { events, .. } => {
                for event in events {
                    scopes.extend(self.of_event(event)?.iter().map(|key| Arc::clone(&key.scope)));
                }
            }
            Target::Places(place) => {
                for place in &place.places {
                    let there = store::series_named::of_place(self.view, place)?;
                    scopes.extend(there.into_iter().map(|key| key.scope));
                }
            }
            Target::Authority(who) => {
                let measures = match measure {
                    Measure::Killed | Measure::Died => [Measure::Killed, Measure::Died],
                    other => [other, other],
                };
                let counted = store::series_named::counted_by(self.view, who, measures)?;
                scopes.extend(counted.into_iter().map(|key| key.scope));
            }
        }
        Ok(scopes)
    }

    /// The series of an event.
    ///
    /// # Errors
    /// What the store says.
    pub fn of_event(&mut self, event: &Name) -> Result<Rc<[SeriesKey]>> {
        if let Some(known) = self.events.get(event) {
            return Ok(Rc::clone(known));
        }
        let keys: Rc<[SeriesKey]> = store::series_named::of_event(self.view, event)?.into();
        self.events.insert(event.clone(), Rc::clone(&keys));
        Ok(keys)
    }
}
