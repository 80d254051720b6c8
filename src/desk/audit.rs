//! `audit`: what a person should look at, worst first. Of one event at a time what is looked at together, then the documents
//! and names of all that was seen.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::answers::{first_reference, series_of};
use super::criteria::Criteria;
use super::document_runs::DocumentSorter;
use super::error::Error;
use super::sorted_runs::{FindingSorter, WorstFirst};
use crate::audit::coverage::Coverage;
use crate::audit::event::{AuditedSeries, Event};
use crate::audit::feeds::FeedValues;
use crate::audit::imports::Imports;
use crate::audit::seen::{AuditIndex, Everything, document};
use crate::audit::together::looked_at_together;
use crate::audit::{Finding, Switches, audit_all, audit_document, audit_event, audit_switches};
use crate::model::feeds::RowVersions;
use crate::model::filter::Filter;
use crate::model::name::{Name, STEP};
use crate::model::names::NameKind;
use crate::model::recorded::{ActKind, FigureId, Recorder};
use crate::model::scope::Scope;
use crate::report::finding::{AcceptedReport, FindingReport, Told};
use crate::report::tally::FindingTally;
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
    /// What of feeds is looked at.
    pub feeds: FeedExtent,
    /// How many of the worst are handed out; `None`: all.
    pub limit: Option<usize>,
}

/// What of feeds is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedExtent {
    /// What stands together now, and the step of each row from its last value.
    Now,
    /// All snapshots.
    History,
}

/// What an audit hands out.
#[derive(Clone, Copy, Debug)]
pub enum AuditPart<'a> {
    /// How many findings there are of each code: before the first of them.
    Tally(&'a FindingTally),
    /// One finding.
    Finding(&'a FindingReport),
}

/// Whether somebody settled a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settlement {
    /// Nobody did.
    Open,
    /// The desk accepted it.
    Settled,
}

impl<'a> AuditPart<'a> {
    /// The finding, where it is one.
    pub fn finding(self) -> Option<&'a FindingReport> {
        match self {
            AuditPart::Finding(report) => Some(report),
            AuditPart::Tally(_) => None,
        }
    }
}

/// What is left to say once all findings were handed out.
#[derive(Clone, Debug)]
pub struct Audited {
    /// How many findings there are.
    pub findings: FindingTally,
    /// What was asked for, and how far it could be looked at.
    pub coverage: Coverage,
    /// The first that nobody settled, as people name it.
    pub first_open: Option<String>,
    /// How many were not handed out.
    pub more: u64,
}

