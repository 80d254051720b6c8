//! The ends of a range, and the figures that hold them.

use std::cmp::Reverse;

use crate::series::order::TrackKey;
use crate::series::step::TrackPlace;

use super::answer::Span;

/// The figures that hold the two ends of a range.
#[derive(Clone, Copy, Debug)]
pub struct RangeEnds<'a> {
    low: TrackPlace<'a>,
    high: TrackPlace<'a>,
}

impl<'a> RangeEnds<'a> {
    /// The lowest low and the highest high of some figures, as printed; `None` where there are none. Of figures with one
    /// end the one that printed it holds it rather than one that has it by convention, then the newest.
    pub fn of(places: impl Iterator<Item = TrackPlace<'a>> + Clone) -> Option<RangeEnds<'a>> {
        let key = |place: &TrackPlace<'a>| {
            let (recorded, key) = (place.recorded(), TrackKey::new(place.recorded(), place.as_of()));
            (key.when(), Reverse((recorded.figure.authority(), &recorded.figure.source.publisher)), key)
        };
        let low = places.clone().min_by_key(|place| {
            let wording = place.wording();
            (wording.count().low(), wording.low_by_convention(), Reverse(key(place)))
        })?;
        let high = places.max_by_key(|place| {
            let (high, wording) = (place.wording().count().high(), place.wording());
            (high.is_none(), high, !wording.high_by_convention(), key(place))
        })?;
        Some(RangeEnds { low, high })
    }

    /// Takes in an upper bound: where it reaches above the high end or closes it, or lies wholly below the low one.
    pub fn take_bound(&mut self, bound: TrackPlace<'a>) {
        let (low, high) = (self.low.wording().count(), self.high.wording().count());
        let Some(reached) = bound.wording().count().high() else { return };
        if reached < low.low() {
            self.low = bound;
        } else if high.high().is_none_or(|highest| reached > highest) {
            self.high = bound;
        }
    }

    /// What the one figure says that holds both ends; `None` where two hold them.
    pub fn one(&self) -> Option<Span> {
        (self.low.recorded().id == self.high.recorded().id).then(|| span_of(&self.low))
    }

    /// The range itself, without a best value.
    pub fn span(&self) -> Span {
        Span {
            low: self.low.wording().count().low(),
            best: None,
            high: self.high.wording().count().high(),
            low_by: self.low.recorded().id,
            high_by: self.high.recorded().id,
            low_by_convention: self.low.wording().low_by_convention(),
            high_by_convention: self.high.wording().high_by_convention(),
        }
    }
}

/// What one figure says, with its one number where it printed one: exact, or an estimate's point.
pub fn span_of(place: &TrackPlace<'_>) -> Span {
    let ends = RangeEnds { low: *place, high: *place };
    Span { best: one_number(place), ..ends.span() }
}

fn one_number(place: &TrackPlace<'_>) -> Option<u64> {
    use crate::model::wording::Kind::{Estimate, Exact};
    let wording = place.wording();
    let is_one = matches!(wording.kind(), Exact | Estimate);
    wording.value().filter(|value| is_one && wording.count().allows(*value))
}
