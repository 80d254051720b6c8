//! `export --values`: figures as plain values, for a writer of tables.

use std::ops::ControlFlow;
use std::sync::Arc;

use super::criteria::Criteria;
use super::error::Error;
use super::loads::{Loads, read_and_write};
use crate::audit::imports::Imports;
use crate::export::audience::Audience;
use crate::model::attribution::{Attribution, Source};
use crate::model::name::{Name, STEP};
use crate::model::names::{NameKind, Names};
use crate::model::prepared::Prepared;
use crate::model::recorded::Recorded;
use crate::model::scope::Scope;
use crate::model::status::Status;
use crate::model::uid::Uids;
use crate::report::dataset::key;
use crate::report::scope::ScopeReport;
use crate::report::values::PlainFigure;
use crate::store::{self, Result as StoreResult, Store, View};

/// What is asked.
#[derive(Clone, Debug)]
pub struct ValuesOptions {
    /// Which figures, and by which clocks.
    pub criteria: Criteria,
    /// For whom.
    pub audience: Audience,
}

/// Hands every figure that is asked for to `write`, some hundred at a time, in the order of recording: also what does not
/// stand, with what became of it by what was known. The public gets no void figure, since nobody printed it. Memory does not
/// grow with their number.
///
/// # Errors
/// What the store says, or `write`.
pub fn values(
    store: &Store,
    options: &ValuesOptions,
    write: &mut (dyn FnMut(&[PlainFigure]) -> Result<(), Error> + Send),
) -> Result<(), Error> {
    values_in(&View::of(store, options.criteria.question.recorded_by)?, options, write)
}

/// The same in a view, which knows what the question may.
///
/// # Errors
/// As [`values`].
pub(super) fn values_in(
    view: &View<'_>,
    options: &ValuesOptions,
    write: &mut (dyn FnMut(&[PlainFigure]) -> Result<(), Error> + Send),
) -> Result<(), Error> {
    let recorders = store::entries::recorders(view)?;
    let imports = Imports::new(&recorders, Default::default());
    let mut names = CanonicalNames::of(Arc::clone(view.names()));
    let read = |loads: &mut Loads<PlainFigure>| {
        store::figures::each_while(view, |recorded| {
            let plain = plain(view, options, &imports, &mut names, recorded)?;
            Ok(plain.map_or(ControlFlow::Continue(()), |plain| loads.add(plain)))
        })
    };
    read_and_write(read, write)
}

/// A figure with plain values; `None` where it is not asked for, or not for this audience.
fn plain(
    view: &View<'_>,
    options: &ValuesOptions,
    imports: &Imports<'_>,
    names: &mut CanonicalNames,
    mut recorded: Recorded,
) -> StoreResult<Option<PlainFigure>> {
    let (criteria, audience) = (&options.criteria, options.audience);
    if !criteria.pick(view, &recorded)? {
        return Ok(None);
    }
    let status = store::figures::status(view, recorded.id, &criteria.question)?;
    if audience.is_public() && status == Status::Void.word() {
        return Ok(None);
    }
    let reference = match audience.is_public() {
        true => None,
        false => store::figures::references(view, recorded.id)?.into_iter().next(),
    };
    recorded.figure = audience.figure(recorded.figure);
    let (scope, series) = names.scope(&recorded.figure.scope);
    let (publisher, source) = names.publisher(&recorded.figure.source);
    Ok(Some(PlainFigure {
        scope,
        publisher,
        keys: [series, source],
        attribution: names.attribution(&recorded.figure.attribution),
        uid: names.uids.of(&recorded.figure).short(),
        recorder: imports.of(recorded.id).copied(),
        reference,
        status,
        recorded,
    }))
}

/// The names that stand for all that the desk says are the same; what many figures share is worked out once.
struct CanonicalNames {
    names: Arc<Names>,
    scopes: Prepared<Scope, (Arc<Scope>, Arc<str>)>,
    attributions: Prepared<Attribution, Arc<Attribution>>,
    publishers: Prepared<Source, (Name, Arc<str>)>,
    uids: Uids,
}

impl CanonicalNames {
    fn of(names: Arc<Names>) -> CanonicalNames {
        CanonicalNames {
            names,
            scopes: Prepared::default(),
            attributions: Prepared::default(),
            publishers: Prepared::default(),
            uids: Uids::default(),
        }
    }

    /// What is counted, and the key of the series.
    fn scope(&mut self, scope: &Arc<Scope>) -> (Arc<Scope>, Arc<str>) {
        let names = &self.names;
        let canonical = |scope: &Scope| {
            let scope = Arc::new(Scope {
                event: names.canonical(NameKind::Event, &scope.event),
                place: scope.place.as_ref().map(|place| names.canonical(NameKind::Place, place)),
                group: names.canonical(NameKind::Group, &scope.group),
                ..scope.clone()
            });
            let key = key::of_series(&ScopeReport::new(&scope));
            (scope, key.into())
        };
        self.scopes.of(scope, canonical).clone()
    }

    /// Who answers for a count, and who passed it on; relays are publishers.
    fn attribution(&mut self, who: &Arc<Attribution>) -> Arc<Attribution> {
        let names = &self.names;
        let relay = |step: &str| {
            let name = Name::read(step);
            name.map_or_else(
                || step.to_owned(),
                |name| names.canonical(NameKind::Publisher, &name).to_string(),
            )
        };
        let canonical = |who: &Attribution| {
            let via = who.via.as_ref().map(|via| via.steps().map(relay).collect::<Vec<_>>().join(STEP));
            Arc::new(Attribution {
                authority: who.authority.as_ref().map(|name| names.canonical(NameKind::Authority, name)),
                via: via.as_deref().and_then(Name::read),
                ..who.clone()
            })
        };
        Arc::clone(self.attributions.of(who, canonical))
    }

    /// Who printed it, and the key of the source.
    fn publisher(&mut self, source: &Arc<Source>) -> (Name, Arc<str>) {
        let names = &self.names;
        let canonical = |source: &Source| {
            (names.canonical(NameKind::Publisher, &source.publisher), key::of_source(source).into())
        };
        self.publishers.of(source, canonical).clone()
    }
}
