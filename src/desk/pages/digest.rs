//! What is worked out beforehand, in the background: which series hold figures of whom, where sources differ, the newest
//! answers, what a person should look at. It is kept by number; pages read what it points at as it is now.

use std::cmp::Reverse;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::request::request;
use crate::desk::answers::{Answered, Family, Request};
use crate::desk::audit::{AuditOptions, FeedExtent, Settlement, audit_until};
use crate::desk::criteria::Criteria;
use crate::desk::error::Error;
use crate::desk::recordings::RecordingTimes;
use crate::export::audience::Audience;
use crate::model::filter::Filter;
use crate::model::name::Name;
use crate::model::recorded::EntryId;
use crate::phrase::read_lists;
use crate::prose::brief::order;
use crate::reconcile::Verdict;
use crate::report::finding::FindingReport;
use crate::report::tally::FindingTally;
use crate::store::attributed::AttributedSeries;
use crate::store::series::SeriesKey;
use crate::store::{self, Result as StoreResult, Store, View};

/// What was worked out so far.
#[derive(Clone, Debug, Default)]
pub struct Digest {
    /// Which series hold figures of whom.
    pub series: Option<Arc<AttributedSeries>>,
    /// What the answers of all series say.
    pub answers: Option<Arc<DigestedAnswers>>,
    /// What an audit finds.
    pub findings: Option<Arc<DigestedFindings>>,
}

impl Digest {
    /// A copy that shares nothing with it: it lies beside what this thread has, wherever the other was made.
    pub fn copied(&self) -> Digest {
        Digest {
            series: self.series.as_deref().cloned().map(Arc::new),
            answers: self.answers.as_deref().cloned().map(Arc::new),
            findings: self.findings.as_deref().cloned().map(Arc::new),
        }
    }

    /// The same; what is not in it as another has it.
    pub fn or(self, other: &Digest) -> Digest {
        Digest {
            series: self.series.or_else(|| other.series.clone()),
            answers: self.answers.or_else(|| other.answers.clone()),
            findings: self.findings.or_else(|| other.findings.clone()),
        }
    }
}

/// What the answers of all series say.
#[derive(Clone, Debug, Default)]
pub struct DigestedAnswers {
    /// The newest entry that they know.
    pub entry: i64,
    /// Whether all series were answered.
    pub is_whole: bool,
    /// The series whose sources differ, by their numbers; no more than are kept.
    pub differ: Vec<i64>,
    /// How many series differ, kept or not.
    pub all_differ: u64,
    /// The first answer of each event, by the numbers of their series; those with the newest days first.
    pub newest: Vec<i64>,
}

/// What an audit finds.
#[derive(Clone, Debug)]
pub struct DigestedFindings {
    /// The newest entry that it knows.
    pub entry: i64,
    /// The worst findings, worst first; no more than are kept.
    pub worst: Vec<FindingReport>,
    /// How many there are, kept or not.
    pub tally: FindingTally,
}

/// How many series that differ, events and findings are kept.
const KEPT: usize = 1000;
/// How many series are answered at one view: a writer waits no longer than for these.
const AT_ONCE: usize = 256;
/// How many series are answered at all.
const MOST: usize = 200_000;

/// A part of what is worked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DigestPart {
    /// Which series hold figures of whom.
    Series,
    /// What the answers of all series say.
    Answers,
    /// What an audit finds.
    Findings,
}

impl DigestPart {
    /// All parts, what is ready soonest first.
    pub const ALL: [DigestPart; 3] = [DigestPart::Series, DigestPart::Answers, DigestPart::Findings];
}

/// Works one part out. `stop` is asked often: what was begun is left then. What another entry overtakes is left too, and
/// begun again by whoever sees that.
///
/// # Errors
/// What the store says.
pub fn digest(store: &Store, part: DigestPart, stop: &dyn Fn() -> bool) -> Result<Digest, Error> {
    read_lists();
    let mut digest = Digest::default();
    match part {
        DigestPart::Series => {
            digest.series = Some(Arc::new(AttributedSeries::read(&View::of(store, None)?)?));
        }
        DigestPart::Answers => digest.answers = answers(store, stop)?.map(Arc::new),
        DigestPart::Findings => digest.findings = findings(store, stop)?.map(Arc::new),
    }
    Ok(digest)
}

