//! Answers, worked out over families: a family is a series with all that its answer needs. A store is one giver of families.
//!
//! Where they are many, one thread reads them and another answers; memory does not grow with their number.

use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};

use rustc_hash::FxHashMap;

use crate::audit::{DESKS_DIFFER, Finding, audit, audit_answer, audit_sister};
use crate::export::audience::Audience;
use crate::model::column::Field;
use crate::model::fingerprint::AnswerRoot;
use crate::model::names::Names;
use crate::model::question::Question;
use crate::model::recorded::{FigureId, Recorded};
use crate::model::status::void_figures;
use crate::model::wording::has_digits;
use crate::model::words::CountType;
use crate::reconcile::fingerprint::fingerprint;
use crate::reconcile::{Answer, Chosen, Policy, policies};
use crate::report::answer::{AnswerReport, Explain, ReportedAnswer};
use crate::series::Series;
use crate::store::material::Material;
use crate::store::series::SeriesKey;
use crate::store::{self, Result, View};

use super::criteria::Criteria;
use super::error::Error;
use super::recordings::{RecordingTimes, Recordings};

/// What is asked of every family.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// Which figures.
    pub criteria: &'a Criteria,
    /// How they become an answer.
    pub policy: &'static Policy,
    /// Whether the trace comes with the answer.
    pub explain: Explain,
    /// For whom it is.
    pub audience: Audience,
}

/// A series with all that its answer needs: once it is read, no store is asked any more.
pub struct Family {
    /// The series.
    pub(super) material: Material,
    /// The total of what the series counts window by window, where there is one.
    pub(super) total: Option<Material>,
    /// The refs of the figures, for a trace.
    pub(super) references: FxHashMap<FigureId, String>,
    /// When its figures were recorded.
    pub(super) recordings: Option<Recordings>,
    /// What a fingerprint of its answer begins with.
    pub(super) root: Option<AnswerRoot>,
}

/// A series and its answer, before it is put into words.
pub struct Answered {
    /// The answer.
    pub answer: Answer,
    /// The series.
    pub series: Series,
    /// What its sisters tell of it.
    of_sisters: Vec<Finding>,
    total: Option<Material>,
    references: FxHashMap<FigureId, String>,
    recordings: Option<Recordings>,
    root: Option<AnswerRoot>,
}

/// How many families travel together from the reading thread to the answering one, and how many such loads may wait.
const LOAD: usize = 1 << 5;
const LOADS: usize = 4;
/// From so many series on it pays to answer in another thread, and to read once which figures of a merged store were seen
/// again.
pub(super) const MANY: usize = 1 << 7;

/// The families of those series of a store that hold a figure that is asked for.
///
/// # Errors
/// What the store says; each family may meet more.
pub fn families<'r>(
    request: Request<'r>,
    view: &'r View<'_>,
    keys: Vec<SeriesKey>,
) -> Result<impl Iterator<Item = Result<Family>> + use<'r>> {
    if keys.len() >= MANY {
        store::merged::expect_many(view)?;
    }
    let mut times = RecordingTimes::of(view)?;
    Ok(keys.into_iter().filter_map(move |key| Family::read(request, view, &key, &mut times).transpose()))
}

/// Hands on families, or groups of them, one by one. This thread reads them; `take` runs in another where they may be many.
///
/// # Errors
/// What reading meets, or `take`.
pub fn each_family<T: Send>(
    mut families: impl Iterator<Item = Result<T>>,
    take: &mut (dyn FnMut(T) -> std::result::Result<(), Error> + Send),
) -> std::result::Result<(), Error> {
    if families.size_hint().1.is_some_and(|most| most < MANY) {
        return families.try_for_each(|family| take(family?));
    }
    std::thread::scope(|scope| {
        let (send, receive) = sync_channel::<Vec<T>>(LOADS);
        let answering = std::thread::Builder::new()
            .name("answering".into())
            .spawn_scoped(scope, move || receive.iter().flatten().try_for_each(take))?;
        let read = send_all(families, &send);
        drop(send);
        answering.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        Ok(read?)
    })
}

/// Reads family after family, until all are read or the other thread has stopped.
fn send_all<T>(families: impl Iterator<Item = Result<T>>, send: &SyncSender<Vec<T>>) -> Result<()> {
    let mut load = Vec::with_capacity(LOAD);
    for family in families {
        load.push(family?);
        if load.len() == LOAD && send.send(std::mem::replace(&mut load, Vec::with_capacity(LOAD))).is_err() {
            return Ok(());
        }
    }
    let _ = send.send(load);
    Ok(())
}

