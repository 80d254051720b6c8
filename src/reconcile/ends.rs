//! The ends of a range: which of the figures that count hold them, and which are named with their day instead
//! (`docs/rules.md`, "range").

use rustc_hash::FxHashSet;

use crate::model::count::Count;
use crate::model::decisions::desk_rank;
use crate::model::recorded::FigureId;
use crate::model::sorted_counts::SortedCounts;
use crate::series::order::compare_days;
use crate::series::{Series, Voice};

use super::align::newest_day;
use super::answer::{Chosen, Span};
use super::fit::{Fit, StatedFigure};
use super::select::Selection;
use super::span::RangeEnds;

/// The range, and the figures that are no part of it.
#[derive(Clone, Debug, Default)]
pub struct Ends {
    /// The range; `None` where nothing counts.
    pub span: Option<Span>,
    /// Figures that count and fit the answer only since the count may have changed between their days; newest first.
    pub dated: Vec<FigureId>,
}

/// A figure that counts.
#[derive(Clone, Copy)]
struct Claim<'c, 's> {
    chosen: &'c Chosen,
    stated: StatedFigure<'s>,
    count: Count,
    track: usize,
}

impl Ends {
    /// The ends that the figures of U give: those of the newest day, or of the authority that the desk ranks first, and all
    /// that meet or contradict them.
    pub fn of(selection: &Selection<'_>) -> Ends {
        let claims: Vec<Claim<'_, '_>> =
            selection.kept().filter_map(|chosen| Claim::of(selection, chosen)).collect();
        if let [claim] = claims.as_slice() {
            let ends = RangeEnds::of(std::iter::once(claim.stated.place));
            return Ends { span: ends.map(|ends| ends.span()), dated: Vec::new() };
        }
        let anchors = anchors(selection, &claims);
        let leading: FxHashSet<FigureId> = anchors.iter().map(|anchor| anchor.chosen.id).collect();
        let is_dated = |claim: &&Claim<'_, '_>| {
            let is_anchor = leading.contains(&claim.chosen.id);
            let fits = |anchor: &Claim<'_, '_>| selection.fit(anchor.chosen, claim.chosen);
            !is_anchor
                && anchors.iter().all(|anchor| matches!(fits(anchor), Fit::MayHaveChanged | Fit::FirstCount))
        };
        let (dated, holding): (Vec<_>, Vec<_>) = claims.iter().partition(is_dated);
        Ends { span: span(&holding), dated: dated.iter().rev().map(|claim| claim.chosen.id).collect() }
    }
}

impl<'c, 's> Claim<'c, 's> {
    fn of(selection: &Selection<'s>, chosen: &'c Chosen) -> Option<Claim<'c, 's>> {
        let (stated, track) = (selection.stated(chosen)?, selection.track(chosen));
        Some(Claim { chosen, stated, count: stated.place.wording().count(), track })
    }

    /// Whether another figure says all that this one does: it lies inside and is no older, it gives an upper end that this
    /// one leaves open, or it is a newer closed interval around this one.
    fn gives_way_to(&self, other: &Claim<'_, '_>) -> bool {
        if self.track == other.track || self.count == other.count {
            return false;
        }
        let age = compare_days(other.stated.day, self.stated.day);
        let holds_it = self.count.contains(other.count);
        let is_closed_in = self.count.high().is_none()
            && other.count.high().is_some()
            && self.count.meet(other.count).is_some();
        let is_replaced = age.is_gt() && other.count.high().is_some() && other.count.contains(self.count);
        (holds_it && (age.is_ge() || self.count.high().is_none())) || is_closed_in || is_replaced
    }
}

/// The figures that lead: those of the authority that the desk ranks first, otherwise those of the newest day.
fn anchors<'c, 's>(selection: &Selection<'_>, claims: &[Claim<'c, 's>]) -> Vec<Claim<'c, 's>> {
    let series = selection.series();
    if let Some(first) = claims.iter().filter_map(|claim| rank(series, &claim.chosen.voice)).min() {
        let is_first = |claim: &&Claim<'_, '_>| rank(series, &claim.chosen.voice) == Some(first);
        return claims.iter().filter(is_first).copied().collect();
    }
    let Some(newest) = newest_day(claims.iter().map(|claim| claim.stated.day)) else { return Vec::new() };
    claims.iter().filter(|claim| claim.stated.day.may_overlap(newest)).copied().collect()
}

/// The desk's rank of an authority in a series, 1 first.
fn rank(series: &Series, voice: &Voice) -> Option<u32> {
    match voice {
        Voice::Authority(name) => Some(desk_rank(series.names(), name, &series.scope)?.rank),
        Voice::Publisher(_) => None,
    }
}

/// The range of the figures that hold its ends. One that gives way does not widen it; an upper bound holds the high end
/// where it reaches above all others or they leave it open, and the low end where it lies wholly below them.
fn span(holding: &[&Claim<'_, '_>]) -> Option<Span> {
    let (bounds, plain): (Vec<&Claim<'_, '_>>, Vec<&Claim<'_, '_>>) =
        holding.iter().copied().partition(|claim| claim.stated.place.wording().kind().is_upper_bound());
    if plain.is_empty() {
        return Some(RangeEnds::of(bounds.iter().map(|claim| claim.stated.place))?.span());
    }
    // A figure gives way only to one whose words leave room for its own.
    let sorted = SortedCounts::of(plain.iter().map(|claim| claim.count));
    let stays = |claim: &&&Claim<'_, '_>| {
        !sorted.others_that_meet(claim.count).any(|place| claim.gives_way_to(plain[place]))
    };
    let places = plain.iter().filter(stays).map(|claim| claim.stated.place);
    let mut ends = RangeEnds::of(places)?;
    for bound in bounds {
        ends.take_bound(bound.stated.place);
    }
    Some(ends.span())
}
