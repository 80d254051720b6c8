//! What rows have in common: a scope, an attribution or a source that was read once is not read again.
//!
//! Bounded: memory does not grow with the file.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::attribution::{Attribution, Source};
use super::date::Day;
use super::draft::{Draft, Field};
use super::scope::Scope;

/// How many of each are kept before all are dropped. Sources come in the order of the file, so a few are enough;
/// scopes and attributions return all the time.
const SCOPES: usize = 1 << 16;
const ATTRIBUTIONS: usize = 1 << 14;
const SOURCES: usize = 1 << 10;

/// What the rows of one import share, each kept once.
#[derive(Default)]
pub struct Shared {
    /// The day on which they are recorded; `None` where that is not known, or of no account.
    pub recorded_on: Option<Day>,
    scopes: Interner<Scope>,
    attributions: Interner<Attribution>,
    sources: Interner<Source>,
}

impl Shared {
    /// What rows share that are recorded on a day.
    pub fn recorded_on(day: Option<Day>) -> Shared {
        Shared { recorded_on: day, ..Shared::default() }
    }

    /// The scope of a row, kept or made by `make`; `None` as `make` says.
    pub fn scope(
        &mut self,
        draft: &Draft<'_>,
        make: impl FnOnce(&Draft<'_>) -> Option<Scope>,
    ) -> Option<Arc<Scope>> {
        self.scopes.get(SCOPES, draft, Field::SCOPE, make)
    }

    /// The attribution of a row, kept or made by `make`.
    pub fn attribution(
        &mut self,
        draft: &Draft<'_>,
        make: impl FnOnce(&Draft<'_>) -> Option<Attribution>,
    ) -> Option<Arc<Attribution>> {
        self.attributions.get(ATTRIBUTIONS, draft, Field::ATTRIBUTION, make)
    }

    /// The source of a row, kept or made by `make`.
    pub fn source(
        &mut self,
        draft: &Draft<'_>,
        make: impl FnOnce(&Draft<'_>) -> Option<Source>,
    ) -> Option<Arc<Source>> {
        self.sources.get(SOURCES, draft, Field::SOURCE, make)
    }
}

struct Interner<T> {
    made: FxHashMap<Box<str>, Arc<T>>,
    key: String,
}

impl<T> Default for Interner<T> {
    fn default() -> Self {
        Interner { made: FxHashMap::default(), key: String::new() }
    }
}

impl<T> Interner<T> {
    fn get(
        &mut self,
        most: usize,
        draft: &Draft<'_>,
        fields: &[Field],
        make: impl FnOnce(&Draft<'_>) -> Option<T>,
    ) -> Option<Arc<T>> {
        self.key.clear();
        for field in fields {
            self.key.push_str(draft.text(*field));
            self.key.push('\u{1f}'); // the unit separator: parts the cells, so that "a","bc" is not "ab","c"
        }
        if let Some(made) = self.made.get(self.key.as_str()) {
            return Some(Arc::clone(made));
        }
        let made = Arc::new(make(draft)?);
        if self.made.len() >= most {
            self.made.clear();
        }
        self.made.insert(self.key.as_str().into(), Arc::clone(&made));
        Some(made)
    }
}