/// What the answers of all series say; `None` where something was recorded in between.
fn answers(store: &Store, stop: &dyn Fn() -> bool) -> Result<Option<DigestedAnswers>, Error> {
    let (mut keys, entry) = {
        let view = View::of(store, None)?;
        (store::series::matching(&view, &Filter::default())?, view.visibility().number())
    };
    let is_cut = keys.len() > MOST;
    keys.truncate(MOST);
    let criteria = Criteria::default();
    let (mut digested, mut is_whole) = (Digesting::default(), !is_cut);
    for some in keys.chunks(AT_ONCE) {
        if stop() {
            is_whole = false;
            break;
        }
        let view = View::of(store, None)?;
        if view.visibility().number() != entry {
            return Ok(None);
        }
        digested.take(request(&criteria, Audience::Internal), &view, some)?;
    }
    Ok(Some(digested.end(entry, is_whole)))
}

/// What was gathered of answers so far.
#[derive(Default)]
pub struct Digesting {
    differ: Vec<i64>,
    all_differ: u64,
    of_event: FxHashMap<Name, Leading>,
}

/// The answer of an event that comes first.
struct Leading {
    key: SeriesKey,
    day: Option<(i32, u32)>,
}

impl Digesting {
    fn take(&mut self, request: Request<'_>, view: &View<'_>, keys: &[SeriesKey]) -> StoreResult<()> {
        let mut times = RecordingTimes::of(view)?;
        for key in keys {
            if let Some(family) = Family::read(request, view, key, &mut times)? {
                self.note(key, &request.answer(family, view.names()));
            }
        }
        Ok(())
    }

    /// Takes in the answer of a series.
    pub fn note(&mut self, key: &SeriesKey, answered: &Answered) {
        let answer = &answered.answer;
        let Some(id) = key.ids.iter().min() else { return };
        if answer.verdict == Verdict::SourcesDiffer {
            self.all_differ += 1;
            if self.differ.len() < KEPT {
                self.differ.push(*id);
            }
        }
        let published = answer.answering().into_iter().filter_map(|chosen| answered.series.figure(chosen.id));
        let day = published.map(|recorded| recorded.figure.published_on.order_key()).max();
        if day.is_none() {
            return;
        }
        let leads = |known: &Leading| comes_before(key, &known.key);
        let known = self.of_event.get(&key.scope.event);
        if known.is_none_or(leads) {
            self.of_event.insert(key.scope.event.clone(), Leading { key: key.clone(), day });
        }
    }

    /// The first answer of each event, by the numbers of their series; those with the newest days first.
    pub fn newest(&self) -> Vec<i64> {
        let mut events: Vec<&Leading> = self.of_event.values().collect();
        events.sort_by(|one, other| {
            let newest = |leading: &Leading| Reverse(leading.day);
            newest(one).cmp(&newest(other)).then_with(|| one.key.scope.event.cmp(&other.key.scope.event))
        });
        events.iter().take(KEPT).filter_map(|leading| leading.key.ids.iter().min().copied()).collect()
    }

    fn end(self, entry: EntryId, is_whole: bool) -> DigestedAnswers {
        let newest = self.newest();
        DigestedAnswers { entry: entry.0, is_whole, differ: self.differ, all_differ: self.all_differ, newest }
    }
}

/// Whether an event is told by one series rather than by another: as in a paragraph, and what states no place first.
fn comes_before(one: &SeriesKey, other: &SeriesKey) -> bool {
    let (a, b) = (&one.scope, &other.scope);
    let by_kind = order(a, b);
    let whole = |place: &Option<Name>| place.as_ref().map_or(0, |place| place.steps().count());
    by_kind.then_with(|| whole(&a.place).cmp(&whole(&b.place))).then_with(|| a.place.cmp(&b.place)).is_lt()
}

/// What an audit is asked for whose worst findings are kept for pages.
pub fn worst_of(criteria: Criteria) -> AuditOptions {
    AuditOptions { criteria, settlement: Settlement::Open, feeds: FeedExtent::Now, limit: Some(KEPT) }
}

/// What an audit finds; `None` where it was stopped.
fn findings(store: &Store, stop: &dyn Fn() -> bool) -> Result<Option<DigestedFindings>, Error> {
    let entry = View::of(store, None)?.visibility().number().0;
    let mut worst = Vec::new();
    let audited = audit_until(store, &worst_of(Criteria::default()), stop, &mut |part| {
        worst.extend(part.finding().cloned());
        Ok(())
    });
    match audited {
        Ok(audited) => Ok(Some(DigestedFindings { entry, worst, tally: audited.findings })),
        Err(Error::Interrupted) => Ok(None),
        Err(error) => Err(error),
    }
}
