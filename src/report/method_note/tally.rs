//! What is counted of the figures that a note is about, one by one: memory grows with their names, not with them.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashSet, FxHasher};

use crate::model::column::Field;
use crate::model::date::Day;
use crate::model::figure::Figure;
use crate::model::name::Name;
use crate::model::names::{NameKind, Names};
use crate::model::words::{Basis, CountType, Measure, Unit};

/// What figures have in common, counted.
#[derive(Clone, Debug, Default)]
pub struct NoteTally {
    /// How many figures there are.
    pub figures: u64,
    /// How many of them are rows without a number: a statement about another, or that there were no reports.
    pub without_number: u64,
    /// The first and the last day that they hold for.
    pub days: Option<(Day, Day)>,
    /// How many state no day.
    pub undated: u64,
    /// Events, places and groups by canonical names.
    pub names: BTreeMap<(NameKind, Name), u64>,
    /// Figures by authority, and of what the publisher says in its own voice.
    pub authorities: BTreeMap<Option<Name>, u64>,
    /// Figures by publisher.
    pub publishers: BTreeMap<Name, u64>,
    /// How many came through others.
    pub relayed: u64,
    /// How many were traced to their authority by this desk, or by the context.
    pub bases: BTreeMap<Basis, u64>,
    /// Figures by measure.
    pub measures: BTreeMap<Measure, u64>,
    /// Figures by type of count.
    pub count_types: BTreeMap<CountType, u64>,
    /// How many count households.
    pub households: u64,
    /// Figures by definition.
    pub definitions: BTreeMap<Option<String>, u64>,
    /// Figures by how they were counted.
    pub methods: BTreeMap<Option<String>, u64>,
    /// Figures by how sure their source says it is.
    pub verification: BTreeMap<Option<String>, u64>,
    /// Figures by grade.
    pub grades: BTreeMap<String, u64>,
    /// How many carry a reservation.
    pub caveats: u64,
    documents: FxHashSet<u64>,
}

impl NoteTally {
    /// Counts a figure.
    pub fn count(&mut self, figure: &Figure, names: &Names) {
        let (scope, who, details) = (&figure.scope, &figure.attribution, &figure.details);
        self.figures += 1;
        self.without_number += u64::from(figure.count.is_none());
        self.undated += u64::from(figure.as_of.is_assumed());
        let (first, last) = (figure.as_of.date().first_day(), figure.as_of.date().last_day());
        self.days = Some(self.days.map_or((first, last), |(from, to)| (from.min(first), to.max(last))));
        self.name(NameKind::Event, &scope.event, names);
        self.name(NameKind::Group, &scope.group, names);
        scope.place.iter().for_each(|place| self.name(NameKind::Place, place, names));
        let authority = who.authority.as_ref().map(|name| names.canonical(NameKind::Authority, name));
        *self.authorities.entry(authority).or_default() += 1;
        let publisher = names.canonical(NameKind::Publisher, &figure.source.publisher);
        *self.publishers.entry(publisher).or_default() += 1;
        self.relayed += u64::from(who.via.is_some());
        *self.bases.entry(details.basis()).or_default() += 1;
        *self.measures.entry(scope.measure).or_default() += 1;
        *self.count_types.entry(scope.count_type).or_default() += 1;
        self.households += u64::from(scope.unit == Unit::Households);
        *self.definitions.entry(scope.definition.clone()).or_default() += 1;
        *self.methods.entry(who.method.clone()).or_default() += 1;
        let text = |field| details.text(field).map(str::to_owned);
        *self.verification.entry(text(Field::Verification)).or_default() += 1;
        text(Field::Grade).into_iter().for_each(|grade| *self.grades.entry(grade).or_default() += 1);
        self.caveats += u64::from(details.text(Field::Caveat).is_some());
        let mut document = FxHasher::default();
        (&figure.source.publisher, figure.source.identity()).hash(&mut document);
        self.documents.insert(document.finish());
    }

    /// How many documents they were read in.
    pub fn documents(&self) -> u64 {
        self.documents.len() as u64
    }

    /// The names of a kind, each with how many figures have it.
    pub fn of_kind(&self, kind: NameKind) -> impl Iterator<Item = (&Name, u64)> {
        self.names.iter().filter(move |((of, _), _)| *of == kind).map(|((_, name), figures)| (name, *figures))
    }

    fn name(&mut self, kind: NameKind, name: &Name, names: &Names) {
        *self.names.entry((kind, names.canonical(kind, name))).or_default() += 1;
    }
}

/// The largest first, those of one size in their order.
pub(super) fn by_number<T: Clone>(counted: impl IntoIterator<Item = (T, u64)>) -> Vec<(T, u64)> {
    let mut counted: Vec<(T, u64)> = counted.into_iter().collect();
    counted.sort_by_key(|(_, figures)| std::cmp::Reverse(*figures));
    counted
}
