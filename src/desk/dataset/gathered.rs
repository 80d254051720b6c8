//! What is gathered of figures while they pass: the names and the documents of a data set.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::desk::sources::said_of;
use crate::export::audience::Audience;
use crate::model::attribution::Source;
use crate::model::name::Name;
use crate::model::names::{NameFact, NameField, NameKind, Names};
use crate::report::dataset::names::{DatasetName, KINDS};
use crate::report::dataset::sources::DatasetSource;
use crate::report::values::PlainFigure;

/// Names and documents, each with how many figures have it. Memory grows with them.
#[derive(Default)]
pub struct Gathered {
    names: FxHashMap<(NameKind, Name), u64>,
    sources: FxHashMap<Arc<str>, (Arc<Source>, u64)>,
    statuses: BTreeMap<&'static str, u64>,
}

impl Gathered {
    /// Takes in a figure.
    pub fn add(&mut self, plain: &PlainFigure) {
        let figure = &plain.recorded.figure;
        *self.statuses.entry(plain.status).or_default() += 1;
        self.name(NameKind::Event, &figure.scope.event);
        self.name(NameKind::Group, &figure.scope.group);
        self.name(NameKind::Publisher, &figure.source.publisher);
        figure.scope.place.iter().for_each(|place| self.name(NameKind::Place, place));
        figure.authority().into_iter().for_each(|authority| self.name(NameKind::Authority, authority));
        let [_, source] = &plain.keys;
        match self.sources.get_mut(source) {
            Some((_, figures)) => *figures += 1,
            None => drop(self.sources.insert(Arc::clone(source), (Arc::clone(&figure.source), 1))),
        }
    }

    fn name(&mut self, kind: NameKind, name: &Name) {
        match self.names.get_mut(&(kind, name.clone())) {
            Some(figures) => *figures += 1,
            None => drop(self.names.insert((kind, name.clone()), 1)),
        }
    }

    /// What became of figures, and of how many.
    pub fn statuses(&self) -> BTreeMap<&'static str, u64> {
        self.statuses.clone()
    }

    /// Who printed the figures, in the order of the alphabet.
    pub fn publishers(&self) -> Vec<String> {
        let of_kind = self.names.keys().filter(|(kind, _)| *kind == NameKind::Publisher);
        let mut publishers: Vec<String> = of_kind.map(|(_, name)| name.to_string()).collect();
        publishers.sort();
        publishers
    }

    /// The names, and those by which the desk calls one of them or what it is under; by kind, then by the alphabet.
    pub fn names(&self, known: &Names, audience: Audience) -> Vec<DatasetName> {
        let mut all: BTreeMap<(usize, Name), (NameKind, u64)> = BTreeMap::new();
        let place = |kind| KINDS.iter().position(|one| *one == kind).unwrap_or(KINDS.len());
        for ((kind, name), figures) in &self.names {
            let canonical = known.canonical(*kind, name);
            if *kind == NameKind::Authority {
                all.entry((place(*kind), known.body(name))).or_insert((*kind, 0));
            }
            all.entry((place(*kind), canonical)).or_insert((*kind, 0));
            all.entry((place(*kind), name.clone())).or_insert((*kind, 0)).1 = *figures;
        }
        let name = |((_, name), (kind, figures)): ((usize, Name), (NameKind, u64))| {
            let may_know = |field| may_know(audience, kind, &name, field, known);
            DatasetName::new((kind, &name), figures, known, &may_know)
        };
        all.into_iter().map(name).collect()
    }

    /// The documents, by publisher and title.
    pub fn sources(&self, known: &Names, audience: Audience) -> Vec<DatasetSource> {
        let source = |(source, figures): &(Arc<Source>, u64)| {
            let [(_, gone_on), (_, archive_url)] = said_of(known, source);
            let is_known = |url: &String| {
                let fact = fact(NameKind::Source, &source.publisher, NameField::ArchiveUrl, url);
                audience.may_know(&fact)
            };
            let archive_url = archive_url.filter(is_known);
            DatasetSource { source: Arc::clone(source), figures: *figures, gone_on, archive_url }
        };
        let mut sources: Vec<DatasetSource> = self.sources.values().map(source).collect();
        sources.sort_by(|a, b| {
            let key = |one: &DatasetSource| {
                (one.source.publisher.clone(), one.source.title.clone(), one.source.url.clone())
            };
            key(a).cmp(&key(b))
        });
        sources
    }
}

fn may_know(audience: Audience, kind: NameKind, name: &Name, field: NameField, known: &Names) -> bool {
    known.get(kind, name, field).is_none_or(|value| audience.may_know(&fact(kind, name, field, value)))
}

fn fact(kind: NameKind, name: &Name, field: NameField, value: &str) -> NameFact {
    NameFact { kind, name: name.clone(), field, value: value.to_owned() }
}
