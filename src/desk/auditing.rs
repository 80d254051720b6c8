//! From the store to findings: one event at a time, then the names and documents of all that was seen.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::audit::event::Event;
use crate::audit::imports::Imports;
use crate::audit::seen::{AuditIndex, Everything};
use crate::audit::{Finding, audit_all, audit_event};
use crate::desk::answers::{first_reference, series_of};
use crate::desk::criteria::Criteria;
use crate::desk::error::Error;
use crate::desk::found::{Found, WorstFirst};
use crate::model::filter::Filter;
use crate::model::name::{Name, STEP};
use crate::model::names::NameKind;
use crate::model::recorded::{ActKind, Recorder};
use crate::report::finding::{AcceptedReport, FindingReport};
use crate::series::Series;
use crate::store;
use crate::store::View;
use crate::store::material::Material;
use crate::store::series::SeriesKey;

/// What is asked of an audit.
pub struct Audited<'a> {
    /// Findings about a figure of these.
    pub criteria: &'a Criteria,
}

/// What an audit came to.
pub struct Outcome {
    /// Every finding that is asked for, settled ones included, worst first.
    pub findings: WorstFirst,
    /// How many figures were asked for.
    pub figures: u64,
}

impl Audited<'_> {
    /// Looks at every event that may hold what is asked for.
    pub fn outcome(&self, reader: &View<'_>) -> Result<Outcome, Error> {
        let asked: Vec<Name> =
            events(store::series::matching(reader, &self.criteria.filter)?).into_keys().collect();
        self.of_events(reader, &asked)
    }

    /// Looks at some events; those that are named as printed stand for the outermost event that they are part of.
    pub fn of_events(&self, reader: &View<'_>, events_named: &[Name]) -> Result<Outcome, Error> {
        let entries = store::entries::recorders(reader)?;
        store::merged::expect_many(reader)?;
        let (mut gathered, mut found, mut figures) = (AuditIndex::default(), Found::default(), 0);
        let canonical = events_named.iter().map(|event| reader.names().canonical(NameKind::Event, event));
        let mut asked: Vec<Name> = canonical.map(|event| outermost(&event)).collect();
        asked.sort_unstable();
        for (event, keys) in events(store::series::matching(reader, &Filter::default())?) {
            if asked.binary_search(&event).is_ok() {
                let (of_event, among) = self.event(reader, &keys, &entries, &mut gathered)?;
                of_event.into_iter().try_for_each(|finding| found.add(finding))?;
                figures += among;
            }
        }
        let mut repeated = Vec::new();
        for group in gathered.repeated() {
            repeated.push(store::figures::in_order(reader, group)?);
        }
        let seen = Everything { names: reader.names(), seen: gathered.names(), repeated };
        self.asked(reader, audit_all(&seen))?.into_iter().try_for_each(|finding| found.add(finding))?;
        Ok(Outcome { findings: found.worst_first()?, figures })
    }

    /// What is found in one event that is asked for, and among how many figures.
    fn event(
        &self,
        reader: &View<'_>,
        keys: &[SeriesKey],
        entries: &[Recorder],
        gathered: &mut AuditIndex,
    ) -> Result<(Vec<Finding>, u64), Error> {
        let (mut series, mut figures) = (Vec::<Series>::new(), 0);
        let mut imports = Imports::new(entries, FxHashMap::default());
        for key in keys {
            let mut material = self.known(store::material::with_documents(reader, key)?);
            imports.learn(store::provenance::first_elsewhere(reader, &mut material.figures)?);
            for recorded in &material.figures {
                gathered.take(recorded, imports.place(recorded));
                figures += u64::from(self.criteria.admit(reader, recorded)?);
            }
            if !material.figures.is_empty() {
                series.push(series_of(reader.names(), material));
            }
        }
        let event = Event::new(&series, &imports, reader.names());
        Ok((self.asked(reader, audit_event(&event))?, figures))
    }

    /// What lies within the question. What the desk voids was never there.
    fn known(&self, mut material: Material) -> Material {
        material.figures.retain(|recorded| self.criteria.reach(recorded));
        material.related.retain(|recorded| self.criteria.reach(recorded));
        material.acts.retain(|act| act.what == ActKind::Void || self.criteria.question.knows(act.known_at));
        material
    }

    /// The findings about figures that are asked for.
    fn asked(&self, reader: &View<'_>, found: Vec<Finding>) -> Result<Vec<Finding>, Error> {
        if self.criteria.filter == Filter::default() && self.criteria.entry.is_none() {
            return Ok(found);
        }
        let mut kept = Vec::new();
        for finding in found {
            for id in &finding.figures {
                let recorded = store::figures::one(reader, *id)?;
                if let Some(recorded) = recorded
                    && self.criteria.admit(reader, &recorded)?
                {
                    kept.push(finding);
                    break;
                }
            }
        }
        Ok(kept)
    }
}

/// Findings as they are printed: those that were settled, with who settled them, when and why; or the others.
pub fn reports<'r>(
    reader: &'r View<'_>,
    found: WorstFirst,
    which: Which,
) -> Result<impl Iterator<Item = Result<FindingReport, Error>> + use<'r>, Error> {
    let settled = match which {
        Which::Settled => store::names::accepted_findings(reader)?,
        Which::Open => BTreeMap::new(),
    };
    let report = move |finding: Finding| {
        let why = finding.accepted(reader.names()).map(str::to_owned);
        if why.is_some() != (which == Which::Settled) {
            return Ok(None);
        }
        let entry =
            settled.get(&finding.key).map(|entry| store::entries::one(reader, *entry)).transpose()?.flatten();
        let mut report = FindingReport::new(finding, &|id| first_reference(reader, id));
        report.accepted = why.map(|why| AcceptedReport::new(&why, entry.as_ref()));
        Ok(Some(report))
    };
    Ok(found.filter_map(move |finding| finding.map_err(Error::from).and_then(&report).transpose()))
}

/// Which findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Those that nobody settled.
    Open,
    /// Those that the desk accepted.
    Settled,
}

/// The series by the event that all of them are part of.
fn events(keys: Vec<SeriesKey>) -> BTreeMap<Name, Vec<SeriesKey>> {
    let mut events: BTreeMap<Name, Vec<SeriesKey>> = BTreeMap::new();
    for key in keys {
        events.entry(outermost(&key.scope.event)).or_default().push(key);
    }
    events
}

fn outermost(event: &Name) -> Name {
    event.as_str().split(STEP).next().and_then(Name::read).unwrap_or_else(|| event.clone())
}
