//! How two figures relate (`docs/rules.md`, "Relations"): declared links win; otherwise what follows from the figures themselves.

use std::cell::OnceCell;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::names::Names;
use crate::model::question::Question;
use crate::model::recorded::{Act, FigureId, Recorded};
use crate::model::scope::Dimension;
use crate::model::status::{Status, counts, void_figures};
use crate::series::step::{TrackPlace, windows_are_apart};
use crate::series::track::{ResolvedTracks, resolve_tracks};
use crate::series::{Series, Voice};

use super::declared;
use super::derived::{different_authorities, dimensions, not_comparable, own_key, same_authority};
use super::fit::{Contradiction, Fit, FitsFound, Surroundings};
use super::relation::{Detail, Relation, RelationKind};

/// What the rule needs to know besides the two figures.
///
/// The figures, acts and series are those that the asker may know: the store has left out what was undone. More than
/// needed do no harm.
#[derive(Clone, Copy, Debug)]
pub struct RelationContext<'a> {
    /// The figures of both series, and for `redefines` those of the earlier figure's authority under its definition.
    pub figures: &'a [&'a Recorded],
    /// Acts on any of them; those between the two are the declared links.
    pub acts: &'a [Act],
    /// The series in which the two stand.
    pub series: &'a [Series],
    /// What the public could know.
    pub question: Question,
    /// What the desk knows about names.
    pub names: &'a Names,
}

/// How two figures relate; the order in which they are given is of no account.
pub fn relate(a: &Recorded, b: &Recorded, around: &RelationContext<'_>) -> Relation {
    PreparedContext::of(around).relate(a, b)
}

/// What is known around figures, prepared for more than one question.
#[derive(Clone, Debug)]
pub struct PreparedContext<'a> {
    around: RelationContext<'a>,
    /// The tracks of the series, each with what was found of how its figures fit.
    resolved: Vec<(ResolvedTracks<'a>, FitsFound)>,
    /// Acts that count, by the two figures that each joins.
    declared: FxHashMap<(FigureId, FigureId), Vec<&'a Act>>,
    /// Those that are void, gone or corrected: no history.
    hidden: FxHashSet<FigureId>,
    /// The others by the values that they printed; made when first asked for.
    printed: OnceCell<FxHashMap<u64, Vec<&'a Recorded>>>,
}

impl<'a> PreparedContext<'a> {
    /// Prepares what is known.
    pub fn of(around: &RelationContext<'a>) -> PreparedContext<'a> {
        let acts = around.acts;
        let void = void_figures(acts);
        // In whatever order acts come, one that hides its figure does so.
        let hidden = |on: &[Act]| {
            let status = Status::of(on, &Question::default(), |id| void.contains(&id));
            on.first().filter(|_| status.is_hidden()).map(|act| act.figure)
        };
        let question = Question::default();
        let mut declared: FxHashMap<_, Vec<&Act>> = FxHashMap::default();
        for act in acts.iter().filter(|act| counts(act, &question, |id| void.contains(&id))) {
            if let Some(other) = act.other {
                declared.entry((act.figure.min(other), act.figure.max(other))).or_default().push(act);
            }
        }
        let resolve = |series: &'a Series| (resolve_tracks(series, &around.question), FitsFound::default());
        PreparedContext {
            around: *around,
            resolved: around.series.iter().map(resolve).collect(),
            declared,
            hidden: acts.chunk_by(|a, b| a.figure == b.figure).filter_map(hidden).collect(),
            printed: OnceCell::new(),
        }
    }

    /// How two figures relate; the order in which they are given is of no account.
    pub fn relate(&self, a: &Recorded, b: &Recorded) -> Relation {
        let (a, b) = (self.place(a), self.place(b));
        let known = |p: &Result<TrackPlace<'_>, &Recorded>| match p {
            Ok(place) => (place.known(), own_key(place.recorded())),
            Err(statement) => (own_key(statement), own_key(statement)),
        };
        let (a, b) = if known(&a) <= known(&b) { (a, b) } else { (b, a) };
        let recorded =
            |p: &Result<TrackPlace<'_>, &'_ Recorded>| p.as_ref().map_or_else(|r| r.id, |p| p.recorded().id);
        if let Some(relation) = self.declared(recorded(&a), recorded(&b)) {
            return match (&a, &b) {
                (Ok(a), Ok(b)) => {
                    declared::in_detail(relation, a, b, self.that_printed([a, b]), self.around.names)
                }
                _ => relation,
            };
        }
        match (a, b) {
            (Ok(a), Ok(b)) => self.derived(&a, &b),
            (a, b) => {
                let (a, b) = (a.map_or_else(|r| r, |p| p.recorded()), b.map_or_else(|r| r, |p| p.recorded()));
                not_comparable(a, b, dimensions(a, b, self.around.names))
            }
        }
    }

