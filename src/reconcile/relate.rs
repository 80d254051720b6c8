//! How two figures relate (section 3): declared links win; otherwise what follows from the figures themselves.

use crate::model::names::Names;
use crate::model::recorded::{Act, ActKind, FigureId, Recorded};
use crate::model::scope::Dimension;
use crate::series::order::TrackKey;
use crate::series::step::{Place, windows_are_apart};
use crate::series::{Voice, is_change};

use super::declared;
use super::derived::{different_authorities, dimensions, not_comparable, own_key, same_authority};
use super::relation::{Detail, Relation, RelationKind};

/// What the rule needs to know besides the two figures.
///
/// The figures and acts are those that the asker may know: the store has left out what was undone, and the asker what
/// lies after `--known-on`. More figures than needed do no harm.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    /// The figures of both series, and for `redefines` those of the earlier figure's authority under its definition.
    pub figures: &'a [&'a Recorded],
    /// Acts on any of them; those between the two are the declared links.
    pub acts: &'a [Act],
    /// What the desk knows about names.
    pub names: &'a Names,
}

/// How two figures relate; the order in which they are given is of no account.
pub fn relate(a: &Recorded, b: &Recorded, around: &Around<'_>) -> Relation {
    let (a, b) = (around.place(a), around.place(b));
    let known = |p: &Result<Place<'_>, &Recorded>| match p {
        Ok(place) => (place.known(), own_key(place.recorded())),
        Err(statement) => (own_key(statement), own_key(statement)),
    };
    let (a, b) = if known(&a) <= known(&b) { (a, b) } else { (b, a) };
    let recorded =
        |p: &Result<Place<'_>, &'_ Recorded>| p.as_ref().map_or_else(|r| r.id, |p| p.recorded().id);
    let links = around.acts;
    if let Some(relation) = declared::between(recorded(&a), recorded(&b), links) {
        return match (&a, &b) {
            (Ok(a), Ok(b)) => {
                declared::in_detail(relation, a, b, around.figures.iter().copied(), around.names)
            }
            _ => relation,
        };
    }
    match (a, b) {
        (Ok(a), Ok(b)) => derived(&a, &b, around),
        (a, b) => {
            let (a, b) = (a.map_or_else(|r| r, |p| p.recorded()), b.map_or_else(|r| r, |p| p.recorded()));
            not_comparable(a, b, dimensions(a, b, around.names))
        }
    }
}

/// The relation that follows from what two figures say, `a` known first.
fn derived(a: &Place<'_>, b: &Place<'_>, around: &Around<'_>) -> Relation {
    let (x, y) = (a.recorded(), b.recorded());
    let one_voice = Voice::of(&x.figure, around.names) == Voice::of(&y.figure, around.names);
    let dimensions = dimensions(x, y, around.names);
    match (one_voice, dimensions.as_slice()) {
        (true, []) => same_authority(
            a,
            b,
            around.figures.iter().copied().filter(|r| !around.is_void(r.id)),
            around.names,
        ),
        (false, []) => different_authorities(a, b),
        (true, [Dimension::Definition]) if around.took_its_place(x, y) => {
            Relation::new(x.id, y.id, RelationKind::Redefines).with(Detail::Definition)
        }
        (true, [Dimension::Origin]) if windows_are_apart(&x.figure, &y.figure) => {
            Relation::new(x.id, y.id, RelationKind::Rebases)
        }
        _ => not_comparable(x, y, dimensions),
    }
}

impl<'a> Around<'a> {
    fn is_void(&self, id: FigureId) -> bool {
        self.acts.iter().any(|act| act.figure == id && act.what == ActKind::Void)
    }

    /// Where a figure takes part in its track: an undated one that restates an earlier one takes its place. A statement
    /// without a count has no place.
    fn place<'r>(&self, recorded: &'r Recorded) -> Result<Place<'r>, &'r Recorded>
    where
        'a: 'r,
    {
        let own = Place::new(recorded, recorded.figure.as_of.date()).ok_or(recorded)?;
        if !recorded.figure.as_of.is_assumed() {
            return Ok(own);
        }
        let voice = Voice::of(&recorded.figure, self.names);
        let key = |r: &Recorded| TrackKey::new(r, r.figure.as_of.date());
        let is_before = |r: &&&'a Recorded| {
            key(r) < key(recorded)
                && Voice::of(&r.figure, self.names) == voice
                && dimensions(r, recorded, self.names).is_empty()
                && !self.is_void(r.id)
        };
        let mut track: Vec<&'a Recorded> = self.figures.iter().filter(is_before).copied().collect();
        track.sort_by_key(|r| key(r));
        let mut places: Vec<Place<'r>> = Vec::with_capacity(track.len());
        for recorded in track {
            if let Some(place) = Place::new(recorded, recorded.figure.as_of.date()) {
                places.push(self.in_place(place, &places));
            }
        }
        Ok(self.in_place(own, &places))
    }

    fn in_place<'r>(&self, place: Place<'r>, before: &[Place<'r>]) -> Place<'r> {
        let id = place.recorded().id;
        let changes = self.acts.iter().any(|act| act.other == Some(id) && is_change(act.what));
        if !place.recorded().figure.as_of.is_assumed() || changes {
            return place;
        }
        let restated = before.iter().rev().find(|earlier| place.restates(earlier));
        restated.map_or(place, |earlier| place.standing_for(*earlier))
    }

    /// Whether `b` took the place of `a` under another definition: `a` was published before `b`, and from then on the
    /// authority printed no figure under a's definition, as far as is known.
    fn took_its_place(&self, a: &Recorded, b: &Recorded) -> bool {
        let since = b.figure.published_on;
        let voice = Voice::of(&a.figure, self.names);
        let goes_on = |r: &&Recorded| {
            r.id != a.id
                && r.figure.count.is_some()
                && r.figure.published_on.date.first_day() >= since.date.first_day()
                && Voice::of(&r.figure, self.names) == voice
                && dimensions(r, a, self.names)
                    .iter()
                    .all(|d| matches!(d, Dimension::Period | Dimension::Origin))
                && !self.is_void(r.id)
        };
        a.figure.published_on.order_key() < since.order_key() && !self.figures.iter().any(goes_on)
    }
}