impl Family {
    /// Reads the family of a series; `None` when it holds no figure that is asked for.
    pub(super) fn read(
        request: Request<'_>,
        view: &View<'_>,
        key: &SeriesKey,
        times: &mut RecordingTimes,
    ) -> Result<Option<Family>> {
        let material = request.material(view, key)?;
        if !request.criteria.admit_any(view, &material)? {
            return Ok(None);
        }
        Family::of(request, view, key, material, times).map(Some)
    }

    /// Whether only typing errors of this desk are left of it: nobody ever said anything of it.
    pub(super) fn is_void(&self) -> bool {
        let void = void_figures(&self.material.acts);
        !void.is_empty() && self.material.figures.iter().all(|recorded| void.contains(&recorded.id))
    }

    /// Reads the family of a series, whatever it holds.
    pub(super) fn whole(
        request: Request<'_>,
        view: &View<'_>,
        key: &SeriesKey,
        times: &mut RecordingTimes,
    ) -> Result<Family> {
        Family::of(request, view, key, request.material(view, key)?, times)
    }

    fn of(
        request: Request<'_>,
        view: &View<'_>,
        key: &SeriesKey,
        material: Material,
        times: &mut RecordingTimes,
    ) -> Result<Family> {
        let material = material.knowing_event_days(view, &request.criteria.question)?;
        let total = match key.scope.count_type {
            CountType::Period => {
                store::series::total_of(view, key)?.map(|key| store::material::of(view, &key)).transpose()?
            }
            _ => None,
        };
        let total = total.map(|total| told_to(request.audience, total));
        let references = match request.explain {
            Explain::WithTrace => references(view, &material),
            Explain::AnswerOnly => FxHashMap::default(),
        };
        let recordings = times.of_figures(view, &material.figures)?;
        let root = store::entries::root(view, key)?;
        Ok(Family { material, total, references, recordings, root })
    }
}

/// What an audience may be told of a series: reasons without a person who gave them, caveats no longer than a quote may be.
pub fn told_to(audience: Audience, mut material: Material) -> Material {
    if !audience.is_public() {
        return material;
    }
    let Material { figures, related, acts, .. } = &mut material;
    for recorded in figures.iter_mut().chain(related.iter_mut()) {
        audience.cut_caveat(&mut recorded.figure.details);
    }
    for act in acts.iter_mut().filter(|act| act.reason_by.is_some()) {
        let declaring =
            act.other.and_then(|by| figures.iter().chain(related.iter()).find(|one| one.id == by));
        act.reason_by = audience.reason_by(act.reason_by.take(), declaring.map(|one| &one.figure));
    }
    material
}

/// Whether one needs the language of a document to compare the number of a figure with its quote.
fn quotes_in_letters(recorded: &Recorded) -> bool {
    recorded.figure.details.text(Field::Quote).is_some_and(|quote| !has_digits(quote))
}

