//! How far the sources agree: bodies, the counts that they allow on the newest day, and the verdict.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use crate::model::count::Count;
use crate::model::name::Name;
use crate::model::recorded::{ActKind, FigureId, Recorded};
use crate::model::wording::Wording;
use crate::model::words::LinkKind;
use crate::series::Voice;
use crate::series::restate::{Days, restates};
use crate::series::step::TrackPlace;

use super::answer::{Chosen, Role, Verdict};
use super::disputed;
use super::fit::{Fit, is_floor};
use super::largest_set::largest_set;
use super::select::Selection;

/// The bodies of an answer and how many of them allow one and the same count.
#[derive(Clone, Debug)]
pub struct Support {
    /// The bodies, in the order of their first figures.
    pub roots: Vec<Root>,
    /// The size of the largest set of them of which no two conflict.
    pub support: usize,
    /// The bodies that meet as printed, by their places, where they mostly agree.
    agreeing: Vec<usize>,
    /// How far they agree.
    pub verdict: Verdict,
}

/// A topmost body, or all unattributed figures together.
#[derive(Clone, Debug)]
pub struct Root {
    /// Its name; `None` for the unattributed.
    pub body: Option<Name>,
    /// Its figures, as places in [`Selection::chosen`].
    chosen: Vec<usize>,
    /// What all of them allow on the newest day; `None` where they contradict each other.
    pub allows: Option<Count>,
}

/// A run of counts that the same claims allow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountRun {
    /// The counts.
    pub count: Count,
    /// The claims that allow them, by their places.
    pub supporters: Vec<usize>,
}

/// The counts that most claims allow (Marzullo on closed intervals of whole people): how many claims, and every maximal
/// run of counts that the same so many claims allow, lowest first. Runs that touch but rest on other claims stay apart.
pub fn runs(claims: &[Count]) -> (usize, Vec<CountRun>) {
    let changes = changes(claims);
    let supported = changes.values().scan(0, |supported, change| {
        *supported = *supported + change.begun.len() - change.ended.len();
        Some(*supported)
    });
    let most = supported.max().unwrap_or(0);
    let (mut supporters, mut runs) = (BTreeSet::new(), Vec::new());
    let mut changes = changes.into_iter().peekable();
    while let Some((start, change)) = changes.next() {
        for claim in &change.ended {
            supporters.remove(claim);
        }
        supporters.extend(change.begun);
        let end = changes.peek().map(|(next, _)| next - 1);
        if let Some(count) = Count::new(start, end).filter(|_| most > 0 && supporters.len() == most) {
            runs.push(CountRun { count, supporters: supporters.iter().copied().collect() });
        }
    }
    (most, runs)
}

/// Where claims begin, and where they have ended.
#[derive(Default)]
struct SupportChange {
    begun: Vec<usize>,
    ended: Vec<usize>,
}

/// The counts at which other claims hold than just below them.
fn changes(claims: &[Count]) -> BTreeMap<u64, SupportChange> {
    let mut changes: BTreeMap<u64, SupportChange> = BTreeMap::new();
    for (claim, count) in claims.iter().enumerate() {
        changes.entry(count.low()).or_default().begun.push(claim);
        if let Some(next) = count.high().and_then(|high| high.checked_add(1)) {
            changes.entry(next).or_default().ended.push(claim);
        }
    }
    changes
}

impl Root {
    /// Its figures, in track order.
    pub fn figures<'c>(&'c self, selection: &'c Selection<'_>) -> impl Iterator<Item = &'c Chosen> {
        self.chosen.iter().map(|place| &selection.chosen[*place])
    }
}

impl Support {
    /// Counts the bodies of U.
    pub fn of(selection: &Selection<'_>) -> Support {
        let roots = roots(selection);
        let support = most_without_conflict(selection, &roots);
        let verdict = verdict(selection, &roots, support);
        let agreeing = match verdict {
            Verdict::MostlyAgree => as_printed(selection, &roots).remove(0),
            _ => Vec::new(),
        };
        Support { roots, support, agreeing, verdict }
    }

    /// How many bodies allow the same: those that meet as printed where they mostly agree, else [`Support::support`].
    pub fn allow(&self) -> usize {
        if self.agreeing.is_empty() { self.support } else { self.agreeing.len() }
    }

    /// The figures of the bodies that the others outvote, where they mostly agree.
    pub fn outside(&self, selection: &Selection<'_>) -> Vec<FigureId> {
        if self.agreeing.is_empty() {
            return Vec::new();
        }
        let outside = self.roots.iter().enumerate().filter(|(place, _)| !self.agreeing.contains(place));
        outside.flat_map(|(_, root)| root.figures(selection)).map(|chosen| chosen.id).collect()
    }

