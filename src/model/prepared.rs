//! What was worked out of things that figures share: once for each of them.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::attribution::{Attribution, Source};
use super::scope::Scope;

/// What figures share, with the most of them that are kept before all are dropped.
pub trait SharedPart {
    /// How many are kept. Sources come in the order of recording, so a few are enough.
    const MOST: usize;
}

impl SharedPart for Scope {
    const MOST: usize = 1 << 15;
}

impl SharedPart for Attribution {
    const MOST: usize = 1 << 13;
}

impl SharedPart for Source {
    const MOST: usize = 1 << 8;
}

/// What was prepared, by the address of the shared thing: it is kept, so that no other takes its address.
pub struct Prepared<T, P>(FxHashMap<usize, (Arc<T>, P)>);

impl<T, P> Default for Prepared<T, P> {
    fn default() -> Self {
        Prepared(FxHashMap::default())
    }
}

impl<T: SharedPart, P> Prepared<T, P> {
    /// What was prepared of a shared thing, or what `prepare` makes of it.
    pub fn of(&mut self, value: &Arc<T>, prepare: impl FnOnce(&T) -> P) -> &P {
        if self.0.len() >= T::MOST {
            self.0.clear();
        }
        let address = Arc::as_ptr(value) as usize;
        &self.0.entry(address).or_insert_with(|| (Arc::clone(value), prepare(value))).1
    }
}