impl Request<'_> {
    /// What the answer of a series and its findings rest on. A settled finding is known by the uids of its figures, which
    /// documents are a part of.
    fn material(&self, view: &View<'_>, key: &SeriesKey) -> Result<Material> {
        if self.explain == Explain::WithTrace || view.names().has_settled_findings() {
            return store::material::with_documents(view, key);
        }
        let material = store::material::of(view, key)?;
        match material.figures.iter().any(quotes_in_letters) {
            true => store::material::with_documents(view, key),
            false => Ok(material),
        }
    }

    /// The answer of a family.
    pub fn answer(&self, family: Family, names: &Arc<Names>) -> Answered {
        let Family { material, total, references, recordings, root } = family;
        let (series, answer) = self.answer_to(&self.criteria.question, names, material);
        Answered { answer, series, of_sisters: Vec::new(), total, references, recordings, root }
    }

    /// The answers of families that are told together: each knows what its sisters tell of it.
    pub fn answer_all(
        &self,
        families: impl IntoIterator<Item = Family>,
        names: &Arc<Names>,
    ) -> Vec<Answered> {
        let mut answered: Vec<Answered> =
            families.into_iter().map(|family| self.answer(family, names)).collect();
        let mut together: FxHashMap<_, Vec<&Answered>> = FxHashMap::default();
        for one in &answered {
            together.entry(one.series.scope.shared_with_sisters()).or_default().push(one);
        }
        let sisters = |one: &Answered| &together[&one.series.scope.shared_with_sisters()];
        let told: Vec<_> = answered.iter().map(|one| self.told_by(sisters(one), one)).collect();
        for (one, told) in answered.iter_mut().zip(told) {
            one.of_sisters = told;
        }
        answered
    }

    /// What the sisters of an answer tell of it.
    fn told_by(&self, others: &[&Answered], one: &Answered) -> Vec<Finding> {
        let is_sister = |other: &&Answered| other.series.scope.is_sister_of(&one.series.scope);
        let tells = |other: &Answered| {
            let sister = (&other.series, &other.answer);
            audit_sister((&one.series, &one.answer), sister, &self.criteria.question)
        };
        others.iter().copied().filter(is_sister).flat_map(tells).collect()
    }

    /// The report of an answer.
    pub fn report(&self, answered: Answered, names: &Arc<Names>) -> AnswerReport {
        let Answered { answer, series, of_sisters, total, references, recordings, root } = answered;
        let (reference, question) = (|id| references.get(&id).cloned(), &self.criteria.question);
        let total = match (answer.answering().as_slice(), total) {
            ([one], Some(total)) => self.total_beside(names, total, &series, one),
            _ => None,
        };
        let imports = recordings.as_ref().map(Recordings::imports);
        let mut findings = audit_answer(&series, &answer, question, imports.as_ref());
        findings.extend(of_sisters);
        // What desks read differently, and which desks, is theirs.
        findings.retain(|finding| !self.audience.is_public() || finding.name != DESKS_DIFFER);
        let of_series = (self.explain == Explain::WithTrace)
            .then(|| within(audit(&series, imports.as_ref()), &series, question));
        let total = total.as_ref();
        let reasons = self.audience.reasons();
        let (series, answer) = (&series, &answer);
        let reported = ReportedAnswer { series, answer, question, total, findings, of_series, reasons };
        let report = AnswerReport::new(reported, &reference);
        let fingerprint = root.map(|root| fingerprint(&root, self.policy, question, answer).to_string());
        AnswerReport { question: report.question.chosen_by(&self.criteria.filter), fingerprint, ..report }
    }

    /// A series and its answer to a question.
    pub fn answer_to(&self, question: &Question, names: &Arc<Names>, material: Material) -> (Series, Answer) {
        let series = series_of(names, told_to(self.audience, material));
        let answer = (self.policy.apply)(&series, question);
        (series, answer)
    }

    /// The total that the authority of a period count gave for the last day of the window, where it is known and stands.
    fn total_beside(
        &self,
        names: &Arc<Names>,
        total: Material,
        series: &Series,
        period: &Chosen,
    ) -> Option<Recorded> {
        let day = series.figure(period.id).and_then(|recorded| recorded.figure.as_of.stated())?;
        let totals = series_of(names, total);
        let question = Question { as_of: Some(day), ..self.criteria.question };
        let answer = (policies::PER_AUTHORITY.apply)(&totals, &question);
        let mut own = answer.kept().filter(|chosen| chosen.voice == period.voice);
        let (first, more) = (own.next(), own.next());
        first.filter(|_| more.is_none()).and_then(|chosen| totals.figure(chosen.id).cloned())
    }
}

/// Of the findings about a series those whose figures are all within the question.
fn within(mut findings: Vec<Finding>, series: &Series, question: &Question) -> Vec<Finding> {
    let admits = |id: &FigureId| series.figure(*id).is_none_or(|recorded| question.admits(recorded));
    findings.retain(|finding| finding.figures.iter().all(admits));
    findings
}

/// A series from what is known of it, with what the desk says about names.
pub fn series_of(names: &Arc<Names>, material: Material) -> Series {
    let Material { scope, figures, acts, related, event_places, event_days, feeds, differing } = material;
    let series = Series::new(scope, figures, acts, related, Arc::clone(names));
    series.of_event_with(event_places).with_event_days(event_days).with_feeds(feeds).differing(differing)
}

/// The first ref that a file gave to a figure; what is only shown beside it is left out where the store cannot be read.
pub fn first_reference(view: &View<'_>, id: FigureId) -> Option<String> {
    store::figures::references(view, id).ok()?.into_iter().next()
}

/// The first ref of each figure that has one.
fn references(view: &View<'_>, material: &Material) -> FxHashMap<FigureId, String> {
    let figures = material.figures.iter().chain(&material.related);
    figures.filter_map(|one| Some((one.id, first_reference(view, one.id)?))).collect()
}

/// The policy of that name.
///
/// # Errors
/// No policy has it.
pub fn policy(name: &str) -> std::result::Result<&'static Policy, Error> {
    policies::named(name).ok_or_else(|| {
        let names: Vec<&str> = policies::ALL.iter().map(|policy| policy.name).collect();
        Error::usage(format!("there is no policy `{name}`"), format!("write one of {}", names.join(", ")))
    })
}
