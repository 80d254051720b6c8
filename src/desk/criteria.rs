//! Which figures are asked for: by the three clocks, by names, days and words, by the entry that recorded them.

use crate::model::filter::Filter;
use crate::model::question::Question;
use crate::model::recorded::{EntryId, FigureId, Recorded};
use crate::store::ledgers::Ledger;
use crate::store::material::Material;
use crate::store::names::WordMatch;
use crate::store::{self, Result, Store, View};

use super::error::Error;

/// Which figures are asked for. All that is given must hold; by default everything is asked for.
#[derive(Clone, Debug, Default)]
pub struct Criteria {
    /// The three clocks.
    pub question: Question,
    /// By names, days and words.
    pub filter: Filter,
    /// Only what this entry recorded or saw again.
    pub entry: Option<EntryId>,
}

impl Criteria {
    /// The same, where free words that are synonyms stand for what they mean. A word that a name of the ledger has stays a
    /// word of names, unless nothing is found by it.
    ///
    /// # Errors
    /// What the store says.
    pub fn understood(self, store: &Store) -> Result<Criteria> {
        if self.filter.synonyms().next().is_none() {
            return Ok(self);
        }
        let view = View::of(store, self.question.recorded_by)?;
        self.understood_in(&view)
    }

    /// The same, in a view that is open.
    ///
    /// # Errors
    /// What the store says.
    pub fn understood_in(self, view: &View<'_>) -> Result<Criteria> {
        if self.filter.synonyms().next().is_none() {
            return Ok(self);
        }
        let mut is_named = false;
        for word in self.filter.synonyms() {
            is_named |= store::names::word(view, word)? == Some(WordMatch::OfName);
        }
        if is_named && !store::series::matching(view, &self.filter)?.is_empty() {
            return Ok(self);
        }
        Ok(Criteria { filter: self.filter.understood(), ..self })
    }

    /// Whether a figure is asked for, by filter and entry.
    ///
    /// # Errors
    /// What the store says.
    pub fn admit(&self, view: &View<'_>, recorded: &Recorded) -> Result<bool> {
        Ok(self.filter.admits_scope(&recorded.figure.scope) && self.admit_in_scope(view, recorded)?)
    }

    /// Whether a figure is asked for, by filter and entry, where its scope is.
    ///
    /// # Errors
    /// What the store says.
    pub fn admit_in_scope(&self, view: &View<'_>, recorded: &Recorded) -> Result<bool> {
        match self.entry {
            _ if !self.filter.admits(recorded) => Ok(false),
            Some(entry) => saw(view, entry, recorded.id),
            None => Ok(true),
        }
    }

    /// Whether a series, whose scope is asked for, holds a figure that is.
    ///
    /// # Errors
    /// What the store says.
    pub fn admit_any(&self, view: &View<'_>, material: &Material) -> Result<bool> {
        for recorded in &material.figures {
            if self.admit_in_scope(view, recorded)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether a figure is asked for, by clocks, filter and entry.
    ///
    /// # Errors
    /// What the store says.
    pub fn pick(&self, view: &View<'_>, recorded: &Recorded) -> Result<bool> {
        Ok(self.question.admits(recorded) && self.admit(view, recorded)?)
    }

    /// The same, where answers know no other days than those of the filter.
    pub fn cut(&self) -> Criteria {
        Criteria { question: Question { days: self.filter.days, ..self.question }, ..self.clone() }
    }
}

/// Said where nothing is there that is asked for.
pub fn nothing_matches() -> Error {
    Error::nothing("no figure matches", "see what there is with tollbook list series")
}

/// Whether an entry recorded a figure or saw it again.
fn saw(view: &View<'_>, entry: EntryId, figure: FigureId) -> Result<bool> {
    let own = view.visibility().rows_of(Ledger::Figure, entry)?;
    let first = own.is_some_and(|(above, last)| figure.0 > above && figure.0 <= last);
    Ok(first || store::provenance::sightings(view, figure)?.iter().any(|(seen_by, _)| *seen_by == entry))
}