    /// The bodies that allow a count.
    pub fn allowing(&self, count: u64) -> usize {
        self.roots.iter().filter(|root| root.allows.is_some_and(|allows| allows.allows(count))).count()
    }

    /// Whether a figure belongs to a body that is counted, rather than being derived from one.
    pub fn counts(&self, selection: &Selection<'_>, chosen: &Chosen) -> bool {
        self.roots.iter().flat_map(|root| root.figures(selection)).any(|other| other.id == chosen.id)
    }

    /// Whether more than half of the bodies are so many.
    pub fn is_most(&self, bodies: usize) -> bool {
        2 * bodies > self.roots.len()
    }
}

/// The size of the largest set of bodies of which no two conflict, and none conflicts with itself.
fn most_without_conflict(selection: &Selection<'_>, roots: &[Root]) -> usize {
    if let [root] = roots {
        return usize::from(!conflict(selection, root, root));
    }
    let printed = most_as_printed(selection, roots);
    if printed == roots.len() || says_one_thing_each(selection, roots) {
        return printed;
    }
    let sound: Vec<&Root> = roots.iter().filter(|root| !conflict(selection, root, root)).collect();
    let fits: Vec<Vec<bool>> =
        sound.iter().map(|a| sound.iter().map(|b| !conflict(selection, a, b)).collect()).collect();
    largest_set(&fits)
}

/// Whether each body has one figure, and all of them hold for one day: two of them conflict where their words leave no room
/// for each other, and of intervals that meet in pairs all meet.
fn says_one_thing_each(selection: &Selection<'_>, roots: &[Root]) -> bool {
    let mut figures = roots.iter().map(|root| match root.chosen.as_slice() {
        [place] => selection.chosen.get(*place),
        _ => None,
    });
    let Some(Some(first)) = figures.next() else { return false };
    let has_count = |chosen: &Chosen| selection.wording(chosen).is_some();
    !selection.series().scope.definition.as_deref().is_some_and(is_floor)
        && has_count(first)
        && figures.all(|one| one.is_some_and(|one| one.day == first.day && has_count(one)))
}

/// Whether any figure of one body conflicts with one of another, or of its own.
fn conflict(selection: &Selection<'_>, a: &Root, b: &Root) -> bool {
    let conflicts = |x: &Chosen, y: &Chosen| x.id != y.id && selection.conflict(x, y);
    a.figures(selection).any(|x| b.figures(selection).any(|y| conflicts(x, y)))
}

/// The bodies of the figures that count. A figure derived from one whose body is among them adds nothing.
fn roots(selection: &Selection<'_>) -> Vec<Root> {
    let Some(day) = selection.newest_day() else { return Vec::new() };
    let series = selection.series();
    let all = selection.chosen.iter().enumerate();
    let kept: Vec<(usize, &Chosen)> = all.filter(|(_, chosen)| chosen.is_kept()).collect();
    let bodies: Vec<Option<Name>> = selection.kept().map(|chosen| series.body(&chosen.voice)).collect();
    let adds = independent(selection, &kept, &bodies);
    let mut roots: Vec<Root> = Vec::with_capacity(kept.len());
    let mut places: FxHashMap<Option<Name>, usize> = FxHashMap::default();
    for ((number, chosen), (body, adds)) in kept.into_iter().zip(bodies.into_iter().zip(adds)) {
        let Some(says) = selection.says_on(chosen, day).filter(|_| adds) else { continue };
        let place = *places.entry(body.clone()).or_insert(roots.len());
        match roots.get_mut(place) {
            Some(root) => {
                root.chosen.push(number);
                root.allows = root.allows.and_then(|allows| allows.meet(says));
            }
            None => roots.push(Root { body, chosen: vec![number], allows: Some(says) }),
        }
    }
    roots
}

/// Which figures rest on no other body of the answer. Of figures derived from each other in a circle the last remains.
fn independent(selection: &Selection<'_>, kept: &[(usize, &Chosen)], bodies: &[Option<Name>]) -> Vec<bool> {
    let mut adds = vec![true; kept.len()];
    let derives = ActKind::Linked(LinkKind::DerivedFrom);
    if !selection.series().acts().iter().any(|act| act.what == derives) {
        return adds;
    }
    for place in 0..kept.len() {
        let targets = derived_from(selection, kept[place].1);
        let target_bodies = targets.iter().filter_map(|target| body_of(selection, target));
        adds[place] = !target_bodies.filter(|target| bodies[place].as_ref() != Some(target)).any(|target| {
            bodies
                .iter()
                .enumerate()
                .any(|(other, body)| other != place && adds[other] && body.as_ref() == Some(&target))
        });
    }
    adds
}

fn body_of(selection: &Selection<'_>, recorded: &Recorded) -> Option<Name> {
    let series = selection.series();
    series.body(&Voice::of(&recorded.figure, series.names()))
}