    /// The relation that follows from what two figures say, `a` known first.
    fn derived(&self, a: &TrackPlace<'_>, b: &TrackPlace<'_>) -> Relation {
        let (x, y) = (a.recorded(), b.recorded());
        let names = self.around.names;
        let one_voice = Voice::of(&x.figure, names) == Voice::of(&y.figure, names);
        let dimensions = dimensions(x, y, names);
        match (one_voice, dimensions.as_slice()) {
            (true, []) => same_authority(a, b, self.that_printed([a, b]), names),
            (false, []) => different_authorities(a, b, self.fit(a, b)),
            (true, [Dimension::Definition]) if self.took_its_place(x, y) => {
                Relation::new(x.id, y.id, RelationKind::Redefines).with(Detail::Definition)
            }
            (true, [Dimension::Origin]) if windows_are_apart(&x.figure, &y.figure) => {
                Relation::new(x.id, y.id, RelationKind::Rebases)
            }
            _ => not_comparable(x, y, dimensions),
        }
    }

    /// The link between two figures that was declared last.
    fn declared(&self, a: FigureId, b: FigureId) -> Option<Relation> {
        declared::last(a, b, self.declared.get(&(a.min(b), a.max(b)))?.iter().copied())
    }

    /// The figures that are not hidden, and printed the value of one of these.
    fn that_printed<'p>(&'p self, places: [&TrackPlace<'_>; 2]) -> impl Iterator<Item = &'a Recorded> + 'p {
        let printed = self.printed.get_or_init(|| {
            let mut printed: FxHashMap<u64, Vec<&Recorded>> = FxHashMap::default();
            for recorded in self.history() {
                if let Some(value) = recorded.figure.count.as_ref().and_then(|count| count.value()) {
                    printed.entry(value).or_default().push(recorded);
                }
            }
            printed
        });
        let values = places.map(|place| place.wording().value());
        values.into_iter().flatten().filter_map(|value| printed.get(&value)).flatten().copied()
    }

    /// The figures that are not hidden.
    fn history(&self) -> impl Iterator<Item = &'a Recorded> {
        self.around.figures.iter().copied().filter(|recorded| !self.hidden.contains(&recorded.id))
    }

    /// Where a figure takes part in its track. A statement without a count has no place.
    fn place<'r>(&self, recorded: &'r Recorded) -> Result<TrackPlace<'r>, &'r Recorded>
    where
        'a: 'r,
    {
        let own = || TrackPlace::new(recorded, recorded.figure.as_of.date());
        match self.member(recorded.id) {
            Some(((resolved, _), member)) => resolved.places[member].ok_or(recorded),
            None => own().ok_or(recorded),
        }
    }

    /// The series in which a figure stands, and its place among the members.
    fn member(&self, id: FigureId) -> Option<(&(ResolvedTracks<'a>, FitsFound), usize)> {
        self.resolved.iter().find_map(|resolved| Some((resolved, resolved.0.series.member(id)?)))
    }

    /// How two figures of different authorities fit together: by what stands around them, where both are of one series.
    fn fit(&self, a: &TrackPlace<'_>, b: &TrackPlace<'_>) -> Fit {
        let of = |place: &TrackPlace<'_>| self.member(place.recorded().id);
        if let Some(((resolved, x), (other, y))) = of(a).zip(of(b))
            && std::ptr::eq(resolved, other)
        {
            let (resolved, found) = resolved;
            let around = Surroundings::of(resolved, found);
            return around.stated(x).zip(around.stated(y)).map_or(Fit::Meets, |(x, y)| around.fit(&x, &y));
        }
        match a.wording().count().meet(b.wording().count()) {
            Some(_) => Fit::Meets,
            None => Fit::Conflicts(Contradiction::AsPrinted),
        }
    }

    /// Whether `b` took the place of `a` under another definition: `a` was published before `b`, and from then on the
    /// authority printed no figure under a's definition, as far as is known.
    fn took_its_place(&self, a: &Recorded, b: &Recorded) -> bool {
        let (since, names) = (b.figure.published_on, self.around.names);
        let voice = Voice::of(&a.figure, names);
        let goes_on = |r: &Recorded| {
            r.id != a.id
                && r.figure.count.is_some()
                && r.figure.published_on.date.first_day() >= since.date.first_day()
                && Voice::of(&r.figure, names) == voice
                && dimensions(r, a, names).iter().all(|d| matches!(d, Dimension::Period | Dimension::Origin))
        };
        a.figure.published_on.order_key() < since.order_key() && !self.history().any(goes_on)
    }
}
