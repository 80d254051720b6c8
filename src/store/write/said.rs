//! What is said about names while an entry is made.

use rustc_hash::FxHashMap;

use crate::model::name::Name;
use crate::model::names::{NameFact, NameField, NameKind, Names};

/// What is said about names while an entry is made.
#[derive(Default)]
pub(super) struct NameStatements {
    /// What holds, this entry included.
    pub names: Names,
    /// What this entry said last of each field; a snapshot cannot be without those before it of the same feed, so that
    /// they speak for it.
    own: FxHashMap<(NameKind, NameField, Name), String>,
}

impl NameStatements {
    pub fn holds(&self, fact: &NameFact) -> bool {
        self.names.get(fact.kind, &fact.name, fact.field).unwrap_or_default() == fact.value
    }

    pub fn is_own(&self, fact: &NameFact) -> bool {
        self.own.get(&(fact.kind, fact.field, fact.name.clone())) == Some(&fact.value)
    }

    pub fn learn(&mut self, fact: &NameFact) {
        self.own.insert((fact.kind, fact.field, fact.name.clone()), fact.value.clone());
        self.names.learn(fact.clone());
    }
}
