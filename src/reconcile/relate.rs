//! How two figures relate (`docs/rules.md`, "Relations"): declared links win; otherwise what follows from the figures themselves.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::date::PartialDate;
use crate::model::names::Names;
use crate::model::question::Question;
use crate::model::recorded::{Act, FigureId, Recorded};
use crate::model::scope::Dimension;
use crate::model::status::{Status, counts, void_figures};
use crate::series::lookback::Lookback;
use crate::series::order::TrackKey;
use crate::series::step::{TrackPlace, windows_are_apart};
use crate::series::{Voice, changing_figures, places_taken};

use super::declared;
use super::derived::{different_authorities, dimensions, not_comparable, own_key, same_authority};
use super::relation::{Detail, Relation, RelationKind};

/// What the rule needs to know besides the two figures.
///
/// The figures and acts are those that the asker may know: the store has left out what was undone, and the asker what
/// lies after `--known-on`. More figures than needed do no harm.
#[derive(Clone, Copy, Debug)]
pub struct RelationContext<'a> {
    /// The figures of both series, and for `redefines` those of the earlier figure's authority under its definition.
    pub figures: &'a [&'a Recorded],
    /// Acts on any of them; those between the two are the declared links.
    pub acts: &'a [Act],
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
    /// Those that are void: what they declare counts for nothing.
    void: FxHashSet<FigureId>,
    /// Those that are void, gone or corrected: no history.
    hidden: FxHashSet<FigureId>,
    /// The days that undated corrections take from what they mend.
    taken: FxHashMap<FigureId, PartialDate>,
    /// Those that declare a change of another.
    changing: FxHashSet<FigureId>,
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
        PreparedContext {
            around: *around,
            hidden: acts.chunk_by(|a, b| a.figure == b.figure).filter_map(hidden).collect(),
            taken: places_taken(around.figures.iter().copied(), acts),
            changing: changing_figures(acts).into_iter().collect(),
            void,
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
        let question = Question::default();
        let counts = |act: &&Act| counts(act, &question, |id| self.void.contains(&id));
        if let Some(relation) =
            declared::last(recorded(&a), recorded(&b), self.around.acts.iter().filter(counts))
        {
            return match (&a, &b) {
                (Ok(a), Ok(b)) => declared::in_detail(relation, a, b, self.history(), self.around.names),
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
            (true, []) => same_authority(a, b, self.history(), names),
            (false, []) => different_authorities(a, b),
            (true, [Dimension::Definition]) if self.took_its_place(x, y) => {
                Relation::new(x.id, y.id, RelationKind::Redefines).with(Detail::Definition)
            }
            (true, [Dimension::Origin]) if windows_are_apart(&x.figure, &y.figure) => {
                Relation::new(x.id, y.id, RelationKind::Rebases)
            }
            _ => not_comparable(x, y, dimensions),
        }
    }

    /// The figures that are not hidden.
    fn history(&self) -> impl Iterator<Item = &'a Recorded> {
        self.around.figures.iter().copied().filter(|recorded| !self.hidden.contains(&recorded.id))
    }

    /// Where a figure takes part in its track: an undated one that restates an earlier one takes its place. A statement
    /// without a count has no place.
    fn place<'r>(&self, recorded: &'r Recorded) -> Result<TrackPlace<'r>, &'r Recorded>
    where
        'a: 'r,
    {
        let own = TrackPlace::new(recorded, self.as_of(recorded)).ok_or(recorded)?;
        if self.stands_for_itself(recorded) {
            return Ok(own);
        }
        let names = self.around.names;
        let voice = Voice::of(&recorded.figure, names);
        let key = |r: &Recorded| TrackKey::new(r, self.as_of(r));
        let is_before = |r: &&Recorded| {
            key(r) < key(recorded)
                && Voice::of(&r.figure, names) == voice
                && dimensions(r, recorded, names).is_empty()
        };
        let mut track: Vec<&'a Recorded> = self.history().filter(is_before).collect();
        track.sort_by_key(|r| key(r));
        let mut places: Vec<TrackPlace<'r>> = Vec::with_capacity(track.len());
        let mut before = Lookback::default();
        for recorded in track {
            let Some(place) = TrackPlace::new(recorded, self.as_of(recorded)) else { continue };
            let place = self.in_place(place, &before, &places);
            before.push(places.len(), place);
            places.push(place);
        }
        Ok(self.in_place(own, &before, &places))
    }

    /// The day for which a figure holds: its own, or for an undated correction that of the figure that it mends.
    fn as_of(&self, recorded: &Recorded) -> PartialDate {
        self.taken.get(&recorded.id).copied().unwrap_or_else(|| recorded.figure.as_of.date())
    }

    /// Whether a figure states its day, or declares a change: then it merely restates none.
    fn stands_for_itself(&self, recorded: &Recorded) -> bool {
        !recorded.figure.as_of.is_assumed() || self.changing.contains(&recorded.id)
    }

    fn in_place<'r>(
        &self,
        place: TrackPlace<'r>,
        before: &Lookback<'r>,
        places: &[TrackPlace<'r>],
    ) -> TrackPlace<'r> {
        if self.stands_for_itself(place.recorded()) {
            return place;
        }
        let restated = before.nearest(&place).and_then(|at| places.get(at));
        restated.map_or(place, |earlier| place.standing_for(*earlier))
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