/// The figures from which a chosen figure, or any relay of the same statement, was derived.
fn derived_from<'s>(selection: &Selection<'s>, chosen: &Chosen) -> Vec<&'s Recorded> {
    let (series, resolved) = (selection.series(), &selection.resolved);
    let members = series.members();
    let relays: Vec<FigureId> = resolved.relays(chosen.member).map(|member| members[member].id()).collect();
    let derived = series.acts().iter().filter(|act| act.what == ActKind::Linked(LinkKind::DerivedFrom));
    let known = derived.filter(|act| series.counts(act, &selection.question));
    let ours = known.filter(|act| act.other.is_some_and(|id| relays.contains(&id)));
    ours.filter_map(|act| series.figure(act.figure)).collect()
}

fn verdict(selection: &Selection<'_>, roots: &[Root], support: usize) -> Verdict {
    match roots.len() {
        1.. if disputed::is_disputed(&selection.disputes, &selection.chosen) => Verdict::SourcesDiffer,
        0 if selection.chosen.iter().any(|chosen| matches!(chosen.role, Role::Withdrawn(_))) => {
            Verdict::Withdrawn
        }
        0 => Verdict::NoFigure,
        1 if support == 1 || is_one_voice(selection, &roots[0]) => Verdict::SingleSource,
        1 => Verdict::SourcesDiffer,
        all if support == all && all_restate(selection, roots) => Verdict::SourcesAgree,
        all if support == all && all_meet(selection, roots) => Verdict::Compatible,
        all if support == all => Verdict::DifferentDates,
        all => match as_printed(selection, roots).as_slice() {
            [only] if 2 * only.len() > all => Verdict::MostlyAgree,
            _ => Verdict::SourcesDiffer,
        },
    }
}

/// Whether every two figures meet: their words leave room for each other, or each is a floor by its own word.
fn all_meet(selection: &Selection<'_>, roots: &[Root]) -> bool {
    let chosen: Vec<&Chosen> = roots.iter().flat_map(|root| root.figures(selection)).collect();
    let meets =
        |(place, a): (usize, &&Chosen)| chosen[place + 1..].iter().all(|b| selection.fit(a, b) == Fit::Meets);
    most_as_printed(selection, roots) == roots.len() || chosen.iter().enumerate().all(meets)
}

/// How many bodies meet as printed, at most.
fn most_as_printed(selection: &Selection<'_>, roots: &[Root]) -> usize {
    as_printed(selection, roots).first().map_or(0, Vec::len)
}

/// The largest sets of bodies whose figures meet as printed, each by the places of its bodies.
fn as_printed(selection: &Selection<'_>, roots: &[Root]) -> Vec<Vec<usize>> {
    let printed = |(place, root): (usize, &Root)| Some((place, printed(selection, root)?));
    let (places, claims): (Vec<usize>, Vec<Count>) = roots.iter().enumerate().filter_map(printed).unzip();
    let in_places = |run: CountRun| run.supporters.into_iter().map(|claim| places[claim]).collect();
    let mut sets: Vec<Vec<usize>> = runs(&claims).1.into_iter().map(in_places).collect();
    sets.dedup();
    sets
}

/// Whether one authority alone speaks for a body: when two newest figures of its own contradict each other, that is
/// what `order unknown` says. Two authorities under one body that contradict each other differ.
fn is_one_voice(selection: &Selection<'_>, root: &Root) -> bool {
    let mut tracks = root.figures(selection).map(|chosen| selection.track(chosen));
    let first = tracks.next();
    tracks.all(|track| Some(track) == first)
}

/// What all figures of a body allow as they were printed, whatever their days.
fn printed(selection: &Selection<'_>, root: &Root) -> Option<Count> {
    let counts = root.figures(selection).map(|chosen| selection.wording(chosen).map(Wording::count));
    counts.reduce(|a, b| a?.meet(b?)).flatten()
}

/// Whether every two figures restate each other, by their printed values.
fn all_restate(selection: &Selection<'_>, roots: &[Root]) -> bool {
    let chosen = roots.iter().flat_map(|root| root.figures(selection));
    let places: Vec<TrackPlace<'_>> = chosen.filter_map(|chosen| selection.place(chosen)).collect();
    let agree = |a: &TrackPlace<'_>, b: &TrackPlace<'_>| {
        let days = if a.as_of() == b.as_of() { Days::Same } else { Days::Differ };
        restates(a.wording(), b.wording(), days) || restates(b.wording(), a.wording(), days)
    };
    let restate = |(place, a): (usize, &TrackPlace<'_>)| places[place + 1..].iter().all(|b| agree(a, b));
    places.iter().enumerate().all(restate)
}
