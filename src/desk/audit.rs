//! `audit`: what a person should look at, worst first. One event at a time, then the names and documents of all that was
//! seen.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::answers::{first_reference, series_of};
use super::criteria::Criteria;
use super::error::Error;
use super::sorted_runs::{FindingSorter, WorstFirst};
use crate::audit::event::Event;
use crate::audit::imports::Imports;
use crate::audit::seen::{AuditIndex, Everything};
use crate::audit::{Finding, audit_all, audit_event};
use crate::model::filter::Filter;
use crate::model::name::{Name, STEP};
use crate::model::names::NameKind;
use crate::model::recorded::{ActKind, Recorder};
use crate::report::finding::{AcceptedReport, FindingReport, FindingTally};
use crate::series::Series;
use crate::store::material::Material;
use crate::store::series::SeriesKey;
use crate::store::{self, Store, View};

/// What is asked.
#[derive(Clone, Debug)]
pub struct AuditOptions {
    /// Findings about a figure of these.
    pub criteria: Criteria,
    /// Open findings, or settled ones.
    pub settlement: Settlement,
}

/// Whether somebody settled a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settlement {
    /// Nobody did.
    Open,
    /// The desk accepted it.
    Settled,
}

/// What is left to say once all findings were handed out.
#[derive(Clone, Debug)]
pub struct Audited {
    /// How many findings there were.
    pub findings: FindingTally,
    /// How many figures were asked for.
    pub figures: u64,
}

/// Looks at every event that may hold what is asked for, and hands each finding to `take`, worst first; none where no figure
/// is asked for.
///
/// # Errors
/// What the store says, a disk that does not hold the findings, or `take`.
pub fn audit(
    store: &Store,
    options: &AuditOptions,
    take: &mut dyn FnMut(&FindingReport) -> Result<(), Error>,
) -> Result<Audited, Error> {
    let view = View::of(store, options.criteria.question.recorded_by)?;
    let audit = Audit { view: &view, criteria: &options.criteria };
    let asked: Vec<Name> =
        events(store::series::matching(&view, &options.criteria.filter)?).into_keys().collect();
    let (worst_first, figures) = audit.findings(&asked)?;
    let mut findings = FindingTally::default();
    if figures > 0 {
        each_report(&view, worst_first, options.settlement, &mut |report| {
            findings.count(&report);
            take(&report)
        })?;
    }
    Ok(Audited { findings, figures })
}

/// All that is found about some events, settled or not, worst first.
///
/// # Errors
/// What the store says, a disk that does not hold the findings.
pub fn about_events(view: &View<'_>, events_named: &[Name]) -> Result<WorstFirst, Error> {
    Ok(Audit { view, criteria: &Criteria::default() }.findings(events_named)?.0)
}

/// An audit of what a view shows.
struct Audit<'a> {
    view: &'a View<'a>,
    criteria: &'a Criteria,
}

impl Audit<'_> {
    /// What is found in some events, and among how many figures; those that are named as printed stand for the outermost
    /// event that they are part of.
    fn findings(&self, events_named: &[Name]) -> Result<(WorstFirst, u64), Error> {
        let view = self.view;
        let recorders = store::entries::recorders(view)?;
        store::merged::expect_many(view)?;
        let (mut index, mut sorter, mut figures) = (AuditIndex::default(), FindingSorter::default(), 0);
        let canonical = events_named.iter().map(|event| view.names().canonical(NameKind::Event, event));
        let mut asked: Vec<Name> = canonical.map(|event| outermost(&event)).collect();
        asked.sort_unstable();
        for (event, keys) in events(store::series::matching(view, &Filter::default())?) {
            if asked.binary_search(&event).is_ok() {
                let (of_event, among) = self.event(&keys, &recorders, &mut index)?;
                of_event.into_iter().try_for_each(|finding| sorter.add(finding))?;
                figures += among;
            }
        }
        let mut repeated = Vec::new();
        for group in index.repeated() {
            repeated.push(store::figures::in_order(view, group)?);
        }
        let seen = Everything { names: view.names(), seen: index.names(), repeated };
        self.asked(audit_all(&seen))?.into_iter().try_for_each(|finding| sorter.add(finding))?;
        Ok((sorter.worst_first()?, figures))
    }

    /// What is found in one event that is asked for, and among how many figures.
    fn event(
        &self,
        keys: &[SeriesKey],
        recorders: &[Recorder],
        index: &mut AuditIndex,
    ) -> Result<(Vec<Finding>, u64), Error> {
        let (mut series, mut figures) = (Vec::<Series>::new(), 0);
        let mut imports = Imports::new(recorders, FxHashMap::default());
        for key in keys {
            let mut material = self.known(store::material::with_documents(self.view, key)?);
            imports.learn(store::provenance::first_elsewhere(self.view, &mut material.figures)?);
            for recorded in &material.figures {
                index.take(recorded, imports.place(recorded));
                figures += u64::from(self.criteria.admit(self.view, recorded)?);
            }
            if !material.figures.is_empty() {
                series.push(series_of(self.view.names(), material));
            }
        }
        let event = Event::new(&series, &imports, self.view.names());
        Ok((self.asked(audit_event(&event))?, figures))
    }

    /// What lies within the question. What the desk voids was never there.
    fn known(&self, mut material: Material) -> Material {
        material.figures.retain(|recorded| self.criteria.reach(recorded));
        material.related.retain(|recorded| self.criteria.reach(recorded));
        let question = &self.criteria.question;
        material.acts.retain(|act| act.what == ActKind::Void || question.knows(act.known_at));
        material
    }

    /// The findings about figures that are asked for.
    fn asked(&self, found: Vec<Finding>) -> Result<Vec<Finding>, Error> {
        if self.criteria.filter == Filter::default() && self.criteria.entry.is_none() {
            return Ok(found);
        }
        let mut kept = Vec::new();
        for finding in found {
            for id in &finding.figures {
                if let Some(recorded) = store::figures::one(self.view, *id)?
                    && self.criteria.admit(self.view, &recorded)?
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
fn each_report(
    view: &View<'_>,
    findings: WorstFirst,
    settlement: Settlement,
    take: &mut dyn FnMut(FindingReport) -> Result<(), Error>,
) -> Result<(), Error> {
    let settled = match settlement {
        Settlement::Settled => store::names::accepted_findings(view)?,
        Settlement::Open => BTreeMap::new(),
    };
    for finding in findings {
        let finding = finding?;
        let why = finding.accepted(view.names()).map(str::to_owned);
        if why.is_some() == (settlement == Settlement::Settled) {
            let entry = settled
                .get(&finding.key)
                .map(|entry| store::entries::one(view, *entry))
                .transpose()?
                .flatten();
            let mut report = FindingReport::new(finding, &|id| first_reference(view, id));
            report.accepted = why.map(|why| AcceptedReport::new(&why, entry.as_ref()));
            take(report)?;
        }
    }
    Ok(())
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