/// Looks at every event that may hold what is asked for, and hands to `take` how many findings there are, then each of them,
/// worst first; nothing where no figure is asked for.
///
/// # Errors
/// What the store says, a disk that does not hold the findings, or `take`.
pub fn audit(
    store: &Store,
    options: &AuditOptions,
    take: &mut dyn FnMut(AuditPart<'_>) -> Result<(), Error>,
) -> Result<Audited, Error> {
    audit_in(&View::of(store, options.criteria.question.recorded_by)?, options, take)
}

/// The same, until `stop` says so, which is asked again and again.
///
/// # Errors
/// As [`audit`]; [`Error::Interrupted`] where it was stopped.
pub fn audit_until(
    store: &Store,
    options: &AuditOptions,
    stop: &dyn Fn() -> bool,
    take: &mut dyn FnMut(AuditPart<'_>) -> Result<(), Error>,
) -> Result<Audited, Error> {
    let view = View::of(store, options.criteria.question.recorded_by)?;
    let audit = Audit { view: &view, criteria: &options.criteria, feeds: options.feeds, stop };
    audited(audit, options, take)
}

/// The same in a view, which knows what the question may.
///
/// # Errors
/// As [`audit`].
pub(super) fn audit_in(
    view: &View<'_>,
    options: &AuditOptions,
    take: &mut dyn FnMut(AuditPart<'_>) -> Result<(), Error>,
) -> Result<Audited, Error> {
    let audit = Audit { view, criteria: &options.criteria, feeds: options.feeds, stop: &|| false };
    audited(audit, options, take)
}

fn audited(
    audit: Audit<'_>,
    options: &AuditOptions,
    take: &mut dyn FnMut(AuditPart<'_>) -> Result<(), Error>,
) -> Result<Audited, Error> {
    let view = audit.view;
    let asked: Vec<Name> =
        events(store::series::matching(view, &options.criteria.filter)?).into_keys().collect();
    let Found { worst_first, open, settled, coverage } = audit.findings(&asked)?;
    let findings = if options.settlement == Settlement::Open { open } else { settled };
    let mut audited = Audited { findings, coverage, first_open: None, more: 0 };
    if coverage.figures > 0 {
        take(AuditPart::Tally(&audited.findings))?;
        let most = options.limit.unwrap_or(usize::MAX);
        audited.more = each_report(view, worst_first, (options.settlement, most), &mut |report| {
            if report.accepted.is_none() && audited.first_open.is_none() {
                audited.first_open = Some(report.handle.clone());
            }
            take(AuditPart::Finding(report))
        })?;
    }
    Ok(audited)
}

/// All that is found about some events, settled or not, worst first.
///
/// # Errors
/// What the store says, a disk that does not hold the findings.
pub fn about_events(view: &View<'_>, events_named: &[Name], feeds: FeedExtent) -> Result<WorstFirst, Error> {
    let criteria = &Criteria::default();
    Ok(Audit { view, criteria, feeds, stop: &|| false }.findings(events_named)?.worst_first)
}

/// What was found, and among what.
struct Found {
    worst_first: WorstFirst,
    open: FindingTally,
    settled: FindingTally,
    coverage: Coverage,
}

/// What is gathered from every series that is read.
#[derive(Default)]
struct AuditGathered {
    index: AuditIndex,
    documents: DocumentSorter,
    coverage: Coverage,
}

/// An audit of what a view shows.
struct Audit<'a> {
    view: &'a View<'a>,
    criteria: &'a Criteria,
    feeds: FeedExtent,
    stop: &'a dyn Fn() -> bool,
}

impl Audit<'_> {
    /// What is found in some events, and among which figures; events that are named as printed stand for the outermost one
    /// that they are part of.
    fn findings(&self, events_named: &[Name]) -> Result<Found, Error> {
        let view = self.view;
        let recorders = store::entries::recorders(view)?;
        let rows = match self.feeds {
            FeedExtent::Now => store::feeds::row_versions(view)?,
            FeedExtent::History => RowVersions::default(),
        };
        store::merged::expect_many(view)?;
        let mut gathered = AuditGathered::default();
        let (mut sorter, mut open, mut settled) =
            (FindingSorter::default(), FindingTally::default(), FindingTally::default());
        let mut add = |finding: Finding| {
            let is_settled = finding.accepted(view.names()).is_some();
            (if is_settled { &mut settled } else { &mut open }).count(&finding);
            sorter.add(finding)
        };
        let canonical = events_named.iter().map(|event| view.names().canonical(NameKind::Event, event));
        let mut asked: Vec<Name> = canonical.map(|event| outermost(&event)).collect();
        asked.sort_unstable();
        for (event, keys) in events(store::series::matching(view, &Filter::default())?) {
            if (self.stop)() {
                return Err(Error::Interrupted);
            }
            if asked.binary_search(&event).is_ok() {
                let mut switches = Switches::default();
                for keys in self.together(keys)? {
                    let event = (&*keys, &mut switches);
                    let found = self.event(event, (&recorders, &rows), &mut gathered)?;
                    found.into_iter().try_for_each(&mut add)?;
                }
                self.asked(audit_switches(switches).collect())?.into_iter().try_for_each(&mut add)?;
                view.forget_documents();
            }
        }
        let AuditGathered { index, documents, coverage } = gathered;
        documents.each_repeated(&mut |figures| {
            let figures = store::figures::in_order(view, figures.iter().copied())?;
            let found = self.asked(audit_document(&figures, view.names()))?;
            Ok(found.into_iter().try_for_each(&mut add)?)
        })?;
        let seen = Everything { names: view.names(), seen: index.names(), stop: self.stop };
        let of_names = audit_all(&seen);
        if (self.stop)() {
            return Err(Error::Interrupted);
        }
        self.asked(of_names)?.into_iter().try_for_each(&mut add)?;
        Ok(Found { worst_first: sorter.worst_first()?, open, settled, coverage })
    }

    /// The series of an event, those side by side that are looked at together.
    fn together(&self, keys: Vec<SeriesKey>) -> Result<Vec<Vec<SeriesKey>>, Error> {
        let mut ties = Vec::new();
        if self.view.has_acts() {
            let numbers =
                |(at, key): (usize, &SeriesKey)| key.ids.iter().map(|id| (*id, at)).collect::<Vec<_>>();
            let places: FxHashMap<i64, usize> = keys.iter().enumerate().flat_map(numbers).collect();
            for (at, key) in keys.iter().enumerate() {
                let others = store::acts::pointed_at(self.view, key)?;
                ties.extend(others.iter().filter_map(|id| Some((at, *places.get(id)?))));
            }
        }
        let scopes: Vec<&Scope> = keys.iter().map(|key| &*key.scope).collect();
        let together = looked_at_together(&scopes, &ties);
        Ok(together.into_iter().map(|own| own.into_iter().map(|at| keys[at].clone()).collect()).collect())
    }

    /// What is found in series of one event that are looked at together; their figures that are asked for are counted.
    fn event(
        &self,
        (keys, switches): (&[SeriesKey], &mut Switches),
        (recorders, rows): (&[Recorder], &RowVersions),
        gathered: &mut AuditGathered,
    ) -> Result<Vec<Finding>, Error> {
        if (self.stop)() {
            return Err(Error::Interrupted);
        }
        let mut series = Vec::new();
        let mut imports = Imports::new(recorders, FxHashMap::default());
        for key in keys {
            let mut material = self.known(store::material::with_documents(self.view, key)?);
            imports.learn(store::provenance::first_elsewhere(self.view, &mut material.figures)?);
            let values = match self.feeds {
                FeedExtent::Now => FeedValues::of(&material.figures, rows),
                FeedExtent::History => FeedValues::default(),
            };
            gathered.coverage.history += values.history.len() as u64;
            material.figures.retain(|recorded| !values.history.contains(&recorded.id));
            let void = material.acts.iter().filter(|act| act.what == ActKind::Void);
            let void: FxHashSet<FigureId> = void.map(|act| act.figure).collect();
            for recorded in &material.figures {
                if !void.contains(&recorded.id) {
                    gathered.index.take(recorded, imports.place(recorded));
                    if let Some(document) = document(recorded) {
                        gathered.documents.add(document, recorded.id)?;
                    }
                }
                if self.criteria.admit(self.view, recorded)? {
                    gathered.coverage.count(recorded);
                }
            }
            if !material.figures.is_empty() {
                series.push(self.audited(material, &values));
            }
        }
        let event = Event::new(&series, &imports, self.view.names());
        self.asked(audit_event(&event, switches))
    }

    /// A series, and the same with the values that rows of feeds had before.
    fn audited(&self, mut material: Material, values: &FeedValues) -> AuditedSeries {
        let names = self.view.names();
        let with_before = (!values.before.is_empty()).then(|| series_of(names, material.clone()));
        material.figures.retain(|recorded| !values.before.contains(&recorded.id));
        AuditedSeries { now: series_of(names, material), with_before }
    }

    /// What lies within the question. What the desk voids was never there.
    fn known(&self, mut material: Material) -> Material {
        material.figures.retain(|recorded| self.criteria.question.admits(recorded));
        material.related.retain(|recorded| self.criteria.question.admits(recorded));
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

/// Findings as they are printed: those that were settled, with who settled them, when and why; or the others. At most so many,
/// and how many more there are.
fn each_report(
    view: &View<'_>,
    findings: WorstFirst,
    (settlement, most): (Settlement, usize),
    take: &mut dyn FnMut(&FindingReport) -> Result<(), Error>,
) -> Result<u64, Error> {
    let settled = match settlement {
        Settlement::Settled => store::names::accepted_findings(view)?,
        Settlement::Open => BTreeMap::new(),
    };
    let (mut last, mut left, mut more) = (None, most, 0);
    for finding in findings {
        let finding = finding?;
        let why = finding.accepted(view.names()).map(str::to_owned);
        if why.is_some() != (settlement == Settlement::Settled) {
            continue;
        }
        if left == 0 {
            more += 1;
        } else {
            left -= 1;
            let entry = settled
                .get(&finding.key)
                .map(|entry| store::entries::one(view, *entry))
                .transpose()?
                .flatten();
            let (kind, scope) = (Some((finding.rank, finding.name)), scope_of(view, &finding)?);
            let mut report = FindingReport::new(finding, &scope, &|id| first_reference(view, id));
            report.accepted = why.map(|why| AcceptedReport::new(&why, entry.as_ref()));
            report.told = if last == kind { Told::AsOneMore } else { Told::InFull };
            last = kind;
            take(&report)?;
        }
    }
    Ok(more)
}

/// What the first figure of a finding counts.
fn scope_of(view: &View<'_>, finding: &Finding) -> Result<Arc<Scope>, Error> {
    let first = finding.figures.first().copied().unwrap_or(FigureId(0));
    Ok(store::figures::scope_of(view, first)?)
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
