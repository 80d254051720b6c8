//! Ledgers for tests: the rows of a house CSV as series, with what they declare of each other.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::model::draft::{Draft, Field};
use crate::model::figure::Declares;
use crate::model::name::Name;
use crate::model::names::{NameFact, Names};
use crate::model::question::Question;
use crate::model::recorded::{Act, ActKind, FigureId, Recorded};
use crate::model::scope::EventPlaces;
use crate::model::shared::Shared;
use crate::model::validate::Drafted;
use crate::reconcile::{Answer, policies};
use crate::series::Series;

/// The figures of our own small files.
pub const OCTOBER: &str = include_str!("../../data/october-2023.csv");
/// The founding article.
pub const SEED: &str = include_str!("../../data/seed.csv");

/// What a file says.
pub struct Ledger {
    /// Its figures, numbered by row from 1.
    pub figures: Vec<Recorded>,
    /// What they declare.
    pub acts: Vec<Act>,
    /// Their refs.
    pub refs: HashMap<String, FigureId>,
    names: Arc<Names>,
}

impl Ledger {
    /// Reads files one after another; every row of them is a figure. Parts that a cell names are left out.
    pub fn read(files: &[&str]) -> Ledger {
        let (mut figures, mut acts, mut refs, mut declared) = (vec![], vec![], HashMap::new(), vec![]);
        for file in files {
            let mut reader = csv::Reader::from_reader(file.as_bytes());
            let header: Vec<Field> =
                reader.headers().unwrap().iter().map(|name| Field::from_name(name).unwrap()).collect();
            for (line, row) in reader.records().enumerate() {
                let row = row.unwrap();
                let mut draft = Draft::default();
                header.iter().zip(&row).for_each(|(field, cell)| draft.set(*field, cell));
                let read = Drafted::read(&draft, &mut Shared::default())
                    .unwrap_or_else(|p| panic!("{row:?}: {p:?}"));
                let id = FigureId(figures.len() as i64 + 1);
                refs.extend(read.reference.map(|name| (name, id)));
                declared.extend(read.declared.into_iter().map(|said| (id, read.figure.published_on, said)));
                figures.push(Recorded { id, order: id.0, line: line as u64 + 2, figure: read.figure });
            }
        }
        for (id, known_at, said) in declared {
            let target = refs[&said.target];
            let (figure, what, other) = match said.what {
                Declares::PartOf(all) => (id, ActKind::PartOf(all), target),
                Declares::Relation(kind) => (target, ActKind::Linked(kind), id),
            };
            acts.push(Act {
                figure,
                what,
                other: Some(other),
                known_at,
                reason: said.reason,
                reason_by: said.reason_by,
            });
        }
        let names = Arc::new(knowing(&figures, Names::default()));
        Ledger { figures, acts, refs, names }
    }

    /// With what a desk says about names.
    pub fn named(mut self, facts: impl IntoIterator<Item = NameFact>) -> Ledger {
        self.names = Arc::new(knowing(&self.figures, Names::from_facts(facts)));
        self
    }

    /// The series of the file, in a fixed order.
    pub fn series(&self) -> Vec<Series> {
        let mut scopes: BTreeMap<String, Vec<Recorded>> = BTreeMap::new();
        for recorded in &self.figures {
            scopes.entry(format!("{:?}", recorded.figure.scope)).or_default().push(recorded.clone());
        }
        scopes.into_values().map(|figures| self.one_series(figures)).collect()
    }

    /// The series that holds the figure of a ref.
    pub fn series_of(&self, name: &str) -> Series {
        let id = self.refs[name];
        let mut series = self.series().into_iter();
        series.find(|series| series.members().iter().any(|member| member.id() == id)).expect("a series")
    }

    /// The figure of a ref.
    pub fn figure(&self, name: &str) -> &Recorded {
        &self.figures[self.refs[name].0 as usize - 1]
    }

    fn one_series(&self, figures: Vec<Recorded>) -> Series {
        let scope = Arc::clone(&figures[0].figure.scope);
        let others = |r: &&Recorded| r.figure.scope != scope && r.figure.scope.event == scope.event;
        let related = self.figures.iter().filter(others).cloned().collect();
        let event = scope.event.clone();
        let of_event = self.figures.iter().filter(|recorded| recorded.figure.scope.event == event);
        let places: BTreeSet<_> =
            of_event.filter_map(|recorded| recorded.figure.scope.place.as_ref()).collect();
        let event_places = if places.len() > 1 { EventPlaces::Several } else { EventPlaces::OneAtMost };
        Series::new(scope, figures, self.acts.clone(), related, Arc::clone(&self.names))
            .of_event_with(event_places)
    }
}

/// Names that know which publishers are authorities too.
fn knowing(figures: &[Recorded], mut names: Names) -> Names {
    let authorities: Vec<Name> = figures.iter().filter_map(|r| r.figure.authority().cloned()).collect();
    let publishers = figures.iter().map(|r| r.figure.source.publisher.clone());
    let counting: Vec<Name> = publishers.filter(|name| authorities.contains(name)).collect();
    names.know_counting(counting);
    names
}

/// The answer of a series under a policy.
pub fn answer(series: &Series, policy: &str, question: &Question) -> Answer {
    (policies::named(policy).expect("a policy").apply)(series, question)
}
